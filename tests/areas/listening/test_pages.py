"""The pages: who may open them, and the way of an answer on a phone without scripts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched
from tests.conftest import acting, grant, signed_in
from tests.jobs import run_all

from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.answering.sealing import unseal
from allaboard.areas.listening.facade import theme_ref
from allaboard.areas.listening.models import (
    Answer,
    Comment,
    Participation,
    PendingBallot,
    Survey,
    Theme,
    Wave,
)
from allaboard.areas.listening.queries.surveys import visible_themes
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.themes import find_themes, start_initiative_from
from allaboard.areas.listening.services.waves import close_wave
from allaboard.areas.listening.today import find
from allaboard.areas.listening.views import themes as themes_views
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Role


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_a_pulse_takes_seven_taps_on_a_phone_without_signing_in(pulse, company, hr):
    wave = launched(pulse, hr)
    phone, taps = Client(), 0
    page = phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)
    text = page.content.decode()
    assert "groups of <b>5 or more</b>" in text
    assert "For example" in text
    assert "Sales" in text  # where the answers will be counted
    assert "word for word" in text
    assert token_for(wave.pk, company[0].pk) not in text

    for button in (("move", "next"), ("answer_plan_week", "5"), ("answer_lead_listens", "4"),
                   ("answer_something_changes", "2"), ("answer_recommend", "9")):  # fmt: skip
        page = phone.post(reverse("listening:answer", args=[wave.pk]), hidden_fields(text) | dict([button]))
        text, taps = page.content.decode(), taps + 1
        assert PendingBallot.objects.count() == 0  # nothing is kept before the end
    page = phone.post(
        reverse("listening:answer", args=[wave.pk]),
        hidden_fields(text) | {"answer_change_first": "Swapping shifts", "move": "send"},
        follow=True,
    )

    assert taps + 1 <= 7
    assert "Thank you" in page.content.decode()
    kept = unseal(wave.pk, PendingBallot.objects.get().sealed)
    assert kept.values == {"plan_week": 5, "lead_listens": 4, "something_changes": 2, "recommend": 9}
    assert kept.comments == {"change_first": "Swapping shifts"}


def test_a_single_question_takes_two_taps_and_stands_with_the_promise(pulse, company, hr):
    pulse.questions.exclude(key="plan_week").delete()
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])

    page = phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)
    text = page.content.decode()
    assert "groups of <b>5 or more</b>" in text
    assert "For example" in text
    assert "word for word" not in text  # nobody is asked for words
    tapped = phone.post(address, hidden_fields(text) | {"answer_plan_week": "4"}).content.decode()
    assert PendingBallot.objects.count() == 0
    sent = phone.post(address, hidden_fields(tapped) | {"move": "send"}, follow=True)

    assert "Thank you" in sent.content.decode()
    assert unseal(wave.pk, PendingBallot.objects.get().sealed).values == {"plan_week": 4}


def test_a_forged_link_leads_nowhere(pulse, company, hr):
    wave = launched(pulse, hr)
    token = token_for(wave.pk, company[0].pk)

    assert Client().get(reverse("listening:personal", args=["1-1." + token.split(".")[1]])).status_code == 404
    assert Client().get(reverse("listening:answer", args=[wave.pk])).status_code == 404


def test_back_keeps_what_was_said_and_skip_forgets_it(pulse, company, hr):
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))
    page = phone.post(address, {"at": "0", "answer_plan_week": "5"}).content.decode()
    assert "2 of 5" in page
    back = phone.post(address, hidden_fields(page) | {"move": "back"}).content.decode()
    assert 'value="5" aria-pressed="true"' in back

    skipped = phone.post(address, hidden_fields(back) | {"move": "skip"}).content.decode()

    assert "kept_plan_week" not in skipped


def test_a_required_question_cannot_be_skipped(pulse, company, hr):
    pulse.questions.filter(key="plan_week").update(required=True)
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))

    page = phone.post(address, {"at": "0", "move": "skip"})

    assert page.status_code == 422
    assert "cannot be skipped" in page.content.decode()


def test_someone_who_took_part_is_thanked_not_asked_again(pulse, company, hr, chidi):
    wave = launched(pulse, hr)
    Participation.objects.filter(person=chidi).update(taken_part=True)

    page = signed_in(chidi).get(reverse("listening:answer", args=[wave.pk]), follow=True)

    assert "Thank you" in page.content.decode()


@pytest.fixture
def closed(pulse, company, hr, ben, chidi):
    """A closed wave in which Sales was happy and the others were not, with things to say."""
    wave = launched(pulse, hr)
    said = [
        "Swapping a shift takes days, the roster is late",
        "The canteen food is cold and lunch is expensive",
    ]

    def words(person):
        happy = person.department == "Sales"
        return (HAPPY if happy else SAD) | {"change_first": [f"{said[happy]} {person.pk % 7}"]}

    answer_all(wave, words)
    close_wave(wave, by=hr)
    return Wave.objects.get(pk=wave.pk)


def test_page_export_and_api_show_the_same_numbers(closed, amara):
    hr = signed_in(amara)
    page = hr.get(reverse("listening:results", args=[closed.pk])).content.decode()
    csv = hr.get(reverse("listening:export_csv", args=[closed.pk])).content.decode()
    api = hr.get(f"/api/v1/surveys/waves/{closed.pk}/results").json()
    xlsx = hr.get(reverse("listening:export_xlsx", args=[closed.pk]))

    assert f"<b>{closed.smallest_group} people</b>" in page
    rows = [line.split(",") for line in csv.lstrip("\ufeff").strip().splitlines()[1:]]
    assert len(rows) == len(api["rows"]) > 8
    assert {row[1] for row in rows} == {row[1] for row in api["rows"]}
    for group in {row[1] for row in rows} - {""}:
        assert group in page
    assert "Labs," not in csv  # four people are never a row of their own
    assert xlsx.content[:2] == b"PK"


def test_the_page_says_what_anyone_could_work_out(closed, amara):
    page = signed_in(amara).get(reverse("listening:checked", args=[closed.pk])).content.decode()

    assert "What this does not protect against" in page
    for block in closed.blocks.all():
        assert f'<td class="number">{block.answered}</td>' in page


def test_themes_are_found_and_become_an_initiative(closed, amara, hr):
    client = signed_in(amara)
    client.post(reverse("listening:find_themes", args=[closed.pk]))
    run_all()
    theme = Theme.objects.filter(wave=closed).first()
    assert theme is not None

    page = client.post(reverse("listening:start_initiative", args=[theme.pk]), follow=True)

    open_on_another_screen = Theme.objects.get(pk=theme.pk)
    theme.refresh_from_db()
    assert theme.initiative_id
    assert page.status_code == 200
    assert theme.title in page.content.decode()
    open_on_another_screen.initiative_id = None  # as it was read before
    with pytest.raises(RuleBroken, match="already started"):
        start_initiative_from(open_on_another_screen, by=hr)


def test_themes_can_be_put_right_by_hand(closed, amara, hr):
    find_themes(closed, by=hr)
    first, other = list(Theme.objects.filter(wave=closed))[:2]
    comment = first.comments.first()
    Comment.objects.filter(pk=comment.pk).update(text="Nobody else writes this about shifts")
    client = signed_in(amara)

    client.post(reverse("listening:rename_theme", args=[other.pk]), {"title": "Swapping shifts"})
    chosen = {"comment": [comment.pk]}
    client.post(reverse("listening:comments", args=[first.pk]), chosen | {"move": "move", "into": other.pk})
    client.post(reverse("listening:comments", args=[other.pk]), chosen | {"move": "hide"})
    client.post(reverse("listening:merge_theme", args=[first.pk]), {"into": other.pk})

    assert (
        list(Theme.objects.filter(wave=closed).values_list("title", flat=True)).count("Swapping shifts") == 1
    )
    assert not Theme.objects.filter(pk=first.pk).exists()
    comment.refresh_from_db()
    assert (comment.theme_id, comment.is_hidden) == (other.pk, True)
    assert comment.text not in client.get(f"/api/v1/surveys/waves/{closed.pk}/themes").content.decode()


def test_a_theme_is_split(closed, amara, hr):
    find_themes(closed, by=hr)
    theme = max(Theme.objects.filter(wave=closed), key=lambda one: one.comments.count())
    chosen, before = list(theme.comments.values_list("pk", flat=True))[:2], theme.comments.count()
    client, there = signed_in(amara), reverse("listening:comments", args=[theme.pk])

    client.post(there, {"comment": chosen, "move": "split", "title": "Late rosters"})

    part = Theme.objects.get(wave=closed, title="Late rosters")
    assert set(part.comments.values_list("pk", flat=True)) == set(chosen)
    assert theme.comments.count() == before - 2
    assert client.post(there, {"comment": chosen, "move": "split", "title": "Again"}).status_code == 422
    everything = list(theme.comments.values_list("pk", flat=True))
    assert client.post(there, {"comment": everything, "move": "split", "title": "All"}).status_code == 422
    assert client.post(there, {"comment": everything, "move": "move"}).status_code == 422
    assert not Theme.objects.filter(title__in=["Again", "All"]).exists()


def test_a_theme_of_many_comments_shows_them_page_by_page(closed, amara, hr, monkeypatch):
    monkeypatch.setattr(themes_views, "COMMENTS_SHOWN", 3)
    find_themes(closed, by=hr)
    theme = max(Theme.objects.filter(wave=closed), key=lambda one: one.comments.count())
    client, there = signed_in(amara), reverse("listening:theme", args=[theme.pk])
    number = theme.comments.count()
    assert number > 3

    pages = [client.get(f"{there}?page={page}").content.decode() for page in range(1, -(-number // 3) + 1)]

    shown = [set(re.findall(r'name="comment" value="([^"]+)"', page)) for page in pages]
    assert [len(found) for found in shown[:-1]] == [3] * (len(pages) - 1)
    assert set.union(*shown) == {str(pk) for pk in theme.comments.values_list("pk", flat=True)}
    assert f"Page 1 of {len(pages)}" in pages[0]


def test_comments_of_another_theme_cannot_be_reached_through_this_one(closed, amara, chidi, hr):
    find_themes(closed, by=hr)
    first, other = list(Theme.objects.filter(wave=closed))[:2]
    foreign = {"comment": [other.comments.first().pk], "move": "hide"}

    assert signed_in(amara).post(reverse("listening:comments", args=[first.pk]), foreign).status_code == 422
    assert signed_in(chidi).post(reverse("listening:comments", args=[other.pk]), foreign).status_code == 403
    assert not other.comments.filter(is_hidden=True).exists()


def test_a_manager_sees_the_same_figures_but_no_comments(closed, ben):
    client = signed_in(ben)

    page = client.get(reverse("listening:results", args=[closed.pk]))

    assert page.status_code == 200
    assert "Themes in" not in page.content.decode()
    assert "roster" not in page.content.decode()
    checked = client.get(reverse("listening:checked", args=[closed.pk])).content.decode()
    assert reverse("listening:list") + '"' not in page.content.decode() + checked  # closed to managers


@pytest.mark.parametrize("name", ["list", "start", "import"])
def test_an_employee_writes_no_surveys(name, company, chidi):
    assert signed_in(chidi).get(reverse(f"listening:{name}")).status_code == 403


def test_an_employee_sees_no_results(closed, chidi):
    assert signed_in(chidi).get(reverse("listening:results", args=[closed.pk])).status_code == 403
    assert signed_in(chidi).get(f"/api/v1/surveys/waves/{closed.pk}/results").status_code == 404


def test_have_your_say_lists_what_is_open_for_me_alone(pulse, company, hr, chidi):
    page = signed_in(chidi).get(reverse("listening:mine")).content.decode()
    assert "No question waits" in page

    launched(pulse, hr)

    assert "April pulse" in signed_in(chidi).get(reverse("listening:mine")).content.decode()


def test_a_survey_is_written_from_template_to_launch(company, amara):
    client = signed_in(grant(amara, Role.COMMUNICATIONS))
    client.post(reverse("listening:start"), {"title": "May pulse", "template": "pulse"})
    survey = Survey.objects.get(title="May pulse")
    question = {"text": "Which days suit you?", "kind": "choices", "choices": "Monday\nFriday"}
    wrong = client.post(reverse("listening:add_question", args=[survey.pk]), question | {"choices": "Monday"})
    client.post(reverse("listening:add_question", args=[survey.pk]), question)
    added = survey.questions.get(text="Which days suit you?")
    client.post(reverse("listening:move_question", args=[survey.pk, added.key]), {"to": "up"})
    assert wrong.status_code == 422
    assert [q.key for q in survey.questions.all()].index(added.key) == 4
    for name in ("list", "survey", "preview", "launch"):
        arguments = [] if name == "list" else [survey.pk]
        assert client.get(reverse(f"listening:{name}", args=arguments)).status_code == 200

    days = {"opens_on": "2026-01-01", "closes_on": "2199-01-01", "title": "May", "minimum_group": "5"}
    checked = client.post(
        reverse("listening:launch", args=[survey.pk]), days | {"attributes": ["department"]}
    )
    client.post(
        reverse("listening:launch", args=[survey.pk]), days | {"attributes": ["department"], "move": "launch"}
    )

    assert "Human Resources + Labs" in checked.content.decode()
    assert Wave.objects.get(survey=survey).invited == 37
    assert Answer.objects.count() == 0


def test_open_pages_render(pulse, company, hr, amara):
    wave = launched(pulse, hr)
    client = signed_in(amara)

    page = client.get(reverse("listening:wave", args=[wave.pk])).content.decode()
    assert "few of 37 yet" in page
    client.post(reverse("listening:remind", args=[wave.pk]))
    closing = client.post(reverse("listening:close", args=[wave.pk]), follow=True)
    assert "Nothing can be shown" in closing.content.decode()


def test_the_list_filters_searches_and_exports(closed, amara):
    start_survey(by=acting(amara), title="Été at work", template="blank")
    client, path = signed_in(amara), reverse("listening:list")

    def titles(query: str) -> list[str]:
        csv = b"".join(client.get(f"{path}?{query}&export=csv")).decode().lstrip("\ufeff")
        return [line.split(",")[0] for line in csv.strip().splitlines()[1:]]

    assert titles("stage=never") == ["Été at work"]
    assert titles("stage=closed") == [closed.survey.title]
    assert titles("q=ete") == ["Été at work"]
    assert f"{closed.answered} of {closed.invited}" in client.get(path).content.decode()
    client.post(reverse("listening:archive", args=[closed.survey_id]))
    assert titles("") == ["Été at work"]
    assert titles("kept=away") == [closed.survey.title]


def test_nothing_counted_from_comments_leaves_a_wave_that_may_not_show_them(closed, amara, hr):
    """Three people of a closed wave wrote; then the wave is one that shows no comment, though its theme has some."""
    find_themes(closed, by=hr)
    theme = max(closed.themes.all(), key=lambda theme: theme.comments.count())
    assert theme_ref(hr, theme.pk).comments > 0
    Wave.objects.filter(pk=closed.pk).update(answered=9)

    ref = theme_ref(hr, theme.pk)
    assert (ref.comments, ref.share) == (0, 0.0)
    assert visible_themes(hr).get(pk=theme.pk).volume == 0
    page = signed_in(amara).get(reverse("listening:theme", args=[theme.pk])).content.decode()
    assert not any(comment.text in page for comment in theme.comments.all())
    with pytest.raises(RuleBroken):
        start_initiative_from(visible_themes(hr).get(pk=theme.pk), by=hr)


def test_the_page_of_a_run_says_why_everyone_is_reminded(pulse, company, hr, amara):
    page = signed_in(amara).get(reverse("listening:wave", args=[launched(pulse, hr).pk])).content.decode()

    assert "goes to everyone who was asked" in page


@pytest.mark.parametrize("title", ["", " ", "x" * 121])
def test_programs_are_told_which_titles_do_not_fit(pulse, amara, title):
    body = {"title": title, "opens_on": "2030-01-01", "closes_on": "2030-01-08"}
    for address in ("/api/v1/surveys/", f"/api/v1/surveys/{pulse.pk}/waves"):
        answer = signed_in(amara).post(address, body, content_type="application/json")
        assert answer.status_code == 422


def test_programs_launch_with_long_rules_and_few_attributes(pulse, company, amara):
    today = timezone.localdate()
    rule = " or ".join(["department = Sales"] * 20)
    body = {
        "title": "By rule",
        "segment": rule,
        "opens_on": str(today),
        "closes_on": str(today + timedelta(days=7)),
    }

    def launch(attributes: list[str]):
        address = f"/api/v1/surveys/{pulse.pk}/waves"
        return signed_in(amara).post(
            address, body | {"attributes": attributes}, content_type="application/json"
        )

    assert launch(["department", "work_location", "shift", "team"]).status_code == 422
    assert launch(["department"]).status_code == 201
    assert Wave.objects.get(title="By rule").invited == 20


def test_what_is_found_is_named_in_the_readers_language(closed, hr):
    with translation.override("de"):
        assert {hit.kind for hit in find(hr, closed.survey.title, 10)} == {"Umfrage"}
