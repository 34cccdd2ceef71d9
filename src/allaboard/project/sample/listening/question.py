"""A question that is open now, so that people of the sample company have something to answer."""

from datetime import date, timedelta

from django.utils import timezone

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.emails import invitation
from allaboard.areas.listening.models import Question, Wave
from allaboard.areas.listening.services.surveys import save_question, start_survey
from allaboard.areas.listening.services.waves import Launch, launch_wave, open_wave
from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import Actor
from allaboard.project.sample.rows import ledger

TITLE = "How was your week?"
OPENED = timedelta(days=2)
OPEN_FOR = timedelta(days=9)
SOON = timedelta(days=1)
ASKED = "department = Operations"


def make(by: Actor, today: date) -> None:
    """Plan to ask Operations how their week was."""
    survey = start_survey(by=by, title="One question", is_sample=True)
    week = Question(key="plan_week", kind=Kind.AGREE, text="I could plan my week.", label="My week")
    save_question(survey, week, by=by)
    launch = Launch(TITLE, ASKED, today + SOON, today - OPENED + OPEN_FOR, ["shift", "work_location"])
    with unchecked():  # who is asked was read just now
        launch_wave(survey, launch, by=by)


def ask(by: Actor, today: date) -> None:
    """Let the question have been opened some days ago; nobody has answered yet."""
    wave = Wave.objects.get(title=TITLE, survey__is_sample=True)
    wave.opens_on = today - OPENED
    wave.save(update_fields=["opens_on"])
    ledger.deliver_at_once(invitation(wave), by, timezone.now() - OPENED)
    open_wave(wave, by=by)
