"""Users follow the directory: who of it they are, and with which e-mail they sign in."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Upper

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import holds_a_role, users_with_another_email
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.models import Person


@transaction.atomic
def follow_directory(*, by: Actor) -> None:
    """Let users stand in their people's places and sign in with the e-mail that the directory has of them now.

    Whoever was granted a role keeps the e-mail until an administrator takes the new one over (`take_emails`): else
    whoever keeps the directory could have an administrator's codes sent to themselves. But nobody goes on signing in
    with an e-mail that the directory has of somebody else: whoever reads that mailbox would come in as them.
    """
    _take_places()
    elsewhere = list(users_with_another_email().annotate(holds_a_role=holds_a_role()))
    of_others = _mailboxes(user.email for user in elsewhere)
    new = {user.pk: _email_of(user) for user in elsewhere if _email_of(user) and not user.holds_a_role}
    for pk in _whose_email_is_taken(new):
        del new[pk]
    lost = {user.pk: user.address_of_nobody for user in elsewhere if user.email.upper() in of_others}
    _give_emails(elsewhere, lost | new, by=by)


@transaction.atomic
def take_emails(users: QuerySet[User], *, by: Actor) -> dict[int, str]:
    """Let those of the users whose e-mail in the directory is another one sign in with that; by user, the one before.

    Left out is whose new e-mail somebody else signs in with, who is nobody in the directory.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(by.is_system or by.has(Role.ADMIN))
    chosen = list(users_with_another_email().filter(pk__in=users.values("pk"), person__email__isnull=False))
    new = {user.pk: _email_of(user) for user in chosen}
    for pk in _whose_email_is_taken(new):
        del new[pk]
    before = {user.pk: user.email for user in chosen if user.pk in new}
    _give_emails(chosen, new, by=by)
    return before


@transaction.atomic
def give_emails_back(before: dict[int, str], *, by: Actor) -> None:
    """Let users sign in with the e-mail from before, where nobody else has it by now.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(by.is_system or by.has(Role.ADMIN))
    users = list(User.objects.filter(pk__in=before))
    taken = _mailboxes(before.values()) | {
        email.upper()
        for email in User.objects.filter(email__in=before.values()).values_list("email", flat=True)
    }
    _give_emails(users, {pk: email for pk, email in before.items() if email.upper() not in taken}, by=by)


def _email_of(user: User) -> str:
    """The e-mail that the directory has of the user; empty when it has none."""
    return (user.person.email or "").lower() if user.person else ""


def _mailboxes(emails: Iterable[str]) -> set[str]:
    """Those of the e-mails that the directory has of somebody, in capitals."""
    asked = [email.upper() for email in emails]
    found = Person.objects.annotate(mailbox=Upper("email")).filter(mailbox__in=asked)
    return set(found.values_list("mailbox", flat=True))


def _whose_email_is_taken(new: dict[int, str]) -> list[int]:
    """Whose new e-mail belongs to a user who is nobody in the directory."""
    strangers = User.objects.filter(person=None, email__in=new.values())
    taken = set(strangers.values_list("email", flat=True))
    return [pk for pk, email in new.items() if email in taken]


def _give_emails(users: Iterable[User], new: dict[int, str], *, by: Actor) -> None:
    """Give the users their new e-mails; all let go of the old ones first, since some may change hands."""
    changing = [(user, user.email) for user in users if new.get(user.pk, user.email) != user.email]
    EmailAddress.objects.filter(user__in=[user for user, _before in changing]).delete()
    for given in (lambda user: user.address_of_nobody, lambda user: new[user.pk]):
        for user, _before in changing:
            user.email = given(user)
        User.objects.bulk_update([user for user, _before in changing], ["email"], batch_size=1_000)
    for user, before in changing:
        record("access.email_changed", by=by, on=user, before=before)


def _take_places() -> None:
    """Make every user who is in nobody's place the user of the person with their e-mail.

    Whoever sets an installation up has an account before anybody is in the directory.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_user u SET person_id = p.id FROM ("
            "  SELECT DISTINCT ON (a.id) a.id AS user_id, p.id FROM access_user a"
            "  JOIN people_person p ON upper(p.email) = upper(a.email) AND p.active"
            "  LEFT JOIN access_user taken ON taken.person_id = p.id"
            "  WHERE a.person_id IS NULL AND taken.id IS NULL ORDER BY a.id, p.id"
            ") p WHERE u.id = p.user_id"
        )


def keep_users_with_roles(people: QuerySet[Any]) -> None:
    """Let users with granted roles stay when their people leave the directory: without a place, as before."""
    User.objects.filter(holds_a_role(), person__in=people).update(person=None)


def ensure_user_of_person(email: str) -> None:
    """Make the user of an active person who never signed in before; nothing for anyone else."""
    person = Person.objects.filter(email__iexact=email.strip(), active=True, user=None).first()
    if person is not None:
        User.objects.get_or_create(
            email=str(person.email).lower(), defaults={"person": person, "password": "!"}
        )
