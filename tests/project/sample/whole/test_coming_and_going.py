"""There is one sample company at a time, and its removal leaves nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.project.sample.whole.conftest import rows_by_table, sam

from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.services.drafts import duplicate_campaign
from allaboard.areas.campaigns.services.review import approve_campaign, submit_for_review
from allaboard.areas.initiatives.services.initiatives import start_initiative
from allaboard.areas.initiatives.services.leaders import add_leader
from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people.models import Person
from allaboard.project.sample import services
from allaboard.project.sample.company.links import role_links


def test_removal_leaves_no_row_behind(db, made):
    _truth, before, full = made
    removed = services.remove()
    after = rows_by_table()

    assert full["people.person"] > 240
    assert removed > 1_000
    assert {label: after[label] - before[label] for label in after if after[label] != before[label]} == {}


def test_whoever_removed_it_stands_in_the_trail_and_no_start_makes_it_again(truth):
    services.remove(by=sam())
    last = Entry.objects.latest("pk")

    assert (last.action, last.actor_name) == ("sample.removed", "Sam Okafor")
    assert not Person.objects.exists()
    assert not services.is_wanted()


def test_whoever_was_signed_in_as_one_of_them_is_so_no_more(truth, client):
    links = dict(role_links())
    client.post(links["Chidi, Employee (made for a phone)"])
    leaver = Client()
    leaver.post(links["Sam, HR generalist"])
    assert Session.objects.count() == 2

    answer = leaver.post(reverse("sample"))

    assert answer.status_code == 200
    assert b"rows" in answer.content
    assert not Session.objects.exists()
    assert client.get("/").status_code == 302


def test_there_is_only_one_sample_company(truth):
    with pytest.raises(RuleBroken, match="already"):
        services.make()
    assert Person.objects.filter(is_sample=True, active=True).count() == 240


def test_the_truth_can_be_written_down(truth, tmp_path):
    truth.write(tmp_path / "truth.json")

    assert '"lift"' in (tmp_path / "truth.json").read_text()


def test_what_people_added_themselves_stays(truth):
    own = Person.objects.create(email="own@example.test", given_name="Own")
    services.remove()

    assert list(Person.objects.all()) == [own]


def test_what_people_made_with_sample_people_goes_along(truth):
    lena = actor_of(User.objects.get(person__given_name="Lena", person__family_name="Vogt"))
    own = start_initiative("Tried by hand", "Just looking", [], sam())
    rosa = Person.objects.get(given_name="Rosa", family_name="Ortega")
    add_leader(own, rosa.pk, "sponsor", 3, sam())
    source = Campaign.objects.get(title="One inbox for HR")
    copy = duplicate_campaign(source.pk, by=sam())
    copy.steps.update(on=timezone.localdate())
    version = submit_for_review(copy.pk, by=sam())
    approve_campaign(copy.pk, version.number, version.content_hash, by=lena)
    services.remove()

    assert not Person.objects.exists()
    assert not Assignment.objects.exists()
