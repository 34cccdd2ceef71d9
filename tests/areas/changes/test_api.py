"""Changes for programs: a draft is rewritten; what was published is corrected and taken back in the open."""

import pytest
from tests.conftest import acting, signed_in

from allaboard.areas.changes.models import Change, Revision
from allaboard.areas.changes.services import publish_change
from allaboard.foundation.audit.models import Entry

WAYS = [
    ("patch", "", {"we_did": "Nothing."}),
    ("post", "/correct", {"we_did": "Nothing.", "reason": "No."}),
    ("post", "/withdraw", {"reason": "No."}),
]


def send(person, method, address, body, **headers):
    call = getattr(signed_in(person), method)
    return call(f"/api/v1/changes/{address}", body, content_type="application/json", headers=headers)


def test_a_program_rewrites_a_draft_and_corrects_and_takes_back_what_was_published(draft, theme, amara):
    rewritten = send(amara, "patch", draft.pk, {"we_did": "Two boards."}).json()
    assert (rewritten["we_did"], rewritten["you_said"]) == ("Two boards.", draft.you_said)
    assert (rewritten["theme_title"], rewritten["asked"]) == (theme.title, 12)

    publish_change(draft, acting(amara))
    assert send(amara, "patch", draft.pk, {"we_did": "In silence."}).status_code == 422

    words = {"we_did": "Three boards.", "outcome": "", "reason": "There are three."}
    for _again in range(2):
        corrected = send(amara, "post", f"{draft.pk}/correct", words, **{"Idempotency-Key": "k"})
        assert (corrected.status_code, corrected.json()["we_did"]) == (200, "Three boards.")
    assert list(Revision.objects.values_list("we_did", "reason")) == [("Two boards.", "There are three.")]

    taken = send(amara, "post", f"{draft.pk}/withdraw", {"reason": "They do not work yet."})
    assert taken.json()["status"] == "withdrawn"
    said = list(
        Entry.objects.filter(action__startswith="change.").order_by("pk").values_list("action", flat=True)
    )
    assert said[-4:] == ["change.rewritten", "change.published", "change.corrected", "change.withdrawn"]


def test_a_program_takes_away_what_a_draft_rests_on_and_its_promise(draft, amara):
    send(amara, "patch", draft.pk, {"kind": "doing", "promised_on": "2030-01-01"})
    draft.refresh_from_db()
    assert (str(draft.promised_on), draft.theme_title) == ("2030-01-01", "Shift swaps")

    refused = send(amara, "patch", draft.pk, {"kind": "did"})
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")

    bare = send(amara, "patch", draft.pk, {"kind": "did", "promised_on": None, "theme_id": None}).json()
    assert (bare["promised_on"], bare["theme_title"], bare["all_comments"]) == (None, "", 0)


@pytest.mark.parametrize(("method", "ending", "body"), WAYS)
def test_who_does_not_write_changes_nothing_and_reads_no_draft(draft, amara, chidi, method, ending, body):
    hidden = send(chidi, method, f"{draft.pk}{ending}", body)
    assert (hidden.status_code, draft.you_said in hidden.content.decode()) == (404, False)

    publish_change(draft, acting(amara))
    assert send(chidi, method, f"{draft.pk}{ending}", body).status_code == 403
    assert list(Change.objects.values_list("we_did", "status")) == [(draft.we_did, "published")]


@pytest.mark.parametrize(("method", "ending", "body"), WAYS[1:])
def test_a_draft_is_neither_corrected_nor_taken_back(draft, amara, method, ending, body):
    answer = send(amara, method, f"{draft.pk}{ending}", body)

    assert (answer.status_code, "published" in answer.json()["detail"]) == (422, True)
    assert not Revision.objects.exists()


def test_a_draft_that_is_thrown_away_comes_back_and_what_was_published_stays(draft, amara, chidi):
    assert send(chidi, "delete", draft.pk, None).status_code == 404
    undo = send(amara, "delete", draft.pk, None).json()["undo"]
    assert not Change.objects.exists()
    assert signed_in(amara).post(undo["url"]).status_code == 200
    assert Change.objects.get().you_said == draft.you_said

    publish_change(draft, acting(amara))
    assert send(amara, "delete", draft.pk, None).status_code == 422
    assert Change.objects.exists()


def test_how_it_read_before_a_correction_is_told(draft, amara):
    publish_change(draft, acting(amara))
    before = draft.we_did
    send(amara, "post", f"{draft.pk}/correct", {"we_did": "Three boards.", "reason": "There are three."})

    [told] = signed_in(amara).get(f"/api/v1/changes/{draft.pk}/corrections").json()
    assert (told["we_did"], told["reason"], told["by_name"]) == (before, "There are three.", amara.name)
