"""Segments are kept, shared and frozen; nobody learns of people or facts they may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import acting, grant, make_person

from allaboard.errors import NotAllowed, NotFound, RuleBroken
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade, previews, queries, services
from allaboard.foundation.segments.builder.choices import choices_for
from allaboard.foundation.segments.builder.rows import Row
from allaboard.foundation.segments.models import Segment, Snapshot, SnapshotMember
from allaboard.foundation.segments.rules.attributes import CUSTOM
from allaboard.foundation.segments.services import Draft


@pytest.fixture
def sales(amara: Person) -> Segment:
    return services.create_segment(Draft("Sales", "Dept = Sales", shared=True), by=acting(amara))


def test_a_rule_is_kept_in_its_canonical_form_and_audited(amara, sales):
    assert sales.text == "department = Sales"
    assert sales.owner == amara
    assert Entry.objects.get(action="segment.created").details == {"rule": "department = Sales"}


def test_a_name_is_taken_once_per_owner_until_it_is_archived(amara, sales):
    with pytest.raises(RuleBroken):
        services.create_segment(Draft("sales", ""), by=acting(amara))

    services.archive_segment(sales, by=acting(amara))
    services.create_segment(Draft("sales", ""), by=acting(amara))
    with pytest.raises(RuleBroken):
        services.restore_segment(sales, by=acting(amara))


def test_a_copy_gets_a_free_name(amara, sales):
    services.create_segment(Draft("SALES (COPY)", ""), by=acting(amara))

    names = [services.duplicate_segment(sales, by=acting(amara)).name for _ in range(3)]

    assert names == ["Sales (copy 2)", "Sales (copy 3)", "Sales (copy 4)"]


def test_who_sees_which_segment(amara, ben, chidi, sales):
    private = services.create_segment(Draft("Plans for Ben", ""), by=acting(amara))
    own = services.create_segment(Draft("My people", f"under #{ben.pk}"), by=acting(ben))

    assert set(queries.visible_to(acting(amara))) == {sales, private, own}
    assert set(queries.visible_to(acting(ben))) == {sales, own}
    assert not queries.visible_to(acting(chidi)).exists()
    with pytest.raises(NotFound):
        queries.segment_for(acting(ben), private.pk)


def test_a_manager_neither_changes_nor_shares(amara, ben, chidi, sales):
    with pytest.raises(NotAllowed):
        services.change_segment(sales, Draft("Mine now", ""), by=acting(ben))
    with pytest.raises(NotAllowed):
        services.create_segment(Draft("For all", "", shared=True), by=acting(ben))
    with pytest.raises(NotAllowed):
        services.create_segment(Draft("Hers", ""), by=acting(chidi))


def test_a_manager_learns_nothing_of_people_he_may_not_see(ben, chidi):
    make_person("Secret", department="Operations")
    make_person("Hidden", department="Operations", manager=ben, manager_path=[ben.pk])

    found = previews.preview(acting(ben), "department = Operations")

    assert {person.given_name for person in found.sample} == {"Ben", "Chidi", "Hidden"}
    assert (found.people, found.of) == (3, 3)
    assert facade.people_matching("department = Operations").count() == 4
    assert sum(people for _, people in previews.breakdowns(acting(ben), "", ("department",))[0]) == 3


def test_a_remark_about_a_name_tells_a_manager_nothing_of_strangers(ben, chidi):
    make_person("Secret", department="Mergers")

    told = previews.preview(acting(ben), 'department = Mergers or under "secret"').findings

    assert any("Mergers" in finding and "Nobody" in finding for finding in told)
    assert any("Nobody is called" in finding for finding in told)


@pytest.mark.parametrize(
    "rule", ["generation = x", "custom.salary > 50000", "department = Sales or not generation = x"]
)
def test_a_manager_cannot_count_what_he_may_not_read(amara, ben, chidi, rule):
    Person.objects.filter(pk=chidi.pk).update(generation="x", custom_fields={"salary": 60000})
    shared = services.create_segment(Draft("Shared", rule, shared=True), by=acting(amara))

    with pytest.raises(NotAllowed):
        previews.preview(acting(ben), shared.text)
    with pytest.raises(RuleBroken):
        services.create_segment(Draft("Mine", rule), by=acting(ben))
    assert previews.preview(acting(amara), rule).of == 3


def test_a_manager_asks_work_facts_only_of_the_people_below(amara, ben, chidi):
    peer, boss = make_person("Peer", manager=amara), make_person("Boss")
    Person.objects.filter(pk=ben.pk).update(manager=boss, manager_path=[boss.pk])
    Person.objects.update(start_date=timezone.localdate())

    found = previews.preview(acting(ben), "tenure < 1 year")

    assert (found.people, found.of) == (2, 2)  # not the boss, whose card he sees, nor the peer
    assert {person.pk for person in found.sample} == {ben.pk, chidi.pk}
    assert previews.preview(acting(ben), "").people == 3
    assert peer not in previews.seen_people(acting(ben), "")


def test_communications_reach_everyone_who_works_here_but_count_no_private_fact(ben, chidi):
    comms = grant(make_person("Carla", department="Communications"), Role.COMMUNICATIONS)

    assert previews.preview(acting(comms), "department = Operations").people == 2
    with pytest.raises(NotAllowed):
        previews.preview(acting(comms), "generation = x")


def test_a_snapshot_keeps_who_matched_when_it_was_taken(amara, chidi, sales):
    seller = make_person("Sue", department="Sales")
    make_person("Gone", department="Sales", active=False, employment_status="terminated")
    snapshot = facade.freeze(sales.pk, acting(amara), "launch")

    Person.objects.filter(pk=seller.pk).update(department="Finance")
    Person.objects.filter(pk=chidi.pk).update(department="Sales")

    assert list(facade.members(snapshot)) == [seller]
    assert Snapshot.objects.get(pk=snapshot).people == 1
    assert list(facade.people_matching(sales.text)) == [chidi]


def test_a_snapshot_holds_nobody_who_has_left_even_if_the_rule_asks_for_them(amara):
    make_person("Gone", active=False, employment_status="terminated")

    assert facade.people_matching("works here = no").count() == 1
    assert not facade.members(facade.freeze("works here = no", acting(amara), "farewell")).exists()


def test_freezing_a_thousand_people_is_one_insert(amara):
    Person.objects.bulk_create(Person(email=f"n{n}@example.test", department="Night") for n in range(1000))

    with CaptureQueriesContext(connection) as asked:
        snapshot = facade.freeze("department = Night", acting(amara), "send")

    inserts = [query for query in asked if "snapshotmember" in query["sql"].lower()]
    assert len(inserts) == 1
    assert Snapshot.objects.get(pk=snapshot).people == facade.members(snapshot).count() == 1000


def test_what_is_unknown_is_not_found(amara):
    with pytest.raises(NotFound):
        facade.freeze(10**9, acting(amara), "x")
    with pytest.raises(facade.SegmentSyntaxError):
        facade.people_matching("departmnt = Sales")


def test_the_sample_leaves_nothing_behind(amara, sales):
    made = services.create_segment(Draft("Sample", "everyone", is_sample=True), by=SYSTEM)
    facade.freeze(made.pk, SYSTEM, "sample send")

    assert facade.remove_sample() >= 3

    assert list(Segment.objects.all()) == [sales]
    assert not SnapshotMember.objects.exists()


def test_a_custom_field_that_nobody_has_is_said_and_the_nearest_offered(amara, ben):
    Person.objects.filter(pk=ben.pk).update(custom_fields={"over_time": "Yes"})

    def told(text: str) -> tuple[str, ...]:
        return previews.preview(acting(amara), text).findings

    assert told("custom.ovrtime = Yes") == (
        "Nobody has the custom field “ovrtime”. Did you mean “over_time”?",
    )
    assert told("custom.over_time = Yes") == ()


def test_a_remark_tells_nothing_of_facts_that_may_not_be_read(amara):
    lena = grant(make_person("Lena"), Role.COMMUNICATIONS)
    rule = "custom.union = yes and department = Saless"

    assert len(facade.remarks_on(acting(amara), rule)) == 2
    assert facade.remarks_on(acting(lena), rule) == []
    assert len(facade.remarks_on(acting(lena), "department = Saless")) == 1


def test_remarks_help_with_values_and_names(amara, ben):
    make_person("Ben", department="Sales")
    Person.objects.filter(given_name="Ben").update(family_name="Test")

    told = previews.preview(acting(amara), 'department = sales and under "Ben Test"').findings

    assert told == (
        "Nobody has department “sales”. Did you mean “Sales”?",
        "2 people are called “Ben Test”; an e-mail says which.",
    )


def test_a_label_finds_the_field_that_an_import_made_of_it(amara, ben, chidi):
    """“Over time” in a file is kept as over_time; a key kept with its spaces comes first."""
    Person.objects.filter(pk=ben.pk).update(custom_fields={"over_time": "Yes"})
    Person.objects.filter(pk=chidi.pk).update(custom_fields={"Over time": "yes", "over_time": "No"})
    Person.objects.filter(pk=amara.pk).update(custom_fields={"overtime": "yes"})

    assert set(queries.people_matching('custom."Over time" = yes')) == {ben, chidi}
    assert set(queries.people_matching('custom."OVER TIME" = yes')) == {ben}
    assert set(queries.people_matching("custom.over_time = yes")) == {ben}
    found = previews.preview(acting(amara), 'custom."OVER TIME" = yes')
    assert (found.people, found.findings) == (1, ())


def test_values_of_a_custom_field_are_offered_to_those_who_read_it(amara, ben, chidi):
    Person.objects.filter(pk=chidi.pk).update(custom_fields={"over_time": "Sundays"})
    row = Row(CUSTOM, custom="Over time")
    lena = acting(grant(make_person("Lena"), Role.COMMUNICATIONS))

    assert choices_for(acting(amara), row, {}).suggestions == ["Sundays"]
    assert choices_for(lena, row, {}).suggestions == []


def test_a_custom_field_called_as_any_other_is_no_more_open(amara, ben, chidi):
    Person.objects.filter(pk=chidi.pk).update(custom_fields={"department": "Takeover"})
    row = Row(CUSTOM, custom="department")

    assert choices_for(acting(amara), row, {}).suggestions == ["Takeover"]
    assert choices_for(acting(ben), row, {}).suggestions == []
    with pytest.raises(NotAllowed):
        previews.preview(acting(ben), "custom.department = Takeover")


def test_groups_by_several_fields_are_counted_by_one_question(amara, ben, chidi):
    Person.objects.filter(pk=ben.pk).update(work_location="Dublin")
    Person.objects.filter(pk=chidi.pk).update(department="Finance")

    with CaptureQueriesContext(connection) as both:
        by_department, by_location = previews.breakdowns(
            acting(amara), "", ("department", "work_location"), limit=2
        )
    with CaptureQueriesContext(connection) as one:
        previews.breakdowns(acting(amara), "", ("department",))
    assert len(both) == len(one)

    assert by_department == [("Finance", 1), ("Human Resources", 1), ("Others", 1)]
    assert by_location == [("Not known", 2), ("Dublin", 1)]
