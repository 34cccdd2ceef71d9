"""A rule that somebody writes into a form."""

from django import forms

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments


def require_rule(actor: Actor, text: str, now: str) -> str:
    """The text of a rule on facts its writer may read, or a form error that points at the place.

    A rule that stands there already may be kept by everyone.
    """
    if text == now:
        return text
    try:
        segments.require_askable(actor, text)
    except RuleBroken as error:
        raise forms.ValidationError(str(error)) from error
    return text
