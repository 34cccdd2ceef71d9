"""One answer each, and nothing in the database that says whose."""

from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.areas.listening.conftest import HAPPY, answer_all, launched
from tests.at_once import at_once, held_up

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Answer, Comment, Participation, PendingBallot
from allaboard.areas.listening.services.ballots import (
    cast_ballot,
    forget_traces,
    open_ballots,
    write_marks_again,
)
from allaboard.areas.listening.services.blocks import lump_blocks
from allaboard.areas.listening.services.waves import close_wave
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.people.models import Person


def test_a_second_ballot_is_refused(pulse, company, hr):
    wave = launched(pulse, hr)
    cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)

    with pytest.raises(RuleBroken, match="already taken part"):
        cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)
    assert PendingBallot.objects.count() == 1


def test_the_same_form_sent_again_after_a_crash_counts_once(pulse, company, hr):
    wave, nonce = launched(pulse, hr), uuid4()
    cast_ballot(wave.pk, company[0].pk, nonce, HAPPY)
    Participation.objects.filter(person=company[0]).update(taken_part=False)  # the server died in between

    cast_ballot(wave.pk, company[0].pk, nonce, HAPPY)

    assert PendingBallot.objects.count() == 1


def test_someone_who_was_not_asked_cannot_answer(pulse, company, hr, chidi):
    wave = launched(pulse, hr)
    Participation.objects.filter(person=chidi).delete()

    with pytest.raises(NotFound):
        cast_ballot(wave.pk, chidi.pk, uuid4(), HAPPY)


def test_a_closed_wave_takes_no_answer(pulse, company, hr):
    wave = launched(pulse, hr)
    close_wave(wave, by=hr)

    with pytest.raises(RuleBroken, match="closed"):
        cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)


def test_ballots_wait_for_company(pulse, company, hr):
    wave = launched(pulse, hr)
    for person in company[:4]:
        cast_ballot(wave.pk, person.pk, uuid4(), HAPPY)
    assert PendingBallot.objects.filter(is_mixed=True).count() == 0

    cast_ballot(wave.pk, company[4].pk, uuid4(), HAPPY)

    assert PendingBallot.objects.filter(is_mixed=True).count() == 5
    assert Answer.objects.count() == 0  # nothing lies open before the close


def test_words_are_kept_apart_from_ratings_and_without_addresses(pulse, company, hr):
    wave = launched(pulse, hr)
    answer_all(
        wave, lambda person: HAPPY | {"change_first": ["Write to me: jo@firm.example, +44 20 7946 0958"]}
    )
    open_ballots(wave)

    assert not any("change_first" in answer.values for answer in Answer.objects.all())
    assert set(Comment.objects.values_list("text", flat=True)) == {"Write to me: [e-mail], [number]"}


def test_colleagues_names_are_taken_out_at_the_close(pulse, company, hr):
    company[20].given_name, company[21].given_name, company[21].formatted_name = (
        "Zoltan",
        "",
        "Dr. Ildikó Kiss",
    )
    Person.objects.bulk_update(company[20:22], ["given_name", "formatted_name"])
    wave = launched(pulse, hr)
    answer_all(
        wave, lambda person: HAPPY | {"change_first": ["Zoltan's rota helps. May we keep it, Ildikó?"]}
    )

    close_wave(wave, by=hr)

    assert set(Comment.objects.values_list("text", flat=True)) == {
        "[name] rota helps. May we keep it, [name]?"
    }


@pytest.mark.django_db(transaction=True)
def test_two_ballots_at_once_count_once(pulse, company, hr):
    wave = launched(pulse, hr)

    outcomes = at_once(wave, *[lambda: cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)] * 6)

    assert Counter(type(outcome) for outcome in outcomes) == {type(None): 1, RuleBroken: 5}
    assert PendingBallot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_ballot_cast_while_the_wave_closes_is_refused(pulse, company, hr):
    wave = launched(pulse, hr)

    with held_up(lambda: cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)) as outcomes:
        close_wave(wave, by=hr)

    assert [type(outcome) for outcome in outcomes] == [RuleBroken]
    assert not PendingBallot.objects.exists()
    assert not Participation.objects.filter(taken_part=True).exists()


