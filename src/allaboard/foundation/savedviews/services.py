"""Keeps and forgets views."""

from django.core.exceptions import SuspiciousOperation
from django.utils.http import url_has_allowed_host_and_scheme

from allaboard.errors import NotAllowed
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.savedviews import rules
from allaboard.foundation.savedviews.models import SavedView
from allaboard.foundation.undo.facade import Row, rows_of


def keep_view(address: str, name: str, *, by: Actor) -> SavedView:
    """Keep the state of a list's address under a name; the same name again replaces it.

    Raises:
        RuleBroken: it has no name, or the address is no list's.
        NotAllowed: nobody who signs in is acting.
        SuspiciousOperation: the address leads to another site.
    """
    if by.user_id is None:
        raise NotAllowed
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        raise SuspiciousOperation("The address of a view leads to another site.")
    path, query = rules.path_and_query(address)
    view, _made = SavedView.objects.update_or_create(
        user_id=by.user_id, path=path, name=rules.require_name(name), defaults={"query": query}
    )
    return view


def forget_view(view: SavedView) -> list[Row]:
    """Forget the view; what is needed to bring it back."""
    rows = rows_of(view)
    view.delete()
    return rows
