"""Whoever has left the company holds nothing up and opens nothing, and stands on the list until taken off."""

import pytest
from django.urls import reverse
from tests.areas.initiatives.conftest import happened, kinds
from tests.conftest import acting

from allaboard.areas.initiatives import facade
from allaboard.areas.initiatives.forms.asks import AskForm
from allaboard.areas.initiatives.queries.candidates import likely_role
from allaboard.areas.initiatives.queries.leaders import everyone_listed_in, leaders_in
from allaboard.areas.initiatives.services.briefs import send_briefs
from allaboard.areas.initiatives.services.leaders import add_leader, raise_objection
from allaboard.areas.initiatives.today import cards, figures
from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person


def leave(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(active=False)


@pytest.fixture
def ready(initiative, ben_as_leader, rosa_as_leader):
    """Ben sponsors and Rosa agrees, so people may be asked."""
    happened(ben_as_leader, "committed_resource")
    happened(rosa_as_leader, "said_accept")
    assert facade.readiness(initiative.pk).may_ask
    return initiative


def test_a_sponsor_who_left_commits_nobody(ready, ben):
    leave(ben)

    found = facade.readiness(ready.pk)

    assert not found.may_ask
    assert "Nobody sponsors this yet" in [check.text for check in found.red]
    assert likely_role(ready) == "sponsor"


def test_one_who_left_without_a_yes_holds_nobody_up(ready, rosa_as_leader, amara):
    third = Person.objects.create(given_name="Third", email="third@example.test")
    stakeholder = add_leader(ready, third.pk, "influencer", 5, acting(amara))
    raise_objection(stakeholder, "objection", "We tried that before.", acting(amara))
    assert not facade.readiness(ready.pk).may_ask

    leave(third)

    assert facade.readiness(ready.pk).may_ask
    assert [row.share for row in leaders_in(ready.pk)] == [0.6, 0.4]
    assert not [card for card in cards(acting(amara)) if "Third" in card.title]
    assert [one.value for one in figures(acting(amara)) if one.label == "Leaders convinced"] == ["2"]


def test_the_list_says_so_and_what_to_do(ready, ben_as_leader, ben, team):
    leave(ben)

    page = team.get(reverse("initiatives:detail", args=[ready.pk])).content.decode()
    his = team.get(reverse("initiatives:leader", args=[ready.pk, ben_as_leader.pk])).content.decode()
    told = team.get(f"/api/v1/initiatives/{ready.pk}/leaders").json()

    assert "Has left" in page
    assert "has left the company. Add whoever follows" in his
    assert [(one["person_id"] == ben.pk, one["has_left"], one["share"]) for one in told] == [
        (False, False, 1.0),
        (True, True, 0.0),
    ]
    assert len(everyone_listed_in(ready.pk)) == 2


def test_nobody_who_left_is_written_to_or_counted_as_written_to(initiative, ben_as_leader, ben, amara):
    leave(ben)

    assert AskForm(leaders_in(initiative.pk)).fields["leaders"].choices == []
    with pytest.raises(RuleBroken, match="who works here"):
        send_briefs(initiative, [ben_as_leader.pk], "", acting(amara))
    assert kinds(ben_as_leader) == []


def test_nobody_who_left_is_put_on_the_list(initiative, chidi, amara, team):
    leave(chidi)

    answer = team.post(
        f"/api/v1/initiatives/{initiative.pk}/leaders", {"person_id": chidi.pk}, "application/json"
    )

    assert answer.status_code == 422
    assert "works here" in answer.json()["detail"]
    assert not initiative.stakeholders.exists()
