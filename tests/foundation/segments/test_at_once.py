"""Two people change a segment in the same instant: the second sees what the first has written."""

import json

import pytest
from tests.areas.campaigns.test_writing_together import drawn
from tests.at_once import at_once
from tests.conftest import acting, signed_in

from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.services import Draft, create_segment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def segment(amara) -> Segment:
    return create_segment(Draft("Night", "shift = Night", "Whoever works at night"), by=acting(amara))


@pytest.mark.parametrize("field", ["name", "text"])
def test_of_two_who_write_the_same_the_second_is_asked(amara, segment, field):
    page = f"/segments/{segment.pk}/edit/"
    browsers = [signed_in(amara), signed_in(amara)]
    mine = drawn(browsers[0], page) | {"do": "save"}
    words = {"name": ("First", "Second"), "text": ("shift = First", "shift = Second")}[field]

    answers = at_once(
        segment,
        lambda: browsers[0].post(page, mine | {field: words[0]}),
        lambda: browsers[1].post(page, mine | {field: words[1]}),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert f"“{getattr(Segment.objects.get(), field)}”" in refused.content.decode()


def test_of_two_who_write_different_things_neither_is_lost(amara, segment):
    page = f"/segments/{segment.pk}/edit/"
    browsers = [signed_in(amara) for _deed in range(3)]
    mine = drawn(browsers[0], page) | {"do": "save"}
    counted = browsers[0].post(page, mine | {"do": "count", "text": "shift = Late"})
    assert counted.status_code == 200

    answers = at_once(
        segment,
        lambda: browsers[0].post(page, mine | {"text": "shift = Late"}),
        lambda: browsers[1].post(page, mine | {"name": "At night"}),
        lambda: browsers[2].patch(
            f"/api/v1/segments/{segment.pk}", json.dumps({"description": "Said anew"}), "application/json"
        ),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 302, 302]
    kept = Segment.objects.get()
    assert (kept.name, kept.text, kept.description) == ("At night", "shift = Late", "Said anew")
