"""`up --phone`: what phones in the network may open, and what they may not."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from tests.conftest import make_person

from allaboard.foundation.people.models import Import
from allaboard.project import environment
from allaboard.project.cli import phone
from allaboard.project.refusals.middleware import SampleOnlyMiddleware


def test_links_carry_the_address_that_the_network_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLABOARD_HOST", "127.0.0.1")
    monkeypatch.setenv("ALLABOARD_PUBLIC_URL", "")
    monkeypatch.setenv("ALLABOARD_PORT", "8123")
    monkeypatch.setenv("ALLABOARD_SAMPLE_ONLY", "")
    monkeypatch.setattr(phone, "address_here", lambda: "192.168.4.7")

    phone.listen_to_phones()

    assert environment.HOST.value() == "192.168.4.7"
    assert environment.PUBLIC_URL.value() == "http://192.168.4.7:8123"
    assert environment.SAMPLE_ONLY.value()


@pytest.mark.parametrize(
    ("address", "says"),
    [("", "no network"), ("127.0.0.1", "no network"), ("93.184.216.34", "whole internet")],
)
def test_where_no_phone_or_everybody_could_reach_it_nothing_starts(
    address: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        phone.require_local(address)

    assert left.value.code == phone.REFUSED
    assert says in capsys.readouterr().err


def test_own_people_are_never_shown_to_the_network(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    make_person("Sam", is_sample=True)
    phone.require_no_own_people()
    make_person("Nora")

    with pytest.raises(SystemExit):
        phone.require_no_own_people()

    assert "unencrypted" in capsys.readouterr().err


def test_own_people_who_come_in_while_phones_may_look_close_every_page(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLABOARD_SAMPLE_ONLY", "yes")
    make_person("Sam", is_sample=True)
    answer = SampleOnlyMiddleware(lambda request: HttpResponse("Sam"))
    assert answer(HttpRequest()).content == b"Sam"

    run = Import.objects.create(file_name="people.csv")
    assert answer(HttpRequest()).status_code == 403
    run.delete()
    assert answer(HttpRequest()).status_code == 200
    make_person("Nora")
    refused = answer(HttpRequest())

    assert refused.status_code == 403
    assert b"without --phone" in refused.content


def test_without_phones_nobody_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLABOARD_SAMPLE_ONLY", "")
    with pytest.raises(MiddlewareNotUsed):
        SampleOnlyMiddleware(lambda request: HttpResponse())
