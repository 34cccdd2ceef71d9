"""Whether the time of an answer tells who has an account: the three forms of signing in that anybody may send.

Each form is sent for an address with a password, one without, one of somebody who comes for the first time, and one that
nobody has; in turns, so that a busy machine slows all of them alike. The unknown address is the reference: a ratio of 1
tells nothing. Beside each ratio stand the median and the middle half in milliseconds, because a difference within the
middle half cannot be seen in one try (docs/decisions/0011-who-has-an-account.md).

    ./allaboard bench sign_in
    PYTHONPATH=src .venv/bin/python benchmarks/sign_in_enumeration.py --tries 10
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from allaboard.project.cli.database import database, migrate_tables
from allaboard.project.processes.loading import set_up_django

FORMS = {
    "wrong password": ("/account/login/", "login", {"password": "wrong-wrong-wrong"}),
    "sign-in code": ("/account/login/code/", "email", {}),
    "new password": ("/account/password/reset/", "email", {}),
}
REFERENCE = "unknown"
Times = dict[str, list[float]]


def addresses(form: str, tries: int) -> dict[str, list[str]]:
    """One address for each try; of those who have an account, and of newcomers, all are in the directory."""
    from django.contrib.auth.hashers import make_password

    from allaboard.foundation.access.models import User
    from allaboard.foundation.people.models import Person

    found = {
        kind: [f"{form}.{kind}.{number}@example.test".replace(" ", "-") for number in range(tries)]
        for kind in ("has a password", "has none", "comes for the first time", REFERENCE)
    }
    secret = make_password("four words not together")
    for kind in ("has a password", "has none", "comes for the first time"):
        people = Person.objects.bulk_create(
            Person(given_name="Pat", email=email, external_id=email) for email in found[kind]
        )
        if kind != "comes for the first time":
            password = secret if kind == "has a password" else make_password(None)
            User.objects.bulk_create(
                User(email=person.email, person=person, password=password) for person in people
            )
    return found


def milliseconds(form: str, email: str) -> float:
    """How long the answer to one try takes; nobody is slowed down as one who tries too often."""
    from django.conf import settings
    from django.core.cache import cache
    from django.test import Client

    address, field, more = FORMS[form]
    cache.clear()
    client = Client(headers={"host": settings.PUBLIC_URL.partition("//")[2]})
    started = time.perf_counter()
    answer = client.post(address, {field: email, **more})
    taken = time.perf_counter() - started
    if answer.status_code not in {302, 422}:
        raise SystemExit(f"{form}: {address} answers {answer.status_code}")
    return taken * 1_000


def measured(form: str, tries: int) -> Times:
    """Milliseconds of each try, by the kind of address, sent in turns; a first try of each only warms up."""
    by_kind, times = addresses(form, tries + 1), defaultdict(list)
    for number in range(tries + 1):
        for kind, emails in by_kind.items():
            taken = milliseconds(form, emails[number])
            if number:
                times[kind].append(taken)
    return times


def told(times: Times) -> dict[str, object]:
    """Median, middle half and ratio to the unknown address, for each kind."""
    reference = statistics.median(times[REFERENCE])
    return {
        kind: {
            "ratio": round(statistics.median(taken) / reference, 3),
            "milliseconds": round(statistics.median(taken), 1),
            "middle_half": [round(quarter, 1) for quarter in statistics.quantiles(taken, n=4)[::2]],
        }
        for kind, taken in times.items()
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="allaboard-bench-") as folder:
        for name in ("ALLABOARD_DATABASE_URL", "ALLABOARD_SMTP_URL"):
            os.environ.pop(name, None)
        os.environ["ALLABOARD_HOME"] = folder
        with database(Path(folder) / "postgres"):
            set_up_django()
            migrate_tables(verbosity=0)
            found = {
                "what": "answers to the forms of signing in, beside those for an address that nobody has",
                "tries": asked.tries,
                "load": round(os.getloadavg()[0], 1),
                "forms": {form: told(measured(form, asked.tries)) for form in FORMS},
            }
            print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
