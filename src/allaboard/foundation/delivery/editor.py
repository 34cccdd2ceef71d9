"""The part of a page in which a message is written, with a live preview; for the forms of every area."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.composing.fields import KNOWN_FIELDS, PERSON_FIELDS, check_fields
from allaboard.foundation.delivery.messages import Message

PREVIEW = {
    "hx-post": reverse_lazy("delivery:preview"),
    "hx-trigger": "input changed delay:500ms",
    "hx-target": "#message-preview",
    "hx-include": "closest form",
}


class MessageFormMixin(forms.Form):
    """Subject, text and button of a message; a field in braces that nobody knows is an error at the form field.

    Put it first among a form's bases, and `{% include "delivery/message_editor.html" %}` into the page, inside the form.
    """

    personal_field_names: Collection[str] = ()
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body_markdown = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "**bold**, *italic*, “- ” for lists, [words](https://…) for links. Fields: {first_name}, {department} …"
        ),
    )
    action_label = forms.CharField(label=_("Button"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "body_markdown", "action_label"):
            self.fields[name].widget.attrs.update(PREVIEW)

    def _checked(self, name: str) -> str:
        text = str(self.cleaned_data[name])
        try:
            check_fields(text, {*KNOWN_FIELDS, *self.personal_field_names}, str(self.fields[name].label))
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def clean_subject(self) -> str:
        """The subject, its fields known."""
        return self._checked("subject")

    def clean_body_markdown(self) -> str:
        """The text, its fields known."""
        return self._checked("body_markdown")

    def clean_action_label(self) -> str:
        """The button's words, their fields known."""
        return self._checked("action_label")

    def message(self, **more: str) -> Message:
        """The message that was written; `more` are fields of the Message that the area decides."""
        written = {name: self.cleaned_data[name] for name in ("subject", "body_markdown", "action_label")}
        return Message(**{**written, **more})

    @property
    def field_names(self) -> list[str]:
        """The fields that may be used, for the page to show."""
        return sorted({*PERSON_FIELDS, *self.personal_field_names})


class PreviewForm(forms.Form):
    """A message that is still being written."""

    subject = forms.CharField(required=False)
    body_markdown = forms.CharField(required=False, max_length=20_000)
    action_label = forms.CharField(required=False)
    reason = forms.CharField(required=False)
    category = forms.CharField(required=False)

    def message(self) -> Message:
        """What has been written so far, with words where there are none yet."""
        kept = self.cleaned_data
        return Message(
            subject=kept["subject"].strip() or "…",
            body_markdown=kept["body_markdown"].strip() or "…",
            action_label=kept["action_label"],
            reason=kept["reason"],
            category=kept["category"],
        )
