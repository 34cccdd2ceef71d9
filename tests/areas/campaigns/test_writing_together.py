"""Two people write the same campaign at once; neither loses a word unseen."""

from bs4 import BeautifulSoup
from tests.conftest import make_person, signed_in

from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.initiatives.models import Initiative


def drawn(browser, page: str) -> dict[str, object]:
    """The fields of the page's form as a browser would send them."""
    return filled_in(browser.get(page))


def filled_in(answer) -> dict[str, object]:
    """The fields of the form in an answer as a browser would send them."""
    form = BeautifulSoup(answer.content, "html.parser").find(id="id_seen").find_parent("form")
    values: dict[str, object] = {}
    for field in form.select("[name]:not([type=radio]):not([type=checkbox]):not(select)"):
        values[field["name"]] = (
            field.text.lstrip("\n") if field.name == "textarea" else field.get("value", "")
        )
    for field in form.select("[type=radio][checked], [type=checkbox][checked]"):
        values.setdefault(field["name"], []).append(field.get("value", "on"))
    for field in form.select("select"):
        chosen = field.select_one("option[selected]")
        values[field["name"]] = chosen.get("value", chosen.text) if chosen else ""
    return values


def test_both_change_the_text_and_the_second_sees_the_first(draft, amara):
    step = draft.steps.get(kind="ask")
    page = f"/campaigns/{draft.pk}/steps/{step.pk}/"
    browser = signed_in(amara)
    mine = drawn(browser, page)
    Step.objects.filter(pk=step.pk).update(body="Their text")

    answer = browser.post(page, mine | {"body": "My text"})

    assert answer.status_code == 422
    assert "“Their text”" in answer.content.decode()
    assert Step.objects.get(pk=step.pk).body == "Their text"
    seen = BeautifulSoup(answer.content, "html.parser").find(id="id_seen")["value"]
    assert browser.post(page, mine | {"body": "My text", "seen": seen}).status_code == 302
    assert Step.objects.get(pk=step.pk).body == "My text"


def test_one_changes_the_subject_and_one_the_text_and_both_stay(draft, amara):
    step = draft.steps.get(kind="ask")
    page = f"/campaigns/{draft.pk}/steps/{step.pk}/"
    browser = signed_in(amara)
    mine = drawn(browser, page)
    Step.objects.filter(pk=step.pk).update(subject="Their subject")

    assert browser.post(page, mine | {"body": "My text"}).status_code == 302

    step.refresh_from_db()
    assert (step.subject, step.body) == ("Their subject", "My text")


def keeps_itself(browser, page: str, field: str, *states: str) -> None:
    """One person goes on writing, and the page sends each state without being asked to."""
    mine = drawn(browser, page)
    for state in states:
        answer = browser.post(page, mine | {field: state}, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.content.decode()
        mine["seen"] = BeautifulSoup(answer.content, "html.parser").find(id="id_seen")["value"]


def test_a_draft_that_keeps_itself_goes_on_without_asking_its_own_writer(draft, amara):
    states = ("Swaps", "Swaps are settled", "Swaps are settled within a day.")

    keeps_itself(signed_in(amara), f"/campaigns/{draft.pk}/goal/", "goal", *states)

    draft.refresh_from_db()
    assert draft.goal == "Swaps are settled within a day."


def test_the_audience_keeps_itself_too(draft, amara):
    page = f"/campaigns/{draft.pk}/audience/"

    keeps_itself(signed_in(amara), page, "holdout_percent", "10.0", "12.5", "15")

    draft.refresh_from_db()
    assert draft.holdout_share == 0.15


def test_saving_the_goal_keeps_an_initiative_that_is_closed_and_an_owner_who_left(draft, amara, author):
    closed = Initiative.objects.create(title="Swaps", owner=amara, status="closed")
    left = make_person("Lea", active=False)
    Campaign.objects.filter(pk=draft.pk).update(initiative_id=closed.pk, owner=left)
    page, browser = f"/campaigns/{draft.pk}/goal/", signed_in(amara)

    assert browser.post(page, drawn(browser, page) | {"goal": "Another goal."}).status_code == 302

    draft.refresh_from_db()
    assert (draft.goal, draft.initiative_id, draft.owner) == ("Another goal.", closed.pk, left)
