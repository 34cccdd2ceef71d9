"""`up --phone`: phones in the same network can open the sample company."""

import ipaddress
import os
import socket

from allaboard.project import environment
from allaboard.project.cli.leaving import leave

# Never reached: asking for the way there sends nothing, and tells which of our addresses the network sees.
SOMEWHERE_ELSE = ("192.0.2.1", 9)
REFUSED = 2  # exit code
WARNING = (
    "Phones in this network can open these links, and so can anybody there who has one; what passes is not encrypted. "
    "That is for the sample company alone: once a file of your own people or one of them is here, nothing is answered. "
    "Start again without --phone to close it."
)


def listen_to_phones() -> None:
    """Let this run, and what it starts, listen on the address that the local network sees, and print links with it."""
    address = require_local(address_here())
    os.environ[environment.HOST.name] = address
    os.environ[environment.SAMPLE_ONLY.name] = "yes"
    os.environ[environment.PUBLIC_URL.name] = f"http://{address}:{environment.PORT.value()}"


def require_no_own_people() -> None:
    """Leave when there is anybody in the directory who is not of the sample company."""
    from allaboard.foundation.people.facade import holds_own_people

    if holds_own_people():
        leave(
            "--phone is for the sample company: your own people's data would pass through the network unencrypted.",
            "put a proxy with https in front; docs/operations/configuration.md says which variables it needs.",
            code=REFUSED,
        )


def address_here() -> str:
    """The address of this computer in its network; empty when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE_ELSE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def require_local(address: str) -> str:
    """The address, or leave: phones need one, and one that the whole internet sees is not for them."""
    if not address or ipaddress.ip_address(address).is_loopback:
        leave(
            "This computer is in no network.", "join the network of the phone, then try again.", code=REFUSED
        )
    if not ipaddress.ip_address(address).is_private:
        leave(
            f"The whole internet may see this computer, at {address}.",
            "use --phone on a computer behind a router, in an office or at home.",
            code=REFUSED,
        )
    return address
