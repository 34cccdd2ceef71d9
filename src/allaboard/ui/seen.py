"""Forms over what is stored: whoever saves never overwrites what they have not seen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from allaboard.errors import NotFound

SEEN = "seen"
ONLY_LOOKS = ("GET", "HEAD")

if TYPE_CHECKING:
    Form = forms.BaseForm
else:
    Form = object


@contextmanager
def undisturbed(request: HttpRequest, row: models.Model) -> Iterator[None]:
    """Hold the row from the look at what is stored until what was sent is saved; whoever only looks holds up nobody.

    Make the `SeenForm` and call the service inside, so that of two who save at the same instant the second sees what
    the first has saved. What hangs on the row (steps of a campaign, say) is looked up inside, too.

    Raises:
        NotFound: somebody has deleted it meanwhile.
    """
    if request.method in ONLY_LOOKS:
        yield
        return
    with transaction.atomic():
        try:
            row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(of=("self",)))
        except ObjectDoesNotExist as gone:
            raise NotFound from gone
        yield


class SeenForm(Form):
    """Put before a form class: a field that somebody else saved meanwhile is kept, or shown when both wrote in it.

    The page carries a digest of each value that it was drawn with. A field that this writer left alone takes what
    is stored by now. One that both changed is not saved: what stands there is shown, and saving again replaces it.
    Views use it with their row held (`undisturbed`).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = {name: self._as_drawn(name, self._initial(name)) for name in self.fields}
        self.kept_theirs: set[str] = set()
        drawn = _digests(self.stored)
        self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False, initial=drawn)

    def seen_after(self, fresh: "SeenForm") -> str:
        """What the page of this form has seen once it was saved; the fresh form is over what is stored then."""
        return _digests(
            {
                name: self._sent(name) if name in self.kept_theirs else now
                for name, now in fresh.stored.items()
            }
        )

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's own, which its stubs leave out
        seen = _read(self.cleaned_data.pop(SEEN, ""))
        overtaken = [name for name in self._drawn() if name in seen and self._is_overtaken(name, seen[name])]
        conflicts = [
            name
            for name in overtaken
            if seen[name] != _digest(self._sent(name)) or not self._keep_theirs(name)
        ]
        for name in conflicts:
            said = _("Somebody saved this while you were writing: “%s” Save again to put yours in its place.")
            self.add_error(name, said % self._in_words(name))
        if conflicts:
            sent = QueryDict(mutable=True)
            sent.update(self.data)
            sent[self.add_prefix(SEEN)] = _digests(self.stored)
            self.data = sent

    def _drawn(self) -> list[str]:
        return [name for name in self.stored if name in self.fields]

    def _is_overtaken(self, name: str, seen: str) -> bool:
        return seen != _digest(self.stored[name]) and self._sent(name) != self.stored[name]

    def _keep_theirs(self, name: str) -> bool:
        try:
            self.cleaned_data[name] = self.fields[name].clean(self._initial(name))
            if also := getattr(self, f"clean_{name}", None):
                self.cleaned_data[name] = also()
        except ValidationError:
            return False
        self.errors.pop(name, None)
        self.kept_theirs.add(name)
        return True

    def _initial(self, name: str) -> Any:
        field = self.fields[name]
        return field.prepare_value(self.get_initial_for_field(field, name))

    def _sent(self, name: str) -> Any:
        widget = self.fields[name].widget
        return self._as_drawn(name, widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _as_drawn(self, name: str, value: Any) -> Any:
        widget = self.fields[name].widget
        return bool(value) if isinstance(widget, forms.CheckboxInput) else _plain(widget.format_value(value))

    def _in_words(self, name: str) -> str:
        stored = self.stored[name]
        if not isinstance(stored, list):
            return str(stored)
        labels: dict[str, str] = {
            str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())
        }
        return ", ".join(str(labels.get(each, each)) for each in stored)


def _plain(value: object) -> str | list[str]:
    """A value as two drawings of it can be compared: texts with one kind of line end, choices in one order."""
    if isinstance(value, (list, tuple)):
        return sorted(str(each or "") for each in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _digest(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()[:16]


def _digests(values: dict[str, Any]) -> str:
    return json.dumps({name: _digest(value) for name, value in values.items()})


def _read(text: str) -> dict[str, str]:
    """The digests that a page carried; a page of somebody's own making carries none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
