from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.at_once import held_up
from tests.conftest import acting, make_person

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people import facade, queries, services, tasks
from allaboard.foundation.people.models import Person, PersonVersion, ProtectedAttributes
from allaboard.sealing import CannotOpenError


def test_a_move_leaves_what_was_true_before(amara):
    with time_machine.travel("2026-01-10 12:00Z", tick=False):
        person = services.create_person(
            {"email": "Zed@Example.test", "department": "Sales"}, by=acting(amara)
        )
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        services.update_person(person, {"department": "Support"}, by=acting(amara))

    assert queries.attributes_on(person.pk, date(2026, 1, 9)) == {}
    assert queries.attributes_on(person.pk, date(2026, 2, 28))["department"] == "Sales"
    assert queries.attributes_on(person.pk, date(2026, 3, 1))["department"] == "Support"
    assert facade.as_of(date(2026, 2, 1)).get(attributes__department="Sales").person == person
    assert Entry.objects.filter(action="person.updated", details__fields=["department"]).exists()


def test_a_change_taken_back_on_the_same_day_leaves_no_trace(amara):
    with time_machine.travel("2026-01-10 12:00Z", tick=False):
        person = services.create_person(
            {"email": "zed@example.test", "department": "Sales"}, by=acting(amara)
        )
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        services.update_person(person, {"department": "Support"}, by=acting(amara))
        services.update_person(person, {"department": "Sales"}, by=acting(amara))
    version = PersonVersion.objects.get(person=person)
    assert (version.effective_from, version.effective_until) == (date(2026, 1, 10), None)


def test_moving_a_manager_moves_everyone_below(amara, ben, chidi):
    ada = make_person("Ada")
    services.update_person(ben, {"manager": ada}, by=acting(amara))
    chidi.refresh_from_db()
    assert chidi.manager_path == [ada.pk, ben.pk]


def test_nobody_is_put_below_their_own_report(amara, ben, chidi):
    with pytest.raises(RuleBroken, match="works below"):
        services.update_person(ben, {"manager": chidi}, by=acting(amara))
    ben.refresh_from_db()
    assert ben.manager is None


def test_only_hr_changes_the_directory(ben, chidi):
    with pytest.raises(NotAllowed):
        services.update_person(chidi, {"title": "King"}, by=acting(ben))


def test_an_e_mail_belongs_to_one_person(amara, chidi):
    with pytest.raises(RuleBroken, match="E-mail"):
        services.create_person({"email": chidi.email}, by=acting(amara))
    with pytest.raises(RuleBroken, match="e-mail or an id"):
        services.create_person({"given_name": "Nobody"}, by=acting(amara))


def test_an_account_from_before_becomes_the_persons(amara):
    waiting = User.objects.create_user(email="nina@company.test")
    services.create_person({"email": "Nina@company.test", "given_name": "Nina"}, by=acting(amara))

    waiting.refresh_from_db()
    assert waiting.person is not None
    assert waiting.person.given_name == "Nina"


def test_leaving_ends_being_present(amara, chidi):
    services.update_person(chidi, {"employment_status": "terminated"}, by=acting(amara))
    assert not facade.present_people().filter(pk=chidi.pk).exists()


def test_protected_attributes_are_sealed_to_their_person(amara, ben, chidi):
    services.protect(chidi, {"gender": "female"}, by=acting(amara))
    kept = bytes(ProtectedAttributes.objects.get(person=chidi).ciphertext)
    assert b"female" not in kept
    assert services.protected_attributes(chidi, by=acting(amara)) == {"gender": "female"}

    ProtectedAttributes.objects.create(person=ben, ciphertext=kept)
    with pytest.raises(CannotOpenError, match="cannot be opened"):
        services.protected_attributes(ben, by=acting(amara))
    with pytest.raises(NotAllowed):
        services.protected_attributes(chidi, by=acting(ben))


