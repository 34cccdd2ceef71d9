"""Words in the reader's language, for rules, which know nothing of Django."""

from django.utils.translation import gettext, ngettext

__all__ = ["gettext", "ngettext"]
