"""Words of access in templates."""

from django import template
from django.utils.translation import gettext as _

from allaboard.foundation.access.rules import browser_and_system

register = template.Library()


@register.filter
def browser_named(user_agent: str) -> str:
    """The browser as people know it: “Firefox on Windows”."""
    browser, system = browser_and_system(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Another program")
