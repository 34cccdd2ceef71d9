import pytest
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_the_language_chosen_under_my_account_wins_over_the_browsers(chidi):
    browser = signed_in(chidi)
    browser.post("/access/account/", {"theme": "dark", "language": "de", "single_key_shortcuts": "on"})

    page = browser.get("/access/account/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="de"' in page
    assert 'data-theme="dark"' in page


def test_what_was_saved_is_said_in_the_language_just_chosen(chidi):
    browser = signed_in(chidi)

    german = browser.post("/access/account/", {"theme": "", "language": "de"}, follow=True)
    browsers_own = browser.post(
        "/access/account/", {"theme": "", "language": ""}, headers={"accept-language": "es"}, follow=True
    )

    assert "Gespeichert." in german.content.decode()
    assert "Guardado." in browsers_own.content.decode()


def test_each_language_is_offered_by_its_own_name(chidi):
    page = signed_in(chidi).get("/access/account/", headers={"accept-language": "en"}).content.decode()

    for name in ("English", "Deutsch", "Español", "Français"):
        assert name in page
