"""What a new installation does first: the loop once, from the first people to the first news."""

from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.foundation.access.facade import anybody_holds
from allaboard.foundation.access.roles import HR, Actor, Role
from allaboard.foundation.today.facade import Contribution, FirstStep, contribute


def plug_in() -> None:
    """Put the first steps on Today."""
    contribute(Contribution(area="", first_steps=first_steps))


def first_steps(actor: Actor) -> list[FirstStep]:
    """The loop in seven steps for HR; for an administrator, what lets HR begin."""
    if not actor.is_hr:
        return _let_hr_begin() if actor.has(Role.ADMIN) else []
    steps = [
        (_("Bring your people"), "people:import_new", "people.imported"),
        (_("Describe a group of them"), "segments:new", "segment.created"),
        (_("Ask them something"), "listening:start", "survey.launched"),
        (_("Start an initiative"), "initiatives:start", "initiative.started"),
        (_("Win a leader"), "initiatives:list", "brief.answered"),
        (_("Launch a campaign"), "campaigns:new", "campaign.launched"),
        (_("Tell people what changed"), "changes:list", "change.published"),
    ]
    return [FirstStep(text, reverse(name), (action,)) for text, name, action in steps]


def _let_hr_begin() -> list[FirstStep]:
    people = FirstStep(_("Bring your people"), reverse("people:import_new"), ("people.imported",))
    if anybody_holds(HR):
        return [people]
    return [FirstStep(_("Give somebody a role in HR"), reverse("access:users"), ()), people]
