"""A message to everyone."""

from allaboard.foundation.delivery.facade import Message, Send
from allaboard.foundation.people.models import Person

HELLO = Message("Hello {first_name}", "Dear **{first_name}**, you work in {department}.")


def links(base: str, people: list[int]) -> dict[int, dict[str, str]]:
    return {person: {"action_url": f"{base}/{person}"} for person in people}


def to_everyone(key: str = "hello", message: Message = HELLO, **fields: object) -> Send:
    return Send(key=key, message=message, audience=Person.objects.all(), area="campaigns", **fields)  # type: ignore[arg-type]
