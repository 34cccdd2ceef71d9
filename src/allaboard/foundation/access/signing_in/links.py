"""Links that sign one person in."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import SignInLink, User
from allaboard.foundation.access.queries import user_who_may_act
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.access.rules import LONGEST_LINK, may_reuse_link
from allaboard.foundation.access.secrets import digest_of, new_secret
from allaboard.foundation.audit.facade import record

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def is_loopback() -> bool:
    """Whether this installation is reached from this machine only."""
    return not settings.HTTPS and urlsplit(settings.PUBLIC_URL).hostname in LOOPBACK


@transaction.atomic
def sign_in_link(user: User, minutes: int) -> str:
    """The path of a new link for the user; earlier links of the user end.

    It works once. Only a sample person's link on this very machine works until it expires, at most twelve hours.
    """
    lasts = min(timedelta(minutes=minutes), LONGEST_LINK)
    secret = new_secret()
    user.sign_in_links.all().delete()
    SignInLink.objects.create(
        user=user,
        digest=digest_of(secret),
        expires_at=timezone.now() + lasts,
        is_reusable=may_reuse_link(is_sample_person=user.is_sample, is_loopback=is_loopback()),
    )
    record("access.sign_in_link_made", by=SYSTEM, on=user, minutes=int(lasts.total_seconds() // 60))
    return reverse("access:sign_in_link", args=[secret])


def link_with(secret: str) -> SignInLink:
    """The link whose secret this is.

    Raises:
        RuleBroken: it was used, is too old, never existed, or its user may not sign in.
    """
    link = _open_links().select_related("user").filter(digest=digest_of(secret)).first()
    if link is None or user_who_may_act(link.user_id) is None:
        raise _gone()
    return link


def use_link(secret: str) -> User:
    """Use the link up and give its user; of two at the same moment one is refused."""
    link = link_with(secret)
    if not _open_links().filter(pk=link.pk).update(used_at=timezone.now()):
        raise _gone()
    return link.user


def _gone() -> RuleBroken:
    return RuleBroken(
        _("This sign-in link was used or is too old. Ask for a new one, or sign in another way.")
    )


def _open_links() -> QuerySet[SignInLink]:
    unused = Q(used_at=None)
    if is_loopback():
        unused |= Q(is_reusable=True)
    return SignInLink.objects.filter(unused, expires_at__gt=timezone.now())
