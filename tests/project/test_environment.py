"""What the environment says of an installation, read or refused by name."""

import pytest

from allaboard.project import environment


@pytest.mark.parametrize("text", ["0", "65536", "80x", "-1", "8000.5"])
def test_a_port_that_is_none_is_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLABOARD_PORT", text)

    with pytest.raises(environment.UnreadableVariableError, match="from 1 to 65535"):
        environment.PORT.value()


def test_a_port_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLABOARD_PORT", "8123")

    assert environment.PORT.value() == 8123


@pytest.mark.parametrize("text", ["nonsense", "sqlite:///x.db", "host=localhost dbname=people"])
def test_a_server_that_is_no_address_of_postgresql_is_named(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLABOARD_DATABASE_URL", text)

    with pytest.raises(environment.UnreadableVariableError, match="postgresql://user"):
        environment.DATABASE_URL.value()
