"""What people are told about a survey, sent by delivery to mail and inbox with a personal link."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.listening.answering.links import answer_link
from allaboard.areas.listening.models import Participation, Survey, Wave
from allaboard.areas.listening.queries.surveys import WRITERS
from allaboard.areas.listening.queries.themes import themes_of
from allaboard.areas.listening.rules import minutes_to_answer
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.facade import (
    Message,
    Preview,
    Send,
    Written,
    keep_until,
    preview,
    quoted,
    schedule,
)
from allaboard.foundation.people.models import Person

AREA = "listening"
REMINDER_MINUTES = 0.5
READY_MINUTES = 0.5


def announce(wave: Wave, *, by: Actor) -> None:
    """Tell everyone asked that the wave is open."""
    schedule(invitation(wave), by=by)


def invitation(wave: Wave) -> Send:
    """The invitation to everyone asked."""
    return _send(
        wave,
        f"survey-wave-{wave.pk}",
        partial(invitation_message, wave),
        minutes_to_answer(len(wave.questions)),
    )


def remind(wave: Wave, *, by: Actor) -> None:
    """Bring an open wave to everyone's mind, once."""
    schedule(
        _send(wave, f"survey-wave-{wave.pk}-reminder", partial(reminder_message, wave), REMINDER_MINUTES),
        by=by,
    )


def invite_until_closing_day(wave: Wave, *, by: Actor) -> None:
    """Let what still waits for its hour go out until the wave's closing day as it is now."""
    keep_until(AREA, _ref(wave), _end_of_last_day(wave), by)


def invite_no_more(wave: Wave, *, by: Actor) -> None:
    """Let nothing that still waits for its hour go out about a wave that takes no answers any more."""
    keep_until(AREA, _ref(wave), timezone.now(), by)


def tell_ready(wave: Wave, *, by: Actor) -> None:
    """Tell whoever launched the wave, if they still write surveys, that its results are there; once."""
    audience = holders_of(WRITERS).filter(pk=wave.launched_by_id or 0)
    send = Send(
        key=f"survey-wave-{wave.pk}-ready",
        message=partial(ready_message, wave),
        channels=("email", "inbox"),
        area=AREA,
        object_ref=_ref(wave),
        minutes=READY_MINUTES,
        audience=audience,
        is_sample=wave.is_sample,
    )
    schedule(send, by=by)


def ready_message(wave: Wave) -> Message:
    """The words to whoever runs the survey."""
    title = quoted(wave.title)
    said = [
        _("Hello {first_name},"),
        _("**%(title)s** is closed and its results are ready.") % {"title": title},
    ]
    found = len(themes_of(wave))
    if found:
        said.append(
            ngettext(
                "What people wrote is grouped into %(n)s theme. You can rename it, and move or hide comments.",
                "What people wrote is grouped into %(n)s themes. You can rename, merge and split them.",
                found,
            )
            % {"n": found}
        )
    return Message(
        subject=_("Results are ready: %(title)s") % {"title": title},
        body_markdown="\n\n".join(said),
        action_label=_("See what they said"),
        action_url=reverse("listening:results", args=[wave.pk]),
        reason=_("You get this because you launched this survey."),
    )


def invitation_message(wave: Wave) -> Message:
    """The words of the invitation."""
    why = f"{quoted(wave.survey.intro)}\n\n" if wave.survey.intro else ""
    long = ngettext(
        "**%(title)s** has %(questions)s question and is open until %(until)s.",
        "**%(title)s** has %(questions)s questions and is open until %(until)s.",
        len(wave.questions),
    )
    body = _(
        "Hello {first_name},\n\n%(why)s%(long)s\n\n"
        "Your name is not kept with your answers. Only groups of %(minimum)s or more are ever shown, "
        "to anyone.\n\nThe link is yours alone; please do not pass it on."
    ) % {"why": why, "long": long % _words(wave), "minimum": wave.minimum_group}
    return _message(_("Have your say: %(title)s") % {"title": quoted(wave.title)}, body)


def invitation_preview(
    survey: Survey, title: str, closes_on: date, minimum_group: int, to: Person
) -> Preview:
    """The invitation to a run that is not launched yet, as a person would get it."""
    asked = [question.asked().as_json() for question in survey.questions.all()]
    wave = Wave(survey=survey, title=title, closes_on=closes_on, minimum_group=minimum_group, questions=asked)
    return preview(partial(invitation_message, wave), to, {"answer_link": "#"})


def reminder_message(wave: Wave) -> Message:
    """The words of the reminder, which suit those who have taken part too."""
    body = _(
        "Hello {first_name},\n\n**%(title)s** closes on %(until)s.\n\n"
        "If you have taken part: thank you, there is nothing to do. Everyone gets this note, because nobody "
        "looks up who has answered."
    ) % _words(wave)
    return _message(_("Still time to have your say: %(title)s") % {"title": quoted(wave.title)}, body)


def _words(wave: Wave) -> dict[str, object]:
    return {
        "title": quoted(wave.title),
        "questions": len(wave.questions),
        "until": date_format(wave.closes_on, "MONTH_DAY_FORMAT"),
    }


def _message(subject: str, body: str) -> Message:
    return Message(
        subject=subject,
        body_markdown=body,
        action_label=_("Answer now"),
        action_url="{answer_link}",
        reason=_("You get this because you work here and were asked to take part."),
        category="survey",
    )


def _send(wave: Wave, key: str, message: Written, minutes: float) -> Send:
    asked = Participation.objects.filter(wave=wave).values("person")
    return Send(
        key=key,
        message=message,
        channels=("email", "inbox"),
        area=AREA,
        object_ref=_ref(wave),
        minutes=minutes,
        audience=Person.objects.filter(pk__in=asked),
        personal=partial(personal_links, wave.pk),
        is_sample=wave.is_sample,
        expires_at=_end_of_last_day(wave),
    )


def _ref(wave: Wave) -> str:
    return f"wave:{wave.pk}"


def _end_of_last_day(wave: Wave) -> datetime:
    ends = datetime.combine(wave.closes_on + timedelta(days=1), time.min)
    return timezone.make_aware(ends, timezone.get_default_timezone())


def personal_links(wave_id: int, people: Sequence[int]) -> dict[int, dict[str, str]]:
    """Each person's own link, made when the message is sent, so that no link is stored."""
    return {person: {"answer_link": answer_link(wave_id, person)} for person in people}
