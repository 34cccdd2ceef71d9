"""Someone with the database, its copies or its log tries to find out who said what."""

import logging
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched
from tests.conftest import signed_in

from allaboard.areas.listening import rules
from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.answering.sealing import seal, unseal
from allaboard.areas.listening.models import Answer, PendingBallot
from allaboard.areas.listening.services.ballots import cast_ballot, forget_traces
from allaboard.areas.listening.services.waves import close_wave
from allaboard.errors import RuleBroken
from allaboard.sealing import CannotOpenError

WORDS = "Kettle in the north kitchen"
BALLOT_TABLES = {"listening_pendingballot", "listening_participation"}


def copy_of_the_database() -> dict[str, list[str]]:
    """Every row of every table as text."""
    copied: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            copied[table] = sorted(row[0] for row in cursor.fetchall())
    return copied


def test_a_copy_of_the_database_while_a_wave_is_open_says_nothing(pulse, company, hr):
    """Backups, replicas, statement logs and the write-ahead log hold the same rows: sealed ones."""
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY | {"change_first": [WORDS]} if person != company[3] else SAD)

    copied = copy_of_the_database()

    assert not [table for table, rows in copied.items() if any(WORDS in row for row in rows)]
    assert copied["listening_answer"] == copied["listening_comment"] == []
    lengths = {(sheet.is_mixed, len(bytes(sheet.sealed))) for sheet in PendingBallot.objects.all()}
    assert len(lengths) == 2  # waiting or mixed; long or short, with words or without


def test_a_long_comment_is_not_found_again_by_the_length_of_its_ballot(pulse, company, hr):
    """Someone with a copy after each answer, or the write-ahead log, knows whose sheet is whose until it is mixed."""
    wave = launched(pulse, hr)
    lengths = set()
    for person, words in zip(company, ([], ["Ü" * 4_000], ["🙂" * 4_000], ['"\\' * 2_000]), strict=False):
        cast_ballot(wave.pk, person.pk, uuid4(), SAD | {"change_first": words})
        lengths |= {len(bytes(sheet.sealed)) for sheet in PendingBallot.objects.filter(is_mixed=False)}

    assert PendingBallot.objects.filter(is_mixed=True).count() == 0
    assert len(lengths) == 1


def test_two_copies_around_the_close_do_not_give_away_the_last_ballot(pulse, company, hr):
    """With 5 answered and mixed, the 6th alone would be the difference of what lies open before and after."""
    wave = launched(pulse, hr)
    for person in company[:6]:
        cast_ballot(wave.pk, person.pk, uuid4(), SAD if person == company[5] else HAPPY)
    before = copy_of_the_database()
    close_wave(wave, by=hr)
    after = copy_of_the_database()

    new = [row for row in after["listening_answer"] if row not in before["listening_answer"]]
    assert len(new) == 6
    assert after["listening_pendingballot"] == []


def test_answering_leaves_a_trace_in_no_other_table(pulse, company, hr):
    """No audit record, contact, job, session or cache row: only a sealed sheet and a mark."""
    wave = launched(pulse, hr)
    phone, before = Client(), copy_of_the_database()
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)
    answer = {f"kept_{key}": texts[0] for key, texts in HAPPY.items()}
    phone.post(
        reverse("listening:answer", args=[wave.pk]),
        answer | {"at": "4", "nonce": str(uuid4()), "answer_change_first": WORDS, "move": "send"},
    )
    after = copy_of_the_database()

    assert PendingBallot.objects.count() == 1
    assert {table for table in after if after[table] != before[table]} == BALLOT_TABLES


def test_someone_signed_in_leaves_no_more(pulse, company, hr, chidi):
    wave = launched(pulse, hr)
    desk = signed_in(chidi)
    desk.get(reverse("listening:mine"))
    before = copy_of_the_database()
    answer = {f"kept_{key}": texts[0] for key, texts in HAPPY.items()}
    desk.post(
        reverse("listening:answer", args=[wave.pk]),
        answer | {"at": "4", "nonce": str(uuid4()), "answer_change_first": WORDS, "move": "send"},
    )
    after = copy_of_the_database()

    assert {table for table in after if after[table] != before[table]} == BALLOT_TABLES


def test_the_log_keeps_neither_link_nor_answer(pulse, company, hr, caplog):
    wave, phone = launched(pulse, hr), Client()
    token = token_for(wave.pk, company[0].pk)
    with caplog.at_level(logging.DEBUG, logger="allaboard"):
        for address in (token, token + "x"):
            phone.get(reverse("listening:personal", args=[address]))
        for given in (["7"], [WORDS]):  # not on offer: refused with the answer's own words
            with pytest.raises(RuleBroken):
                cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY | {"plan_week": given})
        phone.post(
            reverse("listening:answer", args=[wave.pk]),
            {"at": "4", "move": "send", "kept_plan_week": WORDS, "answer_change_first": WORDS},
        )

    assert caplog.records  # the forged link was refused and noted
    assert not [line for line in caplog.messages if token in line or WORDS in line]


def test_a_sealed_sheet_opens_only_here(pulse, company, hr):
    wave = launched(pulse, hr)
    sealed = seal(wave.pk, rules.Ballot({"plan_week": 5}, {"change_first": WORDS}))

    assert unseal(wave.pk, sealed).comments == {"change_first": WORDS}
    with pytest.raises(CannotOpenError):
        unseal(wave.pk + 1, sealed)
    with pytest.raises(CannotOpenError):
        unseal(wave.pk, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with override_settings(SECRET_KEY="another"), pytest.raises(CannotOpenError):
        unseal(wave.pk, sealed)


def test_a_new_key_still_opens_what_the_old_one_sealed(pulse, company, hr, settings):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new key"

    close_wave(wave, by=hr)

    assert Answer.objects.filter(wave=wave).count() == 37


@pytest.mark.django_db(transaction=True)
def test_words_are_paired_with_people_no_better_than_by_chance(pulse, company, hr):
    """By place and by number, among all 37, each with words of their own; two questions of one person as well."""
    pulse.questions.create(key="second", position=9, kind="text", text="And else?", label="Else")
    wave = launched(pulse, hr)
    own = {person.pk: f"words of {person.pk} end" for person in company}
    answer_all(
        wave,
        lambda person: (
            HAPPY | {"change_first": [own.get(person.pk, "-")], "second": [own.get(person.pk, "-")]}
        ),
    )
    close_wave(wave, by=hr)
    forget_traces()

    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id FROM listening_participation ORDER BY ctid")
        people = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT question, text, xmin::text FROM listening_comment ORDER BY ctid")
        rows = cursor.fetchall()
    said = {
        key: [text for question, text, _x in rows if question == key] for key in ("change_first", "second")
    }
    by_place = sum(own.get(person) == text for person, text in zip(people, said["change_first"], strict=True))
    by_order = sum(one == other for one, other in zip(*said.values(), strict=True))

    assert len({xmin for *_, xmin in rows}) == 1
    assert (
        max(by_place, by_order) < 12
    )  # chance gives 1 of 37; 12 or more would happen once in a thousand million


def test_words_come_to_lie_in_one_table_alone(pulse, company, hr):
    """Not in audit records, job arguments, kept API answers, undo or drafts."""
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY | {"change_first": [WORDS]})
    close_wave(wave, by=hr)

    copied = copy_of_the_database()

    assert [table for table, rows in copied.items() if any(WORDS in row for row in rows)] == [
        "listening_comment"
    ]
    assert not [row for row in copied["procrastinate_jobs"] if "person" in row]
