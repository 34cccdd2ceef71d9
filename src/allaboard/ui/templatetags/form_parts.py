"""The parts of forms as tags: fields with their label, help and error, and the summary on top."""

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, Select, Widget
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("ui/parts/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, object]:
    """The fields of a form, with a summary of what is wrong on top that leads to each."""
    return {"form": form}


@register.inclusion_tag("ui/parts/form_field.html")
def form_field(field: BoundField, marks_optional: bool = True) -> dict[str, object]:
    """One field with its label, help and error; a single box to tick stands before its label.

    What may be left empty says so; where that is only half of it, the form's `remarks` say more, by name of the field.
    """
    is_tick = isinstance(field.field.widget, CheckboxInput)
    is_open = marks_optional and not field.field.required
    usual = "" if _always_chosen(field.field.widget) else _("(optional)")
    remark = getattr(field.form, "remarks", {}).get(field.name, usual) if is_open else ""
    return {"field": field, "is_tick": is_tick, "remark": remark}


def _always_chosen(widget: Widget) -> bool:
    """Whether it is a list in which one choice stands in words at any time, such as “Everyone” or “None”."""
    if not isinstance(widget, Select) or widget.allow_multiple_selected:
        return False
    label = next((str(label) for _value, label in widget.choices), "")
    return any(letter.isalnum() for letter in label)


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """What is wrong with a form, linked to the fields."""
    return {"form": form}
