"""One sign-in link per role, for the first look."""

from django.conf import settings

from allaboard.foundation.access.facade import sign_in_link
from allaboard.project.sample.company.cast import users_with_parts

MINUTES = 12 * 60


def role_links() -> list[tuple[str, str]]:
    """Roles and link of each member of the sample company's cast, in the order in which a reader meets them.

    In a small company one person has several roles: one link opens all of them.
    """
    return [
        (
            f"{str(user.person).split()[0]}, {', '.join(part.says for part in parts)}",
            settings.PUBLIC_URL + sign_in_link(user, minutes=MINUTES),
        )
        for user, parts in users_with_parts()
    ]
