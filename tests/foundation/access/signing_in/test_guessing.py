"""Passwords, codes and links are not guessed, and nobody learns who has an account."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.foundation.access.signing_in.conftest import typed

from allaboard.foundation.access.facade import sign_in_link
from allaboard.foundation.access.models import User

pytestmark = pytest.mark.django_db


def test_pages_tell_nothing_of_who_has_an_account(with_password):
    answers = {}
    for email in (with_password.email, "nobody@example.test"):
        cache.clear()
        browser = Client()
        wrong = browser.post("/account/login/", {"login": email, "password": "wrong-wrong-wrong"})
        code = browser.post("/account/login/code/", {"email": email}, follow=True)
        reset = Client().post("/account/password/reset/", {"email": email}, follow=True)
        answers[email] = [
            (
                answer.status_code,
                re.sub(r'(csrf\w*|nonce)[^>]*?="[^"]*"|value="[^"]*"', "", answer.content.decode()).replace(
                    email, "E"
                ),
            )
            for answer in (wrong, code, reset)
        ]
    known, unknown = answers.values()

    assert known == unknown


def test_a_password_is_not_guessed(with_password):
    for _try in range(5):
        typed(Client(), with_password, "wrong")
    stopped = typed(Client(), with_password)

    assert stopped.status_code in {422, 429}
    assert "Too many tries" in stopped.content.decode()


def test_a_code_is_not_guessed(with_password):
    browser = Client()
    browser.post("/account/login/code/", {"email": with_password.email})
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
    for _try in range(5):
        browser.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    browser.post("/account/login/code/confirm/", {"code": code})

    assert "_auth_user_id" not in browser.session


def test_a_code_ends(with_password):
    browser = Client()
    browser.post("/account/login/code/", {"email": with_password.email})
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        browser.post("/account/login/code/confirm/", {"code": code})

    assert "_auth_user_id" not in browser.session


def test_a_code_belongs_to_the_browser_that_asked_and_opens_once(with_password):
    asked, other = Client(), Client()
    asked.post("/account/login/code/", {"email": with_password.email})
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
    other.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in other.session
    asked.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" in asked.session
    asked.post("/account/logout/")
    asked.post("/account/login/code/confirm/", {"code": code})

    assert "_auth_user_id" not in asked.session


def test_a_reset_link_opens_once(with_password):
    Client().post("/account/password/reset/", {"email": with_password.email})
    link = urlsplit(re.search(r"https?://\S+/reset/\S+", str(mail.outbox[-1].body)).group()).path
    new = {"password1": "quite new words here", "password2": "quite new words here"}
    first, second = Client(), Client()
    first.post(first.get(link, follow=True).request["PATH_INFO"], new)
    page = second.get(link, follow=True)

    assert User.objects.get(pk=with_password.user.pk).check_password("quite new words here")
    assert "no longer works" in page.content.decode()


def test_mails_are_not_asked_for_without_end(with_password):
    for _try in range(8):
        Client().post("/account/login/code/", {"email": with_password.email})
    codes = len(mail.outbox)
    for _try in range(12):
        Client().post("/account/password/reset/", {"email": with_password.email})

    assert codes <= 3
    assert len(mail.outbox) - codes <= 8


@pytest.mark.parametrize("address", ["/account/login/code/", "/account/password/reset/"])
def test_nobody_writes_to_the_world_through_us(with_password, address):
    answers = [
        Client().post(address, {"email": email}).status_code
        for email in ("victim@elsewhere.test", "unknown@example.test", with_password.email)
    ]

    assert answers == [302, 302, 302]
    assert [sent.to for sent in mail.outbox] == [["unknown@example.test"], [with_password.email]]


def test_a_link_opens_once_and_not_after_its_time(chidi):
    link = sign_in_link(chidi.user, 30)
    first, second, late = Client(), Client(), Client()
    first.post(link)
    assert second.post(link).status_code == 422
    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session
    link = sign_in_link(chidi.user, 30)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert late.post(link).status_code == 422
    assert "_auth_user_id" not in late.session
