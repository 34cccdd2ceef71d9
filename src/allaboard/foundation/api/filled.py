"""Forms of the pages, filled by programs, so that both keep the same rules."""

from typing import Any

from django.forms import BaseForm

from allaboard.errors import RuleBroken


def filled(form: BaseForm) -> dict[str, Any]:
    """The values of the form.

    Raises:
        RuleBroken: they do not hold; says which one does not, and why.
    """
    if not form.is_valid():
        name, said = next(iter(form.errors.items()))
        raise RuleBroken(f"{name}: {said[0]}" if name in form.fields else str(said[0]))
    return form.cleaned_data
