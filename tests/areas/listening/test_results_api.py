"""Results of surveys that were run elsewhere come in by program, as they do on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.conftest import signed_in

from allaboard.areas.listening.models import ResultsFile, Wave

HERE = "/api/v1/surveys/results"
ABOUT = {
    "survey_title": "Works council pulse",
    "wave_title": "April",
    "opened_on": "2026-04-01",
    "closed_on": "2026-04-14",
}


def sent(person, rows=30):
    lines = [f"{1 + number % 5},{'Sales' if number % 2 else 'Support'}" for number in range(rows)]
    content = "\n".join(["I can plan my week,Department", *lines]).encode()
    return signed_in(person).post(HERE, {"file": SimpleUploadedFile("pulse.csv", content)})


def import_it(person, file_id, **body):
    return signed_in(person).post(f"{HERE}/{file_id}/import", ABOUT | body, content_type="application/json")


def test_a_file_is_sent_in_its_columns_told_and_made_a_run(amara):
    answer = sent(amara)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["answers"], [column["name"] for column in told["columns"]]) == (
        30,
        ["I can plan my week", "Department"],
    )
    assert signed_in(amara).get(f"{HERE}/{told['id']}").json() == told

    columns = [{"place": 0, "role": "scale", "low": 1, "high": 5}, {"place": 1, "role": "group"}]
    imported = import_it(amara, told["id"], columns=columns)
    assert imported.status_code == 201, imported.content
    assert (imported.json()["unreadable_cells"], imported.json()["wave"]["stage"]) == (0, "closed")
    wave = Wave.objects.get()
    assert (wave.answered, wave.invited, wave.survey.title) == (30, None, "Works council pulse")
    assert not ResultsFile.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum_group": 2},
        {"columns": [{"place": 0, "role": "skip"}, {"place": 1, "role": "skip"}]},
        {"columns": [{"place": 0, "role": "guess"}]},
    ],
)
def test_what_the_page_refuses_makes_no_run(amara, wrong):
    file_id = sent(amara).json()["id"]

    assert import_it(amara, file_id, **wrong).status_code == 422
    assert not Wave.objects.exists()
    assert ResultsFile.objects.exists()


def test_nobody_sends_results_in_without_writing_surveys_or_reads_the_file_of_another(amara, chidi, ben):
    assert sent(chidi).status_code == 403
    file_id = sent(amara).json()["id"]
    for person in (chidi, ben):
        assert signed_in(person).get(f"{HERE}/{file_id}").status_code == 404
        assert import_it(person, file_id).status_code == 404
    assert not Wave.objects.exists()
