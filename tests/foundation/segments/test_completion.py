import pytest
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.segments.builder.completion import completion_before
from allaboard.foundation.segments.permissions import readable_attributes
from allaboard.foundation.segments.rules import parse
from allaboard.foundation.segments.rules.attributes import ATTRIBUTES


@pytest.fixture
def company(amara):
    make_person(department="Human Resources", shift="Night", custom_fields={"shoe size": "42"})
    make_person(department="Sales", shift="Late", job_level=3)
    return acting(amara)


def offered(actor, before: str) -> list[str]:
    return [text for text, _hint in completion_before(actor, before).options]


def test_names_comparisons_and_values_follow_each_other(company):
    assert "department " in offered(company, "dep")
    assert 'custom."shoe size" ' in offered(company, "sho")
    assert offered(company, "department st") == ["starts with "]
    assert offered(company, "department = hum") == ['"Human Resources" ']
    assert offered(company, 'department = "Hum') == ['"Human Resources" ']
    assert offered(company, "department = Sales ") == ["and ", "or "]
    assert offered(company, "(department = Sales ") == ["and ", "or ", ") "]


def test_plain_words_find_what_rules_write(company):
    assert "!= " in offered(company, "department is not")
    assert "tenure " in offered(company, "time h")


def test_lists_open_go_on_and_close(company):
    assert "(Night" in offered(company, "shift in ")
    assert offered(company, "shift in (Late, Ni") == ["Night"]
    assert offered(company, "shift in (Night ") == [", ", ") "]


def test_kinds_with_words_of_their_own(company):
    assert offered(company, "works here = ") == ["yes ", "no "]
    assert "1 year " in offered(company, "tenure < ")
    assert "leave " in offered(company, "status = ")
    assert '"42" ' in offered(company, 'custom."shoe size" = ')


def test_taking_what_is_offered_makes_a_rule(company):
    text = ""
    for wanted in (
        "department ",
        "= ",
        '"Human Resources" ',
        "and ",
        "shift ",
        "in ",
        "(Night",
        ", ",
        "Late",
    ):
        found = completion_before(company, text)
        assert wanted in [option for option, _hint in found.options], text
        text = text.removesuffix(found.typed) + wanted
        if wanted in ("(Night",):
            text += " "
    assert parse(text + ")") == parse('department = "Human Resources" and shift in (Night, Late)')


def test_what_the_actor_may_not_read_is_not_offered(company, ben):
    manager = acting(grant(ben, Role.MANAGER))
    assert "shift " not in offered(company, "zzz")
    assert not [text for text in offered(manager, "custom.") if text.startswith("custom.")]
    assert offered(manager, 'custom."shoe size" = ') == []
    hidden = next(each.key for each in ATTRIBUTES if each not in readable_attributes(manager))
    assert offered(manager, f"{hidden} ") == offered(manager, f"{hidden} = ") == []
    assert f"{hidden} " not in offered(manager, hidden[:3])
    assert offered(company, f"{hidden} ")
    assert '"Human Resources" ' not in offered(manager, "department = ")


def test_the_page_asks_with_what_stands_before(company, amara):
    answer = signed_in(amara).post("/segments/complete/", {"before": "shift = Ni"})
    assert answer.json()["options"] == [{"insert": "Night ", "hint": ""}]
    assert (answer.json()["typed"], answer.json()["announce"]) == ("Ni", "1 suggestion")
    assert signed_in(amara).get("/segments/complete/").status_code == 405
