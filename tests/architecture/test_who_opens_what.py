"""What docs/decisions/0009 says of addresses that look open in the table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.conftest import grant, make_person, signed_in
from tests.jobs import run_all

from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_organisation_shows_an_employee_only_their_own_line(chidi, ben):
    stranger = make_person("Zelda", department="Operations")
    beside = make_person("Yusuf", manager=ben, manager_path=[ben.pk])
    browser = signed_in(chidi)
    pages = [browser.get("/people/organisation/"), browser.get(f"/people/organisation/{ben.pk}/")]
    shown = "".join(page.content.decode() for page in pages)

    assert {page.status_code for page in pages} == {200}
    assert ben.name in shown
    assert chidi.name in shown
    assert stranger.name not in shown
    assert beside.name not in shown
    assert browser.get(f"/people/organisation/{stranger.pk}/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(None, 403), (Role.COMMUNICATIONS, 403), (Role.ADMIN, 202)])
def test_a_file_of_people_is_taken_from_keepers_of_the_directory_alone(role, status, files_apart):
    person = make_person("Robin")
    if role:
        grant(person, role)
    before = Person.objects.count()
    file = SimpleUploadedFile(
        "staff.csv", b"employee number,first name,last name,e-mail\n1,New,Person,new@x.test\n"
    )
    answer = signed_in(person).post("/api/v1/people/imports", {"file": file})

    assert answer.status_code == status, answer.content
    run_all()
    assert Person.objects.count() == before + (status == 202)
