"""Mail that somebody waits for, while the mail server takes none: what they read, and what stands all the same."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import signed_in

from .scripted_server import closed_port

PASSWORD, ANOTHER = "a long and simple one", "another long and simple one"


@pytest.fixture(autouse=True)
def mail_server_is_down(settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{closed_port()}?tls=none"
    settings.EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"


@pytest.mark.parametrize("page", ["account_reset_password", "account_request_login_code"])
def test_whoever_waits_for_it_reads_what_to_do_and_nothing_of_who_has_an_account(chidi, page):
    known, stranger = (
        Client().post(reverse(page), {"email": email}) for email in (chidi.email, "nobody@example.test")
    )

    assert (known.status_code, stranger.status_code) == (422, 422)
    assert "The e-mail could not be sent just now. Try again in a few minutes." in known.content.decode()


def test_a_change_stands_though_the_word_of_it_cannot_be_sent(chidi, caplog):
    chidi.user.set_password(PASSWORD)
    chidi.user.save()

    changed = signed_in(chidi).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER},
    )

    assert changed.status_code == 302
    chidi.user.refresh_from_db()
    assert chidi.user.check_password(ANOTHER)
    assert "A mail could not be sent" in caplog.text
