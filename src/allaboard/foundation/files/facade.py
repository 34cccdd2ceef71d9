"""The door to files."""

from allaboard.foundation.files.services import copy_of, forget, keep

__all__ = ["copy_of", "forget", "keep"]
