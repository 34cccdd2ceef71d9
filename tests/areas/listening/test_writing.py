"""Surveys are written, found again, launched and watched, by people and by programs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from tests.areas.listening.conftest import launched
from tests.conftest import acting, grant, signed_in

from allaboard.areas.listening.models import (
    Answer,
    Question,
    Survey,
    Wave,
)
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import Launch, launch_wave
from allaboard.areas.listening.today import find
from allaboard.foundation.access.roles import Role


@pytest.mark.parametrize("name", ["list", "start", "import"])
def test_an_employee_writes_no_surveys(name, company, chidi):
    assert signed_in(chidi).get(reverse(f"listening:{name}")).status_code == 403


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

    today = timezone.localdate()
    days = {
        "opens_on": str(today),
        "closes_on": str(today + timedelta(days=7)),
        "title": "May",
        "minimum_group": "5",
    }
    there, plan = reverse("listening:launch", args=[survey.pk]), days | {"attributes": ["department"]}

    def press(label: str, seen: HttpResponse, **changed: str) -> HttpResponse:
        carried = BeautifulSoup(seen.content, "html.parser").find("input", {"name": "checked"})["value"]
        return client.post(there, plan | changed | {"checked": carried, "move": label})

    checked = press("check", client.get(there))
    for unseen in (press("launch", client.get(there)), press("launch", checked, minimum_group="8")):
        assert "Nothing was launched" in unseen.content.decode()
        assert not Wave.objects.exists()
    press("launch", checked)

    assert "Human Resources + Labs" in checked.content.decode()
    assert Wave.objects.get(survey=survey).invited == 37
    assert Answer.objects.count() == 0


def test_open_pages_render(pulse, company, hr, amara):
    wave = launched(pulse, hr)
    client = signed_in(amara)

    page = client.get(reverse("listening:wave", args=[wave.pk])).content.decode()
    assert "no figure yet, of 37" in page
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


def test_chosen_surveys_are_put_away_and_come_back_at_once(closed, amara):
    idle = start_survey(by=acting(amara), title="Idle", template="blank")
    client = signed_in(amara)

    def put_away(**chosen: object) -> BeautifulSoup:
        told = client.post(reverse("listening:archive_chosen"), chosen, follow=True)
        return BeautifulSoup(told.content, "html.parser")

    put_away(chosen=[idle.pk])
    assert list(Survey.objects.filter(archived_at=None)) == [closed.survey]

    told = put_away(all_matching="yes")
    assert not Survey.objects.filter(archived_at=None).exists()
    client.post(told.select(".toast form")[-1]["action"])
    assert list(Survey.objects.filter(archived_at=None)) == [closed.survey]  # Idle went before

    put_away(all_matching="yes")
    assert "Nothing was put away" in put_away(all_matching="yes").get_text()


def test_the_page_of_a_run_says_why_everyone_is_reminded(pulse, company, hr, amara):
    page = signed_in(amara).get(reverse("listening:wave", args=[launched(pulse, hr).pk])).content.decode()

    assert "goes to everyone who was asked" in page


def test_what_is_found_is_named_in_the_readers_language(closed, hr):
    with translation.override("de"):
        assert {hit.kind for hit in find(hr, closed.survey.title, 10)} == {"Umfrage"}


def test_the_palette_finds_surveys_whatever_their_accents(pulse, hr):
    start_survey(by=hr, title="Été at work", template="blank")

    assert [hit.label for hit in find(hr, "ÉTE", 10)] == ["Été at work"]
    assert [hit.label for hit in find(hr, "PULSE", 10)] == ["April pulse"]


def test_a_refused_description_shows_through_nowhere_else(pulse, amara):
    path = reverse("listening:survey", args=[pulse.pk])
    refused = signed_in(amara).post(path, {"title": "Half changed", "intro": "x" * 1_001})
    assert refused.status_code == 422
    assert refused.content.decode().count("Half changed") == 1


def test_a_question_from_elsewhere_keeps_its_scale_when_its_words_change(hr, amara):
    steps = ["never", "rarely", "sometimes", "often", "always"]
    survey = start_survey(by=hr, title="From elsewhere", template="blank")
    scale = {"kind": "score", "low": 1, "high": 5, "favourable_from": 4, "options": steps}
    question = Question.objects.create(survey=survey, key="column_1", position=0, text="Breaks", **scale)
    address = reverse("listening:question", args=[survey.pk, question.key])
    sent = {"text": "Do you get your breaks?", "kind": "score", "choices": "\n".join(steps)}

    signed_in(amara).post(address, sent)
    question.refresh_from_db()
    assert question.text == "Do you get your breaks?"
    assert {name: getattr(question, name) for name in scale} == scale

    signed_in(amara).post(address, sent | {"kind": "enps"})
    question.refresh_from_db()
    assert (question.low, question.high, question.options) == (0, 10, [])


def test_what_opens_later_is_not_listed_as_open(pulse, company, hr, amara):
    tomorrow = timezone.localdate() + timedelta(days=1)
    launch_wave(pulse, Launch("Later", "", tomorrow, tomorrow + timedelta(days=7), ()), by=hr)

    page = signed_in(amara).get(reverse("listening:list")).content.decode()
    assert "37 people will be asked." in page
    assert "Open until" not in page


def test_the_palette_leads_a_manager_to_results_and_a_writer_to_an_open_run(closed, pulse, hr, ben):
    manager = acting(grant(ben, Role.MANAGER))
    (found,) = find(manager, "April", 8)
    assert signed_in(ben).get(found.url).status_code == 200

    again = launched(pulse, hr)
    assert reverse("listening:wave", args=[again.pk]) in [hit.url for hit in find(hr, "April", 8)]


def test_two_people_write_a_survey_and_neither_takes_the_others_words_away(pulse, amara):
    client, question = signed_in(amara), pulse.questions.get(key="plan_week")
    about = reverse("listening:survey", args=[pulse.pk])
    asked = reverse("listening:question", args=[pulse.pk, question.key])

    def seen(address):
        return BeautifulSoup(client.get(address).content, "html.parser").find(id="id_seen")["value"]

    mine = {"title": "May pulse", "intro": pulse.intro, "seen": seen(about)}
    Survey.objects.filter(pk=pulse.pk).update(intro="So that nights get better.")
    assert client.post(about, mine).status_code == 302
    pulse.refresh_from_db()
    assert (pulse.title, pulse.intro) == ("May pulse", "So that nights get better.")

    kept = {"kind": question.kind, "label": question.label, "counts_for_index": "on", "seen": seen(asked)}
    Question.objects.filter(pk=question.pk).update(text="Theirs")
    answer = client.post(asked, kept | {"text": "Mine"})
    assert answer.status_code == 422
    assert "“Theirs”" in answer.content.decode()
    assert pulse.questions.get(key="plan_week").text == "Theirs"