def test_an_hr_partner_is_set_for_many_and_taken_back(amara, ben, chidi):
    chidi.hr_partner = ben
    chidi.save()
    before = services.set_hr_partner(
        Person.objects.filter(pk__in=[ben.pk, chidi.pk]), amara, by=acting(amara)
    )
    assert set(amara.partnered.all()) == {ben, chidi}
    services.restore_hr_partners(before, amara.pk, by=acting(amara))
    chidi.refresh_from_db()
    assert chidi.hr_partner == ben
    assert not amara.partnered.exists()


def test_what_was_given_since_is_not_taken_back_with_an_hr_partner(amara, ben, chidi):
    gone, later = make_person("Gone"), make_person("Later")
    Person.objects.filter(pk__in=[ben.pk, chidi.pk]).update(hr_partner=gone)
    before = services.set_hr_partner(
        Person.objects.filter(pk__in=[ben.pk, chidi.pk]), amara, by=acting(amara)
    )
    services.update_person(chidi, {"hr_partner": later}, by=acting(amara))
    gone.delete()

    services.restore_hr_partners(before, amara.pk, by=acting(amara))

    assert dict(Person.objects.filter(pk__in=before).values_list("pk", "hr_partner")) == {
        ben.pk: None,
        chidi.pk: later.pk,
    }


def test_removing_the_sample_leaves_only_real_people(amara):
    boss = services.create_person({"email": "s@example.test", "is_sample": True}, by=acting(amara))
    real = services.create_person({"email": "r@example.test", "manager": boss}, by=acting(amara))
    assert services.remove_sample() == 2
    real.refresh_from_db()
    assert (real.manager_id, real.manager_path) == (None, [])
    assert not Person.objects.filter(is_sample=True).exists()
    assert facade.as_of(timezone.localdate() + timedelta(days=1)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_change_managers_at_once_close_no_circle(amara, ben, chidi):
    services.update_person(chidi, {"manager": None}, by=acting(amara))
    before = Person.objects.get(pk=chidi.pk)

    with held_up(lambda: services.update_person(ben, {"manager": before}, by=acting(amara))) as outcomes:
        services.update_person(chidi, {"manager": ben}, by=acting(amara))

    assert [type(outcome) for outcome in outcomes] == [RuleBroken]
    assert Person.objects.get(pk=ben.pk).manager_id is None


def test_a_leaving_date_that_comes_ends_the_employment_and_one_that_was_overruled_does_not(amara, ben, chidi):
    by, zed = acting(amara), make_person("Zed")
    with time_machine.travel("2026-01-10 12:00Z", tick=False):
        services.update_person(chidi, {"termination_date": date(2026, 3, 31)}, by=by)
        services.update_person(ben, {"termination_date": date(2026, 3, 31)}, by=by)
        services.update_person(zed, {"termination_date": date(2026, 4, 1)}, by=by)
        tasks.note_leavers()
        assert facade.present_people().filter(pk__in=[ben.pk, chidi.pk, zed.pk]).count() == 3

    with time_machine.travel("2026-03-31 12:00Z", tick=False):
        tasks.note_leavers()
        assert set(facade.present_people()) == {amara, zed}
        assert queries.attributes_on(chidi.pk, date(2026, 3, 30))["employment_status"] == "active"
        assert queries.attributes_on(chidi.pk, date(2026, 3, 31))["employment_status"] == "terminated"
        assert Entry.objects.get(action="people.left").details["people"] == 2

    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        services.update_person(
            ben, {"employment_status": "active"}, by=by
        )  # rehired; the old date is still there
        tasks.note_leavers()
        assert set(facade.present_people()) == {amara, ben}


def test_a_leaving_date_in_the_past_of_which_nothing_else_is_said_means_left(amara, chidi):
    services.update_person(chidi, {"termination_date": date(2020, 3, 31)}, by=acting(amara))
    assert not facade.present_people().filter(pk=chidi.pk).exists()
