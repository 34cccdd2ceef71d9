"""What a new installation offers to whoever opens it first."""

from tests.conftest import acting, grant, make_person

from allaboard.foundation.access.models import User
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.models import Import
from allaboard.foundation.today.queries import first_steps_for
from allaboard.project.first_steps import first_steps


def texts(person) -> list[str]:
    return [step.text for step in first_steps(acting(person))]


def ticked(person) -> list[str]:
    return [step.text for step in first_steps_for(acting(person)) if step.ok]


def test_an_administrator_alone_is_led_to_a_role_in_hr_and_to_the_first_people(db):
    admin = grant(make_person("Alex"), "admin")
    assert texts(admin) == ["Give somebody a role in HR", "Bring your people"]

    somebody = grant(make_person("Amara"), "hr_leader")

    assert texts(admin) == ["Bring your people"]
    assert len(texts(somebody)) == 7
    assert texts(make_person("Chidi")) == []


def test_whoever_has_hr_and_the_roles_in_hand_is_led_to_share_the_work(db):
    first = grant(make_person("Alex"), "admin", "hr_leader")
    grant(make_person("Sample", is_sample=True), "communications")
    gone = grant(make_person("Gone"), "communications")
    User.objects.filter(person=gone).update(is_active=False)

    assert texts(first)[:2] == ["Bring your people", "Give colleagues their roles"]
    assert ticked(first) == []

    grant(make_person("Lena"), "communications")

    assert ticked(first) == ["Give colleagues their roles"]


def test_an_import_that_was_undone_has_brought_nobody(amara):
    run = Import.objects.create(file_name="people.csv", status="done")
    record("people.imported", by=acting(amara), on=run)

    assert ticked(amara) == ["Bring your people"]

    Import.objects.update(status="undone")

    assert ticked(amara) == []
