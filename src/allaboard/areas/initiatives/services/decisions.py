"""Puts options on the table, and decides between them."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.models import Initiative, Option
from allaboard.areas.initiatives.queries.initiatives import option_of
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record


@transaction.atomic
def add_option(initiative: Initiative, label: str, detail: str, by: Actor) -> Option:
    """Put one more way to solve the problem on the table."""
    require(permissions.may_edit(by, initiative))
    option = Option.objects.create(initiative=initiative, label=label, detail=detail)
    record("initiative.option_added", by=by, on=initiative, option=label)
    return option


@transaction.atomic
def remove_option(option: Option, by: Actor) -> None:
    """Take a way to solve the problem off the table.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: it is the one that was chosen.
    """
    require(permissions.may_edit(by, option.initiative))
    Initiative.objects.select_for_update().get(pk=option.initiative_id)  # it may be chosen this very moment
    if Option.objects.filter(pk=option.pk, is_chosen=True).exists():
        raise RuleBroken(_("This option was chosen. Decide again first."))
    record("initiative.option_removed", by=by, on=option.initiative, option=option.label)
    option.delete()


@transaction.atomic
def decide(initiative: Initiative, option_id: int, on: date, reason: str, by: Actor) -> None:
    """Choose one option, on a day, for a reason.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        NotFound: the option is not of this initiative.
        RuleBroken: the day lies in the future.
    """
    require(permissions.may_edit(by, initiative))
    if on > timezone.localdate():
        raise RuleBroken(_("A decision cannot lie in the future."))
    # Of two decisions at once the later one stands.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    option = option_of(initiative, option_id)
    initiative.options.filter(is_chosen=True).update(is_chosen=False)
    Option.objects.filter(pk=option.pk).update(is_chosen=True)
    initiative.decided_on, initiative.decision_reason = on, reason
    initiative.save(update_fields=["decided_on", "decision_reason", "updated_at"])
    record("initiative.decided", by=by, on=initiative, option=option.label, decided_on=on)
