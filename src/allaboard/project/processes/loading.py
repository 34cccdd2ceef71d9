"""Loads the product into a process."""

import os


def set_up_django() -> None:
    """Make Django's models usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allaboard.project.settings")
    import django

    django.setup()
