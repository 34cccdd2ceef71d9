"""What stands beside a label when a draft may leave its field empty for now."""

from django.utils.translation import gettext_lazy as _

NEEDED_BEFORE_REVIEW = _("(needed before review)")
