"""Whoever makes or removes the sample company is killed in the middle: the next command puts it right."""

import signal
import subprocess
import sys
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import Sum

from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import AskedMinutes
from allaboard.project.sample import services
from allaboard.project.sample.models import SampleRun, State

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

SEED = 11
PROCESS = """
import sys, django
django.setup()
from allaboard.project.sample import services
told = lambda share, stage: print(stage, flush=True)
services.make(seed=11, on_progress=told) if sys.argv[1] == "make" else services.remove(told)
"""
STAYS = {"audit.entry", "contenttypes.contenttype"}


def killed_at(environment: dict[str, str], what: str, stage: str) -> None:
    """Kill the process the moment it says that it has begun a stage."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, what], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert any(line.strip() == stage for line in process.stdout), f"it never came to {stage}"
    process.send_signal(signal.SIGKILL)
    process.wait()


def rows_by_table() -> dict[str, int]:
    tables = {model._meta.label_lower: model for model in apps.get_models() if model._meta.managed}
    return {label: model._default_manager.count() for label, model in tables.items() if label not in STAYS}


def company() -> tuple[dict[str, int], Decimal]:
    """The rows of every table, and what contacts asked: its lines stand for quarters of an hour, others a minute later."""
    rows = rows_by_table()
    del rows[AskedMinutes._meta.label_lower]
    return rows, AskedMinutes.objects.aggregate(sum=Sum("minutes"))["sum"]


def test_a_killed_making_is_taken_up_where_it_stood(environment):
    before = rows_by_table()
    services.make(seed=SEED)
    unbroken = company()
    services.remove()
    assert rows_by_table() == before

    for stage in ("People", "Spring pulse", "Answers to people"):
        killed_at(environment, "make", stage)
        assert SampleRun.objects.get().state == State.MAKING

    assert {"people", "wave 1", "campaign reply"} <= set(SampleRun.objects.get().done)
    assert services.is_wanted()
    truth = services.make(seed=SEED)

    assert company() == unbroken
    assert set(truth.effects["waves"]) == {"Winter pulse", "Spring pulse", "Autumn pulse"}
    services.remove()


def test_a_killed_making_can_be_removed_or_followed_by_another_company(environment):
    before = rows_by_table()
    killed_at(environment, "make", "Winter pulse")
    services.remove()
    assert rows_by_table() == before

    killed_at(environment, "make", "Contacts")
    services.make(people=130, seed=SEED)

    assert Person.objects.filter(active=True).count() == 130
    services.remove()


def test_a_killed_removal_goes_on(environment):
    before = rows_by_table()
    services.make(seed=SEED)
    killed_at(environment, "remove", "Contacts")

    assert SampleRun.objects.get().state == State.REMOVING
    assert Person.objects.exists()
    assert not services.is_wanted()
    services.remove()

    assert rows_by_table() == before


def test_only_one_makes_or_removes_at_a_time(environment, monkeypatch):
    monkeypatch.setattr(services, "PATIENCE", "100ms")
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, "make"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGSTOP)  # it holds what it holds, however fast the machine

    for attempt in (services.make, services.remove):
        with pytest.raises(RuleBroken, match="just now"):
            attempt()
    process.kill()
    process.wait()
    services.remove()
