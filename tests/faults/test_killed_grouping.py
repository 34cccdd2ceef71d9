"""A worker is killed while it groups the comments of a survey: the next one ends it, and what was put right by hand stays."""

import signal
import subprocess
import sys

import pytest
from tests.areas.listening.conftest import closed, company, hr, pulse

from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.services import editing
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.models import Sending
from allaboard.foundation.jobs.facade import work_of

__all__ = ["closed", "company", "hr", "pulse"]  # a wave that closed just now, with what it needs
pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

WORKER = """
import os, signal, sys
import django
django.setup()
from allaboard.areas.listening import tasks

place, wave, progress = sys.argv[1:]

def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

if place == "while it reads":
    advance = tasks.advance
    tasks.advance = lambda pk, done: die() if done > 50 else advance(pk, done)
elif place == "before it says so":
    tasks.end_grouping = die
tasks.themes(wave_id=int(wave), progress_id=int(progress), tells=True)
"""


def worked(environment: dict[str, str], place: str, wave: Wave) -> int:
    """Let a worker do the job that the close has left; how it ended."""
    words = [sys.executable, "-c", WORKER, place, str(wave.pk), str(wave.themes_progress)]
    return subprocess.run(words, env=environment, timeout=120, check=False).returncode


def test_another_worker_ends_what_a_killed_one_began(environment: dict[str, str], closed: Wave, hr: Actor):
    assert worked(environment, "while it reads", closed) == -signal.SIGKILL
    assert not Theme.objects.exists()
    assert worked(environment, "before it says so", closed) == -signal.SIGKILL
    work = work_of(closed.themes_progress)
    assert work is not None
    assert not work.is_finished
    found = set(Comment.objects.values_list("text", "theme__title"))

    assert worked(environment, "nowhere", closed) == 0
    assert set(Comment.objects.values_list("text", "theme__title")) == found
    work = work_of(closed.themes_progress)
    assert work is not None
    assert work.is_finished

    theme = Theme.objects.earliest("pk")
    said = set(theme.comments.values_list("pk", flat=True))
    editing.rename_theme(theme, by=hr, title="Our own words")
    assert worked(environment, "nowhere", closed) == 0  # a job may run twice
    theme.refresh_from_db()
    assert theme.title == "Our own words"
    assert set(theme.comments.values_list("pk", flat=True)) == said
    assert Sending.objects.filter(key=f"survey-wave-{closed.pk}-ready").count() == 1
