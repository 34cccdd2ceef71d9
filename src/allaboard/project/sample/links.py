"""One sign-in link per role, for the first look."""

from django.conf import settings

from allaboard.foundation.access.facade import sign_in_link
from allaboard.foundation.access.models import User
from allaboard.project.sample.cast import CAST

LASTS_MINUTES = 12 * 60


def role_links() -> list[tuple[str, str]]:
    """Role and link of the sample company's cast, in the order in which a reader meets them.

    Each start makes new links and ends the earlier ones.
    """
    users = {
        (user.person.given_name, user.person.family_name): user
        for user in User.objects.filter(person__is_sample=True, is_active=True).select_related("person")
        if user.person
    }
    return [
        (
            part.says,
            settings.PUBLIC_URL + sign_in_link(users[part.given_name, part.family_name], LASTS_MINUTES),
        )
        for part in CAST
        if (part.given_name, part.family_name) in users
    ]
