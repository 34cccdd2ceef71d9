"""The way through a survey, page by page."""

from allaboard.areas.listening.answering.pages import INTRO, SEND, first_stop, next_stop


def test_a_single_question_has_no_page_before_it():
    assert (first_stop(1), first_stop(2)) == (0, INTRO)
    assert (next_stop(0, 1, "next"), next_stop(SEND, 1, "back"), next_stop(0, 1, "back")) == (SEND, 0, 0)
    assert next_stop(0, 5, "back") == INTRO
