"""A question that is open now, so that people of the sample company have something to answer."""

from datetime import date, timedelta

from django.utils import timezone

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.emails import invitation
from allaboard.areas.listening.models import Question, Wave
from allaboard.areas.listening.rules import MINIMUM_GROUP
from allaboard.areas.listening.services.surveys import save_question, start_survey
from allaboard.areas.listening.services.waves import Launch, launch_wave, open_wave
from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.facade import people_matching
from allaboard.project.sample.planted import LeftOut
from allaboard.project.sample.rows import ledger

TITLE = "How was your week?"
OPENED = timedelta(days=2)
OPEN_FOR = timedelta(days=9)
SOON = timedelta(days=1)
ASKED = ("department = Operations", "")  # the first of whom there are enough


def make(by: Actor, today: date) -> list[LeftOut]:
    """Plan to ask Operations how their week was, or everyone where they are too few; or say why nobody is asked."""
    asked = next((text for text in ASKED if people_matching(text).count() >= MINIMUM_GROUP), None)
    if asked is None:
        return [LeftOut(TITLE, f"fewer than {MINIMUM_GROUP} people could be asked")]
    survey = start_survey(by=by, title="One question", is_sample=True)
    week = Question(key="plan_week", kind=Kind.AGREE, text="I could plan my week.", label="My week")
    save_question(survey, week, by=by)
    launch = Launch(TITLE, asked, today + SOON, today - OPENED + OPEN_FOR, ["shift", "work_location"])
    with unchecked():  # who is asked was read just now
        launch_wave(survey, launch, by=by)
    return []


def ask(by: Actor, today: date) -> None:
    """Let the question, if there is one, have been opened some days ago; nobody has answered yet."""
    wave = Wave.objects.filter(title=TITLE, survey__is_sample=True).first()
    if wave is None:
        return
    wave.opens_on = today - OPENED
    wave.save(update_fields=["opens_on"])
    ledger.deliver_at_once(invitation(wave), by, timezone.now() - OPENED)
    open_wave(wave, by=by)
