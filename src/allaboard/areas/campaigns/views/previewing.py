"""A message before it is sent, as somebody of the audience would get it."""

from django.http import HttpResponse
from django.shortcuts import render

from allaboard.areas.campaigns import emails
from allaboard.areas.campaigns.models import Step
from allaboard.areas.campaigns.permissions import WRITERS
from allaboard.areas.campaigns.queries.campaigns import step_for
from allaboard.areas.campaigns.queries.readers import example_readers, gaps_of, reader_for
from allaboard.areas.campaigns.queries.reviews import REVIEWERS
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.facade import group_in_words
from allaboard.foundation.people.models import Person

SHAPES = ("email", "inbox")
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


def readers(request: ActorRequest, step: Step) -> dict[str, object]:
    """The choice of eyes for the page that holds the previews, and what some readers would find empty.

    Whoever cannot be chosen (any more) is the viewer; who is not in the directory looks through the first of the others.
    """
    chosen = request.GET.get("as", "")
    try:
        examples, gaps = example_readers(request.actor, step.campaign), gaps_of(step)
    except RuleBroken:  # whom the campaign is for is not said in a way that can be followed yet
        examples, gaps = [], []
    named = [(str(each.pk), _described(each)) for each in examples]
    usual = named[0][0] if named and request.actor.person_id is None else ""
    return {"readers": named, "seen_as": chosen if chosen in dict(named) else usual, "gaps": gaps}


def _described(reader: Person) -> str:
    language = group_in_words("preferred_language", reader.preferred_language)
    return " · ".join(filter(None, (reader.name, reader.department, language)))


@requires_role(*WRITERS, *REVIEWERS)
def preview(request: ActorRequest, pk: int, step_id: int, shape: str) -> HttpResponse:
    """The saved message in one shape, in a frame of its own: only there mail styles may be inline."""
    if shape not in SHAPES:
        raise NotFound
    step = step_for(request.actor, pk, step_id)
    chosen = request.GET.get("as", "")
    written = frozenset(wording.language for wording in step.wordings.all())
    try:
        person = reader_for(request.actor, step.campaign, chosen)
        language = delivery.language_for(person.preferred_language, written, "") if chosen else ""
        seen = delivery.preview(emails.preview_message(step, language), person)
    except RuleBroken as error:
        return render(request, "campaigns/preview_fault.html", {"message": str(error)})
    if shape == "inbox":
        return render(request, "campaigns/preview_inbox.html", {"seen": seen, "language": language or "en"})
    answer = HttpResponse(seen.html)
    answer["Content-Security-Policy"] = MAIL_POLICY
    answer._csp_exempt = True  # type: ignore[attr-defined]  # django-csp would put the site's policy in its place
    return answer
