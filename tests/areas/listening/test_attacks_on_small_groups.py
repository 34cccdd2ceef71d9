"""Someone watches the figures of few people, live and after the close, to find out who said what."""

from collections import Counter

import pytest
from tests.areas.listening.conftest import HAPPY, answer_all, launched

from allaboard.areas.listening.models import Participation
from allaboard.areas.listening.queries.participation import live_participation
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.queries.themes import shown_comments
from allaboard.areas.listening.services.waves import close_wave
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.people.models import Person

WORDS = "Kettle in the north kitchen"


@pytest.mark.parametrize(
    ("people", "figures", "words"), [(5, True, False), (9, True, False), (10, True, True)]
)
def test_what_a_segment_of_five_nine_and_ten_shows(pulse, hr, amara, people, figures, words):
    Person.objects.bulk_create(
        Person(given_name=f"Ann{n}", email=f"{n}@firm.example", department="Labs") for n in range(people - 1)
    )
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY | {"change_first": [WORDS]})

    close_wave(wave, by=hr)

    wave.refresh_from_db()
    assert wave.answered == people
    assert (results_of(SYSTEM, wave).total is not None, shown_comments(wave) > 0) == (figures, words)


def test_a_minimum_above_the_number_of_people_is_refused(pulse, company, hr):
    with pytest.raises(RuleBroken, match="cannot stay anonymous"):
        launched(pulse, hr, minimum=38)


def test_who_leaves_before_the_close_takes_nobody_out_of_hiding(pulse, company, hr):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY)
    for person in company[20:31]:  # all but one of Support
        person.delete()

    close_wave(wave, by=hr)

    wave.refresh_from_db()
    assert min(group.answered for group in results_of(SYSTEM, wave).groups) >= 5
    assert (wave.invited, wave.answered) == (37, 37)  # what was given stays; nobody can tell which it was


def test_counts_watched_live_never_single_anyone_out(pulse, company, hr):
    """After each answer someone looks at the page: between two looks that differ, five or more answered."""
    wave = launched(pulse, hr)
    looks, since = [], Counter[str]()
    for person in sorted(company, key=lambda one: (one.pk * 7) % 37):
        Participation.objects.filter(wave=wave, person=person).update(taken_part=True)
        since.update(["", person.department])
        looks.append({row.label: row.at_least for row in live_participation(wave)})
        if len(looks) > 1:
            for label, shown in looks[-1].items():
                if shown != looks[-2][label]:
                    assert sum(since[part] for part in label.split(" + ")) >= 5
                    since.subtract({part: since[part] for part in label.split(" + ")})

    invited = {row.label: row.invited for row in live_participation(wave)}
    assert all(shown < invited[label] for look in looks for label, shown in look.items())