def dumped(table: str, wave_id: int, columns: str) -> list[tuple[object, ...]]:
    """Rows as someone with a copy of the database sees them: in their place, with their transaction number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xmin::text, {columns} FROM {table} WHERE wave_id = %s ORDER BY ctid", [wave_id]
        )
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_a_thief_with_the_database_does_no_better_than_chance(pulse, company, hr):
    """Everyone in Sales writes something of their own; the thief pairs marks and answers by place and by number."""
    wave = launched(pulse, hr)
    told = {person.pk: str(number % 5 + 1) for number, person in enumerate(company[:20])}
    for person in company[:20]:
        cast_ballot(wave.pk, person.pk, uuid4(), HAPPY | {"plan_week": [told[person.pk]]})
    close_wave(wave, by=hr)
    forget_traces()

    marks = dumped("listening_participation", wave.pk, "person_id, taken_part")
    answers = dumped("listening_answer", wave.pk, "\"values\" ->> 'plan_week'")
    taken = [person for _xmin, person, has in marks if has]
    by_place = sum(told[person] == said for person, (_x, said) in zip(taken, answers, strict=True))

    assert len({xmin for xmin, *_ in marks}) == 1  # one transaction wrote all marks
    assert len({xmin for xmin, *_ in answers}) == 1  # and one all answers
    assert by_place < 14  # chance gives 4 of 20; 14 or more would happen once in 300 million


@pytest.mark.django_db(transaction=True)
def test_while_the_wave_is_open_a_lot_hides_its_members(pulse, company, hr):
    wave = launched(pulse, hr)
    for person in company[:5]:
        cast_ballot(wave.pk, person.pk, uuid4(), HAPPY)

    marks = dumped("listening_participation", wave.pk, "block_id, taken_part")
    sales = {block for _xmin, block, has in marks if has}
    assert len({xmin for xmin, block, _has in marks if block in sales}) == 1  # those who did not answer too
    sheets = dumped("listening_pendingballot", wave.pk, "block_id, is_mixed")
    assert {(block, mixed) for _xmin, block, mixed in sheets} == {(min(sales), True)}
    assert len({xmin for xmin, *_ in sheets}) == 1


def test_marks_are_written_again_in_an_order_that_has_nothing_to_do_with_the_old_one(pulse, company, hr):
    wave = launched(pulse, hr)
    Participation.objects.filter(person__in=company[:7]).update(taken_part=True)
    blocks = list(wave.blocks.order_by("number").values_list("pk", flat=True))
    before = [row[1:] for row in dumped("listening_participation", wave.pk, "person_id, taken_part")]

    write_marks_again(dict.fromkeys(blocks, blocks[0]))

    after = [row[1:] for row in dumped("listening_participation", wave.pk, "person_id, taken_part")]
    assert sorted(after) == sorted(before)
    assert after != before  # by chance once in 10 to the power of 43
    assert set(wave.participations.values_list("block_id", flat=True)) == {blocks[0]}


@pytest.mark.django_db(transaction=True)
def test_a_mark_is_kept_that_comes_while_marks_are_written_again(pulse, company, hr):
    """The row of the one who answers is just taken out and put in again by a mixing that has not ended."""
    wave = launched(pulse, hr)
    block = Participation.objects.get(person=company[0]).block_id

    with held_up(lambda: cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)) as outcomes:
        write_marks_again({block: block})

    assert outcomes == [None]
    assert Participation.objects.get(person=company[0]).taken_part
    with pytest.raises(RuleBroken, match="already taken part"):
        cast_ballot(wave.pk, company[0].pk, uuid4(), HAPPY)


def test_closing_writes_a_wave_anew_with_as_many_questions_however_many_answered(pulse, company, hr):
    asked = []
    for people in (5, 18):
        wave = launched(pulse, hr)
        for person in company[:people]:
            cast_ballot(wave.pk, person.pk, uuid4(), HAPPY)
        open_ballots(wave)
        with CaptureQueriesContext(connection) as found:
            lump_blocks(wave)
        asked.append(len(found))
        wave.stage = Stage.CLOSED  # or the same run could not be launched again
        wave.save()

    assert asked[0] == asked[1]
