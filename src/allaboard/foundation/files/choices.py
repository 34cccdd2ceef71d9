"""What may be kept, and how it is recognised."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    IMAGE = "image", _("Picture")
    DOCUMENT = "document", _("Document")
    TABLE = "table", _("Table")


MEGABYTE = 1024 * 1024
LARGEST_BYTES = {Kind.IMAGE: 5 * MEGABYTE, Kind.DOCUMENT: 25 * MEGABYTE, Kind.TABLE: 200 * MEGABYTE}
# Kind → (ending, how the content begins, type under which it is handed out). An empty beginning means plain text.
ACCEPTED: dict[str, tuple[tuple[str, bytes, str], ...]] = {
    Kind.IMAGE: (
        ("png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("jpg", b"\xff\xd8\xff", "image/jpeg"),
        ("jpeg", b"\xff\xd8\xff", "image/jpeg"),
        ("webp", b"RIFF", "image/webp"),
    ),
    Kind.DOCUMENT: (
        ("pdf", b"%PDF-", "application/pdf"),
        ("docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pptx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ),
    Kind.TABLE: (
        ("csv", b"", "text/csv"),
        ("xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ),
}
