"""The list of initiatives: filtered, searched, exported."""

from allaboard.areas.initiatives.models import Initiative


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
