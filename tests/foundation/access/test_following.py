"""Users sign in with the e-mail that the directory has of them; whose mailbox it is, decides who comes in."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed
from allaboard.foundation.access import following, undoing
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people.facade import import_people
from allaboard.foundation.people.importing.services import undo_import
from allaboard.foundation.people.models import Import, Person
from allaboard.foundation.people.services import create_person, update_person
from allaboard.foundation.undo.models import Offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def comes_in_as(email: str) -> str:
    """As whom somebody comes in who reads this mailbox; nobody when no code comes."""
    browser, before = Client(), len(mail.outbox)
    browser.post("/account/login/code/", {"email": email})
    codes = [re.search(r"^\w{3,}-?\w{3,}$", str(sent.body), re.MULTILINE) for sent in mail.outbox[before:]]
    if not codes or codes[0] is None:
        return "nobody"
    browser.post("/account/login/code/confirm/", {"code": codes[0].group()})
    user = User.objects.filter(pk=browser.session.get("_auth_user_id", 0)).select_related("person").first()
    return user.person.given_name if user and user.person else "nobody"


def moved(person: Person, email: str | None, by: Person) -> None:
    update_person(Person.objects.get(pk=person.pk), {"email": email}, by=acting(by))


def test_whoever_has_a_new_e_mail_signs_in_with_it_and_no_longer_with_the_old_one(amara):
    anna = make_person("Anna", email="anna.maiden@example.test", external_id="A1")
    EmailAddress.objects.create(user=anna.user, email=anna.email, verified=True, primary=True)
    browser = signed_in(anna)
    moved(anna, "Anna.Married@example.test", amara)

    assert comes_in_as("anna.married@example.test") == "Anna"
    assert comes_in_as("anna.maiden@example.test") == "nobody"
    assert browser.get("/access/account/").status_code == 200
    entry = Entry.objects.get(action="access.email_changed")
    assert (entry.object_label, entry.details) == (
        "anna.married@example.test",
        {"before": "anna.maiden@example.test"},
    )


def test_an_e_mail_that_goes_to_somebody_else_no_longer_opens_the_first_ones_account(amara):
    left = make_person("John", email="john@example.test", external_id="J1")
    moved(left, None, amara)
    create_person({"given_name": "Joan", "email": "john@example.test"}, by=acting(amara))

    assert comes_in_as("john@example.test") == "Joan"
    assert not User.objects.get(person=left).has_address


def test_two_people_who_swap_e_mails_each_keep_their_own_account(amara):
    ann, bob = make_person("Ann", email="ann@example.test"), make_person("Bob", email="bob@example.test")
    moved(ann, "between@example.test", amara)
    moved(bob, "ann@example.test", amara)
    moved(ann, "bob@example.test", amara)

    assert comes_in_as("ann@example.test") == "Bob"
    assert comes_in_as("bob@example.test") == "Ann"


def test_many_e_mails_change_hands_at_once(amara):
    people = [make_person(f"P{number}", email=f"p{number}@example.test") for number in range(3)]
    for number, person in enumerate(people):
        Person.objects.filter(pk=person.pk).update(email=f"x{number}@example.test")
    for number, person in enumerate(people):
        Person.objects.filter(pk=person.pk).update(email=f"p{(number + 1) % 3}@example.test")
    following.follow_directory(by=acting(amara))

    assert [User.objects.get(person=person).email for person in people] == [
        "p1@example.test",
        "p2@example.test",
        "p0@example.test",
    ]


def test_the_directory_moves_no_administrators_codes_to_another_mailbox(alex, amara):
    old = alex.email
    moved(alex, "amaras.own@example.test", amara)

    assert comes_in_as("amaras.own@example.test") == "nobody"
    assert comes_in_as(old) == "Alex"
    with pytest.raises(NotAllowed):
        following.take_emails(User.objects.all(), by=acting(amara))
    moved(make_person("Eve"), old, amara)  # now the old mailbox is somebody else's
    assert comes_in_as(old) == "Eve"


def test_an_administrator_takes_over_the_new_e_mail_of_who_holds_a_role(alex, amara):
    rita = grant(make_person("Rita", email="rita@old.test"), Role.RECRUITER)
    moved(rita, "rita@new.test", amara)
    browser = signed_in(alex)
    page = browser.get(f"/access/users/{rita.user.pk}/").content.decode()
    assert "The directory now has rita@new.test" in page.replace("<wbr>", "")
    assert browser.get("/access/users/?email=differs").context["table"].total == 1
    answer = browser.post("/access/users/emails/", {"chosen": [rita.user.pk, alex.user.pk]}, follow=True)
    assert "1 user signs in with the e-mail of the directory now." in answer.content.decode()

    assert comes_in_as("rita@new.test") == "Rita"
    assert browser.get("/access/users/?email=differs").context["table"].total == 0
    browser.post(f"/undo/{Offer.objects.get().pk}/")
    assert comes_in_as("rita@old.test") == "Rita"


def test_an_e_mail_that_went_to_somebody_else_meanwhile_is_not_given_back(alex, amara):
    rita = grant(make_person("Rita", email="rita@old.test"), Role.RECRUITER)
    moved(rita, "rita@new.test", amara)
    undoing.take_emails(User.objects.filter(person=rita), acting(alex))
    create_person({"given_name": "Eve", "email": "rita@old.test"}, by=acting(amara))
    signed_in(alex).post(f"/undo/{Offer.objects.get().pk}/")

    assert comes_in_as("rita@new.test") == "Rita"
    assert comes_in_as("rita@old.test") == "Eve"


def test_a_program_takes_over_the_new_e_mail_too(alex, amara):
    rita = grant(make_person("Rita", email="rita@old.test"), Role.RECRUITER)
    moved(rita, "rita@new.test", amara)
    address = f"/api/v1/access/users/{rita.user.pk}/email-of-directory"
    assert signed_in(amara).post(address).status_code == 404
    assert signed_in(alex).post(address).json()["email"] == "rita@new.test"


def test_an_import_moves_the_e_mail_and_its_undoing_moves_it_back(amara, tmp_path):
    anna = make_person("Anna", email="anna.maiden@example.test", external_id="A1")
    file = tmp_path / "people.csv"
    file.write_text("id,email\nA1,anna.married@example.test\n")
    done = import_people(file, by=acting(amara))
    assert User.objects.get(person=anna).email == "anna.married@example.test"
    undo_import(Import.objects.get(pk=done.id), by=acting(amara))

    assert User.objects.get(person=anna).email == "anna.maiden@example.test"


def test_who_signs_in_and_is_nobody_in_the_directory_keeps_their_e_mail(amara, dina):
    ann = make_person("Ann", email="ann@example.test")
    moved(ann, dina.email, amara)

    assert {User.objects.get(pk=dina.pk).email, User.objects.get(person=ann).email} == {
        "dina@example.test",
        "ann@example.test",
    }
