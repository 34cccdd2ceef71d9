"""Our mail sender beside Postfix's `smtp-source`, both into `smtp-sink` on this machine; prints JSON with ratios.

Same number of mails, ten persistent sessions each, about 10 KB a mail. The rounds are taken in turn, and medians compared,
because other work on the machine slows both. Targets: the sender alone ≥ 0.8, with the ledger in PostgreSQL ≥ 0.3.
"""

import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from allaboard.foundation.delivery.facade import Message
    from allaboard.foundation.people.models import Person

SESSIONS = 10
MAILS = int(os.environ.get("BENCH_MAILS", "20000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
BODY_BYTES = 10_240


def tool(name: str) -> str:
    """The path of one of Postfix's test tools; they are often outside of PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/libexec/postfix") or ""


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """smtp-sink on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    who = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen(
        [tool("smtp-sink"), *who, f"127.0.0.1:{port}", "1000"], stderr=subprocess.DEVNULL
    )
    try:
        for _attempt in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)  # smtp-sink tells nobody when it begins to listen
        yield port
    finally:
        process.terminate()
        process.wait()


def mails_per_second(send: Callable[[], object]) -> float:
    """How fast one round of MAILS mails went."""
    start = time.perf_counter()
    send()
    return MAILS / (time.perf_counter() - start)


def reference(port: int) -> None:
    """smtp-source with persistent sessions."""
    amounts = ["-s", str(SESSIONS), "-m", str(MAILS), "-l", str(BODY_BYTES)]
    subprocess.run([tool("smtp-source"), "-d", *amounts, f"127.0.0.1:{port}"], check=True)


def main() -> None:
    """Measure, and print what was found."""
    if not tool("smtp-source") or not tool("smtp-sink"):
        print(
            json.dumps(
                {
                    "benchmark": "delivery_smtp",
                    "skipped": "smtp-source and smtp-sink (Debian: postfix) are absent",
                }
            )
        )
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allaboard.project.settings")
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    import django

    django.setup()
    print(json.dumps(measured(), indent=2))


def measured() -> dict[str, object]:
    """Medians of all rounds, and their ratios."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = add_people()
    rates: dict[str, list[float]] = {"smtp_source": [], "sender": [], "ledger": []}
    with sink() as port:
        settings.SMTP_URL = f"smtp://127.0.0.1:{port}?tls=none&connections={SESSIONS}"
        for number in range(ROUNDS):
            rates["smtp_source"].append(mails_per_second(lambda: reference(port)))
            rates["sender"].append(mails_per_second(sender_alone()))
            rates["ledger"].append(mails_per_second(with_ledger(people, number)))
    medians = {name: statistics.median(values) for name, values in rates.items()}
    return {
        "benchmark": "delivery_smtp",
        "mails": MAILS,
        "rounds": ROUNDS,
        "mails_per_second": {name: round(value) for name, value in medians.items()},
        "sender_ratio": round(medians["sender"] / medians["smtp_source"], 2),
        "sender_target": 0.8,
        "ledger_ratio": round(medians["ledger"] / medians["smtp_source"], 2),
        "ledger_target": 0.3,
    }


def message() -> "Message":
    """About 10 KB in text and HTML, with the fields of an ordinary mail."""
    from allaboard.foundation.delivery.facade import Message

    body = "Hello {first_name},\n\n" + "A sentence of ordinary length that says one thing plainly. " * 33
    return Message(
        "News for {first_name}", body, "Read on", "https://hr.example.test/{first_name}", "You work here."
    )


def add_people() -> "QuerySet[Person]":
    """As many people as there are mails."""
    from allaboard.foundation.people.models import Person

    Person.objects.bulk_create(
        (Person(email=f"p{number}@example.test", given_name=f"P{number}") for number in range(MAILS)),
        batch_size=5_000,
    )
    return Person.objects.filter(email__endswith="@example.test")


def sender_alone() -> Callable[[], None]:
    """Sends parcels that are ready, journal included, without a database."""
    from django.conf import settings

    from allaboard.foundation.delivery.channels.configured import mail_server
    from allaboard.foundation.delivery.channels.smtp import SmtpChannel
    from allaboard.foundation.delivery.composing.mime import sender_from
    from allaboard.foundation.delivery.composing.shapes import shapes_of
    from allaboard.foundation.delivery.parcels import Parcel
    from allaboard.foundation.delivery.services.recovering import open_journal

    shapes = shapes_of(message())
    values = [{"first_name": f"P{n}", "action_url": f"https://hr.example.test/P{n}"} for n in range(MAILS)]
    parcels = [
        Parcel(n, 1, n, "email", 0, "en", f"p{n}@example.test", f"P{n}", "", shapes, values[n])
        for n in range(MAILS)
    ]

    def send() -> None:
        server = mail_server()
        assert server
        with contextlib.closing(open_journal()) as journal:
            channel = SmtpChannel(server, sender_from(settings.DEFAULT_FROM_EMAIL), journal)
            batches = [
                channel.deliver(parcels[first : first + 500], "bench") for first in range(0, MAILS, 500)
            ]
            sent = sum(outcome.state == "sent" for batch in batches for outcome in batch.result())
            channel.close()
        assert sent == MAILS, f"{sent} of {MAILS}"

    return send


def with_ledger(people: "QuerySet[Person]", number: int) -> Callable[[], None]:
    """Claims, sends, writes results and contacts; planning is done before."""
    from allaboard.foundation.access.roles import SYSTEM
    from allaboard.foundation.delivery.facade import Send, progress, run_due, schedule

    planned = schedule(Send(f"bench-{number}", message(), people, channels=("email",), area="bench"), SYSTEM)

    def send() -> None:
        while run_due(seconds=600):
            pass
        assert progress(planned.id).sent == MAILS

    return send


if __name__ == "__main__":
    main()
