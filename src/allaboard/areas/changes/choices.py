"""The words of telling people what changed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    DID = "did", _("We did")
    DOING = "doing", _("We are doing")
    DID_NOT = "did_not", _("We did not, because")


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Taken back")
