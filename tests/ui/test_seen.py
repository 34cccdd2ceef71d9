"""Two people save the same form: what either wrote is kept, or shown before it is replaced."""

from django import forms
from django.http import QueryDict

from allaboard.ui.seen import SeenForm


class Note(SeenForm, forms.Form):
    title = forms.CharField(required=False)
    body = forms.CharField(required=False, widget=forms.Textarea)
    days = forms.IntegerField(required=False)
    tags = forms.MultipleChoiceField(choices=[("a", "Apple"), ("b", "Birch")], required=False)
    is_public = forms.BooleanField(required=False)


DRAWN = {"title": "Swaps", "body": "Line one\nLine two", "days": 3, "tags": ["b", "a"], "is_public": True}
TYPED = {
    "title": ["Swaps"], "body": ["Line one\r\nLine two"], "days": ["3"], "tags": ["a", "b"], "is_public": ["on"]
}  # fmt: skip


def sent(**changed: list[str]) -> QueryDict:
    """What a browser sends of a page drawn with DRAWN."""
    data = QueryDict(mutable=True)
    for name, values in (TYPED | {"seen": [Note(initial=DRAWN)["seen"].value()]} | changed).items():
        data.setlist(name, values)
    return data


def form_over(stored: dict[str, object], **changed: list[str]) -> Note:
    return Note(sent(**changed), initial=stored)


def test_alone_everything_is_saved_and_no_trace_of_the_digest_is_left():
    form = form_over(DRAWN, title=["Shift swaps"], is_public=[])

    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "Shift swaps", "body": "Line one\nLine two".replace("\n", "\r\n"),
        "days": 3, "tags": ["a", "b"], "is_public": False,
    }  # fmt: skip


def test_a_field_left_alone_takes_what_the_other_saved():
    theirs = DRAWN | {"body": "All new", "days": 5, "tags": ["a"], "is_public": False}
    form = form_over(theirs, title=["Shift swaps"])

    assert form.is_valid()
    assert form.cleaned_data == theirs | {"title": "Shift swaps"}


def test_a_field_that_both_changed_is_shown_and_saving_again_replaces_it():
    theirs = DRAWN | {"body": "Theirs <b>", "tags": ["b"]}
    form = form_over(theirs, body=["Mine"], tags=["a"])

    assert not form.is_valid()
    assert "“Theirs <b>”" in form.errors["body"][0]
    assert "“Birch”" in form.errors["tags"][0]
    assert form["body"].value() == "Mine"
    assert "Theirs &lt;b&gt;" in str(form["body"].errors)

    again = Note(sent(body=["Mine"], tags=["a"], seen=[form["seen"].value()]), initial=theirs)
    assert again.is_valid()
    assert again.cleaned_data["body"] == "Mine"


def test_the_same_change_by_both_is_no_conflict():
    assert form_over(DRAWN | {"title": "Alike"}, title=["Alike"]).is_valid()


def test_what_was_saved_as_typed_is_seen_and_what_was_kept_is_not():
    """The page still shows the old body after the other's was kept; it must not count as seen."""
    theirs = DRAWN | {"body": "Theirs"}
    form = form_over(theirs, title=["One"])
    assert form.is_valid()
    seen = form.seen_after(Note(initial=theirs | {"title": "One"}))

    going_on = Note(sent(title=["Two"], seen=[seen]), initial=theirs | {"title": "One"})

    assert going_on.is_valid()
    assert (going_on.cleaned_data["title"], going_on.cleaned_data["body"]) == ("Two", "Theirs")


def test_a_page_of_somebodys_own_making_saves_as_before():
    for seen in ([], ["nonsense"], ["[1]"], ['{"seen": "x", "other": 1}']):
        assert form_over(DRAWN | {"title": "Theirs"}, title=["Mine"], seen=seen).is_valid()
