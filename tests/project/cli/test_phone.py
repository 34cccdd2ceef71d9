"""`up --phone`: what phones in the network may open, and what they may not."""

import pytest
from tests.conftest import make_person

from allaboard.project import environment
from allaboard.project.cli import phone


def test_links_carry_the_address_that_the_network_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLABOARD_HOST", "127.0.0.1")
    monkeypatch.setenv("ALLABOARD_PUBLIC_URL", "")
    monkeypatch.setenv("ALLABOARD_PORT", "8123")
    monkeypatch.setattr(phone, "address_here", lambda: "192.168.4.7")

    phone.listen_to_phones()

    assert environment.HOST.value() == "192.168.4.7"
    assert environment.PUBLIC_URL.value() == "http://192.168.4.7:8123"


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
