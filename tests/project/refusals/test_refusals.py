"""Every refusal says what happened, what to do, and a reference that the log knows."""

import io
import re

import pytest
from django.test import Client
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.services.drafts import start_campaign

UNANSWERED = "a-secret-that-points-to-somebody"


def require_told(answer, log_lines, *, heading, advice):
    """The page names what happened and what to do, and its reference stands in header and log."""
    page = answer.content.decode()
    reference = answer["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{8}", reference)
    assert f"<h1>{heading}</h1>" in page
    assert advice in page
    assert f"<code>{reference}</code>" in page
    assert any(line.startswith(reference) for line in log_lines())


@pytest.mark.django_db
class TestPages:
    def test_a_page_of_another_role(self, chidi, log_lines):
        answer = signed_in(chidi).get("/audit/")

        assert answer.status_code == 403
        require_told(answer, log_lines, heading="This is not open to you", advice="ask an administrator")
        assert chidi.email in answer.content.decode()

    def test_an_address_that_is_not_there(self, chidi, log_lines):
        answer = signed_in(chidi).get("/no-such-page/")

        assert answer.status_code == 404
        require_told(answer, log_lines, heading="There is nothing here", advice="Check the address")

    def test_a_form_without_its_token(self, chidi, log_lines):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(chidi.user)
        answer = browser.post("/access/account/", {"theme": "dark"})
        chidi.user.refresh_from_db()

        assert answer.status_code == 403
        assert chidi.user.theme != "dark"
        require_told(answer, log_lines, heading="This form was not sent", advice="reload the page")

    def test_an_address_of_a_button_opened_by_itself(self, amara, log_lines):
        answer = signed_in(amara).get("/views/keep/")

        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        require_told(answer, log_lines, heading="This is not a page", advice="Go back to the page")

    @pytest.mark.parametrize(
        ("address", "kind"), [("/people/imports/new/", "text/html"), ("/api/v1/people/imports", "json")]
    )
    def test_a_file_that_is_announced_with_three_gigabytes(self, amara, address, kind):
        answer = signed_in(amara).post(
            address, {"file": io.BytesIO(b"email\na@x.test\n")}, CONTENT_LENGTH="3000000000"
        )

        assert answer.status_code == 413
        assert kind in answer["Content-Type"]

    def test_a_form_larger_than_we_take(self, chidi, log_lines, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
        answer = signed_in(chidi).post("/access/account/", {"theme": "x" * 2_000})

        assert answer.status_code == 413
        require_told(answer, log_lines, heading="This is too large", advice="a smaller file")

    def test_an_address_with_a_nul_character(self, client, log_lines):
        answer = client.get("/access/account/?next=%00")

        assert answer.status_code == 400
        require_told(answer, log_lines, heading="We could not read this", advice="Go back")

    def test_too_many_tries_at_signing_in(self, client, log_lines, settings, chidi):
        settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
        guess = {"login": chidi.email, "password": "wrong-wrong-wrong"}
        first, second, third = (client.post("/account/login/", guess) for _try in range(3))

        assert (first.status_code, second.status_code, third.status_code) == (422, 422, 429)
        assert third["Retry-After"] == "300"
        require_told(third, log_lines, heading="Too many tries", advice="Wait five minutes")

    def test_a_visitor_behind_a_proxy_is_counted_alone(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = {"login": "1/m/ip"}, 1
        guess = {"login": "somebody@example.test", "password": "wrong-wrong-wrong"}
        addresses = ("203.0.113.1", "203.0.113.2", "198.51.100.9, 203.0.113.1")
        answers = [
            client.post("/account/login/", guess, headers={"x-forwarded-for": one}) for one in addresses
        ]

        assert [answer.status_code for answer in answers] == [422, 422, 429]

    def test_the_log_holds_no_secret_of_an_address(self, client, log_lines):
        assert client.get(f"/listen/a/{UNANSWERED}/").status_code == 404

        assert any("listen/a/<str:token>/" in line for line in log_lines())
        assert UNANSWERED not in " ".join(log_lines())


@pytest.mark.django_db
class TestButtonsThatARuleStandsAgainst:
    """A button that was refused leaves the person on the page that it stands on, with the reason."""

    HERE = "http://testserver/campaigns/?status=draft"

    @pytest.fixture
    def submit(self, amara):
        draft = start_campaign("Nothing in it yet", by=acting(amara))
        return f"/campaigns/{draft.pk}/submit/"

    def test_the_page_comes_back_with_a_toast(self, amara, submit):
        browser = signed_in(amara)
        answer = browser.post(submit, headers={"referer": self.HERE}, follow=True)

        assert answer.redirect_chain == [(self.HERE, 302)]
        assert 'data-tone="error"><p>It cannot go to review yet' in answer.content.decode()

    def test_not_to_a_page_of_somebody_else(self, amara, submit):
        answer = signed_in(amara).post(submit, headers={"referer": "http://elsewhere.test/trap"})

        assert answer.status_code == 422
        assert "This cannot be done" in answer.content.decode()

    def test_words_that_were_typed_stay_behind_the_back_button(self, amara, submit):
        answer = signed_in(amara).post(submit, {"note": "three lines"}, headers={"referer": self.HERE})

        assert answer.status_code == 422


class TestFaults:
    """No database is allowed in these tests: asking it is the fault."""

    @pytest.fixture
    def unlucky(self):
        return Client(raise_request_exception=False)

    def test_the_page_needs_no_database(self, unlucky, log_lines):
        answer = unlucky.get("/health/")

        assert answer.status_code == 500
        require_told(answer, log_lines, heading="Something broke on our side", advice="Try again in a moment")

    def test_nor_a_session(self, unlucky, log_lines):
        unlucky.cookies["session"] = UNANSWERED
        answer = unlucky.get("/")

        assert answer.status_code == 500
        require_told(answer, log_lines, heading="Something broke on our side", advice="Try again in a moment")

    def test_the_log_holds_what_broke_but_no_secret_of_the_address(self, unlucky, log_lines, caplog):
        unlucky.get(f"/access/link/{UNANSWERED}/")

        assert any(record.exc_info for record in caplog.records)
        assert any("access/link/<str:secret>/" in line for line in log_lines())
        assert UNANSWERED not in " ".join(log_lines())

    def test_a_program_gets_the_reference_too(self, unlucky, log_lines):
        answer = unlucky.get("/api/v1/people", headers={"authorization": "Bearer allaboard_x"})

        assert answer.status_code == 500
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["reference"] == answer["X-Request-ID"]


@pytest.mark.django_db
class TestPrograms:
    @pytest.mark.parametrize(
        ("path", "status"),
        [("/api/v1/no-such", 404), ("/api/v1/audit/entries", 403), ("/api/v1/people/987654", 404)],
    )
    def test_every_problem_carries_the_reference(self, chidi, path, status):
        answer = signed_in(chidi).get(path)

        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["reference"] == answer["X-Request-ID"]

    def test_a_body_larger_than_we_take(self, amara, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
        answer = signed_in(amara).post(
            "/api/v1/people", '{"x": "' + "x" * 2_000 + '"}', content_type="application/json"
        )

        assert answer.status_code == 413
        assert answer.json()["title"] == "Too large"
