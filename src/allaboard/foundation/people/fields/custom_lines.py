"""Custom fields as lines of text that a person reads and changes, and back again, with nothing lost."""

import re
from collections.abc import Iterator, Mapping

GOES_ON = " "
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def custom_text(fields: Mapping[str, object]) -> str:
    """Each field as “name: value”; further lines of a value begin with a space."""
    return "\n".join(f"{name}: {_text(value)}" for name, value in sorted(fields.items()))


def custom_fields(text: str, held: Mapping[str, object]) -> dict[str, object] | None:
    """What the lines say; None if one of them has no name. An empty value is forgotten.

    Args:
        text: as `custom_text` writes it.
        held: the fields so far: what a line leaves as it is stays what it is, and a number stays a number.
    """
    said = [_split(line, held) for line in _whole_lines(text)]
    if not all(name for name, _value in said):
        return None
    return {name: _value_of(value, held.get(name)) for name, value in said if value}


def _text(value: object) -> str:
    return f"\n{GOES_ON}".join(_lines(str(value)))


def _lines(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


def _whole_lines(text: str) -> Iterator[str]:
    """The lines, with those that go on joined to the one above."""
    whole: list[str] = []
    for line in _lines(text):
        if line.startswith(GOES_ON) and whole:
            whole[-1] += f"\n{line.removeprefix(GOES_ON)}"
        elif line.strip():
            whole.append(line)
    yield from whole


def _split(line: str, held: Mapping[str, object]) -> tuple[str, str]:
    """Name and value; a name that is known may itself hold a colon. Without a colon there is no name."""
    known = [name for name in held if line.startswith(f"{name}:")]
    if known:
        name = max(known, key=len)
        return name, line.removeprefix(f"{name}:").strip()
    name, colon, value = line.partition(":")
    return (name.strip() if colon else ""), value.strip()


def _value_of(said: str, held: object) -> object:
    if "\n".join(_lines(str(held))).strip() == said:
        return held
    is_number = isinstance(held, int | float) and not isinstance(held, bool)
    if not is_number or not NUMBER.fullmatch(said):
        return said
    return float(said) if "." in said else int(said)
