"""The door to files."""

from allaboard.foundation.files.choices import Kind
from allaboard.foundation.files.services import FileRef, drop, keep, open_for

__all__ = ["FileRef", "Kind", "drop", "keep", "open_for"]
