"""The list of initiatives: filtered, searched, exported."""

from bs4 import BeautifulSoup
from django.utils import timezone
from tests.conftest import acting

from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.services.initiatives import set_status


def test_the_list_filters_by_step_and_searches_without_accents(team, initiative, amara):
    other = Initiative.objects.create(title="Café opens earlier", owner=amara)

    assert "Café opens earlier" in team.get("/initiatives/", {"q": "cafe"}).content.decode()
    listened = team.get("/initiatives/", {"step": "listened"}).content.decode()
    assert other.title in listened
    assert initiative.title not in listened  # its case rests on evidence, so it stands at the next step


def test_the_list_is_exported_as_it_is_filtered(team, initiative, amara):
    Initiative.objects.create(title="=cmd()", owner=amara)

    rows = b"".join(team.get("/initiatives/", {"export": "csv", "q": "cmd"}).streaming_content).decode()

    assert "'=cmd()" in rows
    assert initiative.title not in rows


def test_open_initiatives_are_stopped_together_and_go_on_again(team, initiative, amara):
    closed = Initiative.objects.create(title="Told", status="closed", closed_at=timezone.now(), owner=amara)
    other = Initiative.objects.create(title="Quiet rooms", owner=amara)

    def stop(query="", **chosen):
        told = team.post(f"/initiatives/stop/{query}", chosen, follow=True)
        return BeautifulSoup(told.content, "html.parser")

    def states():
        return dict(Initiative.objects.values_list("title", "status"))

    stop(chosen=[initiative.pk, closed.pk])
    assert states() == {initiative.title: "stopped", "Told": "closed", "Quiet rooms": "open"}

    told = stop("?q=quiet", all_matching="yes")
    assert "1 initiative is stopped" in told.select_one(".toast").get_text()
    team.post(told.select(".toast form")[-1]["action"])
    assert states() == {initiative.title: "stopped", "Told": "closed", "Quiet rooms": "open"}
    assert Initiative.objects.get(pk=other.pk).closed_at is None
    assert "Nothing was stopped" in stop(chosen=[closed.pk]).get_text()


def test_what_was_closed_meanwhile_is_not_opened_by_taking_back(team, initiative, amara):
    told = team.post("/initiatives/stop/", {"chosen": [initiative.pk]}, follow=True)
    set_status(initiative, "closed", acting(amara))

    team.post(BeautifulSoup(told.content, "html.parser").select(".toast form")[-1]["action"])
    assert Initiative.objects.get().status == "closed"
