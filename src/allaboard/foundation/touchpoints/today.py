"""What the ledger brings to the Impact page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.today.facade import Contribution, Figure, Hit, contribute
from allaboard.foundation.touchpoints.board import coverage_board
from allaboard.foundation.touchpoints.permissions import may_set_attention_limit
from allaboard.words import all_grouped

DAYS = 90


def contribute_touchpoints() -> None:
    """Offer the figure of people met, and the pages behind it."""
    contribute(Contribution("touchpoints", gettext_lazy("People met"), figures=figures, actions=actions))


def figures(actor: Actor) -> list[Figure]:
    """People met in 90 days, with the shift that was met least; for HR."""
    if not actor.is_hr:
        return []
    found = coverage_board(actor, "shift", DAYS)
    if not found.coverage.total:
        return []
    note = _("%(met)s of %(total)s") % all_grouped({"met": found.coverage.met, "total": found.coverage.total})
    if found.gap:
        gap = all_grouped({"group": found.gap_name, "met": found.gap.met, "total": found.gap.total})
        least = _("%(group)s shift: %(met)s of %(total)s") % gap
        note = f"{note}; {least}"
    url, share = reverse("touchpoints:coverage"), found.percent / 100
    return [Figure(_("People met in 90 days"), f"{found.percent} %", note, url, share)]


def actions(actor: Actor) -> list[Hit]:
    """The pages of contacts the actor may open."""
    found = []
    if actor.is_hr:
        found.append(
            Hit(_("People met"), _("Who was talked to, by group"), reverse("touchpoints:coverage"), _("Page"))
        )
    if may_set_attention_limit(actor):
        found.append(
            Hit(
                _("Attention limit"),
                _("Minutes a week that messages may ask of a person"),
                reverse("touchpoints:attention"),
                _("Page"),
            )
        )
    if actor.person_id:
        found.append(
            Hit(
                _("Contacts about me"),
                _("What is kept of talks with you"),
                reverse("touchpoints:mine"),
                _("Page"),
            )
        )
    return found
