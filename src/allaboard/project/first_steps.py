"""What a new installation does first: the loop once, from the first people to the first news."""

from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.foundation.access.facade import anybody_holds, somebody_else_holds_a_role
from allaboard.foundation.access.roles import HR, Actor, Role
from allaboard.foundation.people.facade import has_import_in_force
from allaboard.foundation.today.facade import Contribution, FirstStep, contribute


def plug_in() -> None:
    """Put the first steps on Today."""
    contribute(Contribution(area="", first_steps=first_steps))


def first_steps(actor: Actor) -> list[FirstStep]:
    """The loop in seven steps for HR, eight where they also give the roles; for an administrator, what lets HR begin."""
    if not actor.is_hr:
        return _let_hr_begin() if actor.has(Role.ADMIN) else []
    steps = [
        (_("Describe a group of them"), "segments:new", "segment.created"),
        (_("Ask them something"), "listening:start", "survey.launched"),
        (_("Start an initiative"), "initiatives:start", "initiative.started"),
        (_("Win a leader"), "initiatives:list", "brief.answered"),
        (_("Launch a campaign"), "campaigns:new", "campaign.launched"),
        (_("Tell people what changed"), "changes:list", "change.published"),
    ]
    loop = [FirstStep(text, reverse(name), (action,)) for text, name, action in steps]
    return [_people_first(), *_share_the_work(actor), *loop]


def _share_the_work(actor: Actor) -> list[FirstStep]:
    """Only administrators can give roles, so nobody else is asked to."""
    if not actor.has(Role.ADMIN):
        return []
    text, taken = _("Give colleagues their roles"), somebody_else_holds_a_role(actor)
    return [FirstStep(text, reverse("access:users"), is_taken=taken)]


def _people_first() -> FirstStep:
    """The step that an import takes, and its undoing takes back."""
    url = reverse("people:import_new")
    return FirstStep(_("Bring your people"), url, ("people.imported",), is_undone=not has_import_in_force())


def _let_hr_begin() -> list[FirstStep]:
    if anybody_holds(HR):
        return [_people_first()]
    return [FirstStep(_("Give somebody a role in HR"), reverse("access:users")), _people_first()]
