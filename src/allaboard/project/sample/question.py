"""A question that is open now, so that people of the sample company have something to answer."""

from datetime import date, timedelta

from django.utils import timezone

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.models import Question
from allaboard.areas.listening.services.surveys import save_question, start_survey
from allaboard.areas.listening.services.waves import Launch, launch_wave
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.models import Sending
from allaboard.project.sample import ledger

OPENED = timedelta(days=2)
OPEN_FOR = timedelta(days=9)
ASKED = "department = Operations"


def make(by: Actor, today: date) -> None:
    """Ask Operations how their week was; nobody has answered yet."""
    survey = start_survey(by=by, title="One question", is_sample=True)
    week = Question(key="plan_week", kind=Kind.AGREE, text="I could plan my week.", label="My week")
    save_question(survey, week, by=by)
    launch = Launch(
        "How was your week?", ASKED, today - OPENED, today - OPENED + OPEN_FOR, ["shift", "work_location"]
    )
    wave = launch_wave(survey, launch, by=by)
    for sending in Sending.objects.filter(object_ref=f"wave:{wave.pk}"):
        ledger.deliver(sending.pk, timezone.now() - OPENED)
