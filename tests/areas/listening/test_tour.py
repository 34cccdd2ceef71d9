"""The tour of the code tells the way that an answer really takes."""

import sys
from contextlib import contextmanager

from django.test import Client
from django.urls import reverse
from tests.architecture.test_tour import ROOT, STOPS
from tests.areas.listening.answering.test_the_way import hidden_fields
from tests.areas.listening.conftest import SAD, answer_all, launched
from tests.conftest import signed_in

from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.services.waves import close_wave


@contextmanager
def stops_reached():
    """The stops of the tour, each when it is entered for the first time."""
    reached: list[tuple[str, str]] = []
    wanted = {(str(ROOT / path), name): (path, name) for path, name in STOPS}

    def note(frame, event, _arg):
        stop = wanted.get((frame.f_code.co_filename, frame.f_code.co_name)) if event == "call" else None
        if stop and stop not in reached:
            reached.append(stop)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield reached
    finally:
        sys.setprofile(before)


def test_an_answer_comes_by_every_stop_in_the_order_of_the_tour(pulse, company, hr, amara):
    wave = launched(pulse, hr)
    with stops_reached() as reached:
        phone = Client()
        page = phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)
        said = {"at": "4", "answer_plan_week": "5", "answer_recommend": "9", "move": "send"}
        phone.post(reverse("listening:answer", args=[wave.pk]), hidden_fields(page.content.decode()) | said)
        answer_all(wave, lambda person: SAD if person.pk != company[0].pk else None)
        close_wave(wave, by=hr)
        shown = signed_in(amara).get(reverse("listening:results", args=[wave.pk]))

    assert "Where it differs" in shown.content.decode()
    assert reached == STOPS
