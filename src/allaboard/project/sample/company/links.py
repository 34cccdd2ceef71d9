"""One sign-in link per role, for the first look."""

from django.conf import settings

from allaboard.foundation.access.facade import sign_in_link
from allaboard.foundation.access.models import User
from allaboard.project.sample.company.cast import CAST

MINUTES = 12 * 60


def role_links() -> list[tuple[str, str]]:
    """Role and link of the sample company's cast, in the order in which a reader meets them."""
    users = {
        str(user.person): user
        for user in User.objects.filter(person__is_sample=True).select_related("person")
    }
    found = ((part, users.get(f"{part.given_name} {part.family_name}")) for part in CAST)
    return [
        (f"{part.given_name}, {part.says}", settings.PUBLIC_URL + sign_in_link(user, minutes=MINUTES))
        for part, user in found
        if user is not None
    ]
