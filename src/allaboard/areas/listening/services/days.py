"""When a run closes, and calling it off before anyone was asked."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.listening import emails, rules
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.services.waves import hold
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record


@transaction.atomic
def move_closing_day(wave: Wave, closes_on: date, *, by: Actor) -> None:
    """Let a run that is planned or open take answers until another day; whom it asks and what it shows stay.

    Raises:
        NotAllowed: the actor does not write surveys.
        NotFound: it was called off meanwhile.
        RuleBroken: the run is closed, or the day does not fit.
    """
    require_writer(by)
    hold(wave)
    if wave.stage == Stage.CLOSED:
        raise RuleBroken(_("A closed survey cannot be opened again. Launch a new run."))
    rules.require_dates(wave.opens_on, closes_on, timezone.localdate())
    before, wave.closes_on = wave.closes_on, closes_on
    wave.save(update_fields=["closes_on"])
    emails.invite_until_closing_day(wave, by=by)
    record("survey.closing_day_moved", by=by, on=wave, before=before, after=closes_on)


@transaction.atomic
def call_off(wave: Wave, *, by: Actor) -> None:
    """Take back a run before its day: nobody has been told of it, and nothing of it is kept.

    Raises:
        NotAllowed: the actor does not write surveys.
        NotFound: it was called off meanwhile.
        RuleBroken: people have been asked already.
    """
    require_writer(by)
    hold(wave)
    if wave.stage != Stage.PLANNED:
        raise RuleBroken(_("People have been asked already. Close the run instead."))
    record("survey.called_off", by=by, on=wave, invited=wave.invited)
    wave.delete()
