"""Steps that were taken outside the product, noted by a colleague under a name."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives import loop
from allaboard.areas.initiatives.facade import StepState
from allaboard.areas.initiatives.models import Initiative, StepNote
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.initiatives.services.step_notes import note_step, withdraw_step_note
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.audit.models import Entry

COUNCIL = "Works council; nights go first"


@pytest.fixture(autouse=True)
def _only_the_told_step_has_an_area(monkeypatch):
    monkeypatch.setattr(loop, "_steps", {"told": lambda actor, ids: {pk: StepState("next") for pk in ids}})


def stop(initiative, actor, step):
    return next(one for one in ribbon_of(actor, initiative) if one.key == step)


def consulted(initiative, by, progress="done", text=COUNCIL, days_ago=3):
    day = timezone.localdate() - timedelta(days=days_ago)
    return note_step(initiative, "consulted", progress, text, day, acting(by))


def test_a_noted_step_shows_on_the_ribbon_as_noted_by_hand(initiative, amara):
    note = consulted(initiative, amara)

    shown = stop(initiative, acting(amara), "consulted")

    assert (shown.state, shown.by_hand) == ("done", True)
    assert shown.note.startswith("noted, ")
    assert not stop(initiative, acting(amara), "decided").by_hand
    assert note.noted_by_name == amara.name
    assert Entry.objects.filter(action="initiative.step_noted", object_id=str(initiative.pk)).exists()


def test_what_an_area_says_always_wins_over_a_note(initiative, amara):
    consulted(initiative, amara)

    loop.register_step("consulted", lambda actor, pk: StepState("next", "2 of 9 answered", "/consult/1/"))

    shown = stop(initiative, acting(amara), "consulted")
    assert (shown.state, shown.note, shown.by_hand) == ("next", "2 of 9 answered", False)


@pytest.mark.parametrize("step", ["listened", "decided", "bought_in", "told", "nonsense"])
def test_a_step_that_follows_from_what_happens_here_cannot_be_noted(initiative, amara, step):
    with pytest.raises(RuleBroken, match="cannot be noted by hand"):
        note_step(initiative, step, "done", COUNCIL, timezone.localdate(), acting(amara))
    assert not StepNote.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"progress": "next"}, {"text": "  "}, {"days_ago": -1}], ids=["progress", "words", "future"]
)
def test_a_note_says_how_far_what_and_when(initiative, amara, wrong):
    with pytest.raises(RuleBroken):
        consulted(initiative, amara, **wrong)
    assert not StepNote.objects.exists()


def test_the_newest_note_counts_and_taking_it_back_brings_the_one_before(initiative, amara):
    consulted(initiative, amara, "now", "The works council has it", days_ago=9)
    done = consulted(initiative, amara)

    assert stop(initiative, acting(amara), "consulted").state == "done"
    withdraw_step_note(done, acting(amara))
    assert stop(initiative, acting(amara), "consulted").state == "next"  # under way, but not decided before

    taken_back = Entry.objects.filter(action="initiative.step_note_withdrawn")
    assert taken_back.count() == 1
    assert StepNote.objects.count() == 2  # nothing is lost


def test_leaders_and_employees_note_nothing(initiative, amara, ben, ben_as_leader, chidi):
    note = consulted(initiative, amara)
    for person in (ben, chidi):
        with pytest.raises(NotAllowed):
            consulted(initiative, person)
        with pytest.raises(NotAllowed):
            withdraw_step_note(note, acting(person))
    assert list(StepNote.objects.values_list("withdrawn_at", flat=True)) == [None]


def test_the_page_notes_says_who_and_lets_it_be_undone_at_once(initiative, amara):
    team = signed_in(amara)
    address = f"/initiatives/{initiative.pk}/steps/"
    given = {"step": "served", "progress": "now", "text": "31 of 44 asked", "on": str(timezone.localdate())}

    page = team.post(address, given, follow=True).content.decode()

    assert "31 of 44 asked" in page
    assert f"Noted by {amara.name}." in page
    assert "data-by-hand" in page
    offer = page.split("/undo/")[1].split('"')[0]
    team.post(f"/undo/{offer}")
    assert StepNote.objects.get().withdrawn_at is not None


def test_the_page_refuses_a_note_without_words_with_what_is_wrong(initiative, amara):
    given = {"step": "told", "progress": "done", "text": "", "on": "2026-01-05"}

    answer = signed_in(amara).post(f"/initiatives/{initiative.pk}/steps/", given)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"step", "text"}


def test_notes_of_another_initiative_cannot_be_taken_back_from_here(initiative, amara):
    note = consulted(initiative, amara)
    other = Initiative.objects.create(title="Another")

    answer = signed_in(amara).post(f"/initiatives/{other.pk}/steps/{note.pk}/withdraw/")

    assert answer.status_code == 404
    note.refresh_from_db()
    assert note.withdrawn_at is None


def test_the_report_says_what_was_done_outside_and_by_whom(initiative, amara):
    consulted(initiative, amara)

    page = signed_in(amara).get(f"/initiatives/{initiative.pk}/report/").content.decode()

    assert COUNCIL in page
    assert f"Noted by {amara.name}." in page
