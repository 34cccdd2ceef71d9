"""The inputs that forms of initiatives share."""

from django import forms


def day_input(**attrs: str) -> forms.DateInput:
    """A day, picked or typed."""
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def text_area(rows: int) -> forms.Textarea:
    """Several lines of words."""
    return forms.Textarea(attrs={"rows": rows})
