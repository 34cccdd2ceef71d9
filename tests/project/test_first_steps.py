"""What a new installation offers to whoever opens it first."""

from tests.conftest import acting, grant, make_person

from allaboard.project.first_steps import first_steps


def texts(person) -> list[str]:
    return [step.text for step in first_steps(acting(person))]


def test_an_administrator_alone_is_led_to_a_role_in_hr_and_to_the_first_people(db):
    admin = grant(make_person("Alex"), "admin")
    assert texts(admin) == ["Give somebody a role in HR", "Bring your people"]

    somebody = grant(make_person("Amara"), "hr_leader")

    assert texts(admin) == ["Bring your people"]
    assert len(texts(somebody)) == 7
    assert texts(make_person("Chidi")) == []
