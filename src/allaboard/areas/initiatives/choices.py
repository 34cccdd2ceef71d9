"""The words of the hub: steps of the loop, roles, stages, and what counts as evidence."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(TextChoices):
    """The eight steps of the loop, in order."""

    LISTENED = "listened", _("Listened")
    DECIDED = "decided", _("Decided")
    BOUGHT_IN = "bought_in", _("Bought in")
    CONSULTED = "consulted", _("Consulted")
    CAMPAIGNED = "campaigned", _("Campaigned")
    SERVED = "served", _("Served")
    MEASURED = "measured", _("Measured")
    TOLD = "told", _("Told")


class Progress(TextChoices):
    """How far one step of the loop is."""

    DONE = "done", _("Done")
    NOW = "now", _("Now")
    NEXT = "next", _("Still to come")


# How far a step may be noted to be when it is taken outside the product.
NOTED_PROGRESS = ((Progress.NOW.value, _("Under way")), (Progress.DONE.value, _("Done")))


class Status(TextChoices):
    OPEN = "open", pgettext_lazy("state", "Open")
    CLOSED = "closed", _("Loop closed")
    STOPPED = "stopped", _("Stopped")


class Role(TextChoices):
    """What a leader can do for or against an initiative."""

    SPONSOR = "sponsor", _("Sponsor")
    DECIDER = "decider", _("Decides")
    INFLUENCER = "influencer", _("Has influence")
    AFFECTED = "affected", _("Is affected")


class Influence(IntegerChoices):
    """How much a leader's view moves others."""

    LITTLE = 1, _("Little")
    SOME = 2, _("Some")
    MUCH = 3, _("Much")
    GREAT = 4, _("Great")
    DECISIVE = 5, _("Decisive")


class Stage(TextChoices):
    """Where a leader stands. Derived from evidence, never typed in."""

    OPPOSED = "opposed", _("Opposed")
    UNAWARE = "unaware", _("Unaware")
    AWARE = "aware", _("Aware")
    INTERESTED = "interested", _("Interested")
    CONVINCED = "convinced", _("Convinced")
    COMMITTED = "committed", _("Committed")
    ADVOCATE = "advocate", _("Advocate")


class Kind(TextChoices):
    """What a leader did, or what was done towards the leader."""

    BRIEF_SENT = "brief_sent", _("Was sent the brief")
    BRIEF_READ = "brief_read", _("Opened the brief")
    TALKED = "talked", _("Talked with us")
    CAME_TO_DEMO = "came_to_demo", _("Came to the demo")
    ASKED_QUESTION = "asked_question", _("Asked a question")
    OBJECTION_RAISED = "objection_raised", _("Raised an objection")
    OBJECTION_ANSWERED = "objection_answered", _("Got an answer")
    ANSWER_ACCEPTED = "answer_accepted", _("Accepted our answer")
    SAID_ACCEPT = "said_accept", _("Said yes")
    ACCEPT_IF = "accept_if", _("Said yes, if")
    CONDITION_MET = "condition_met", _("The condition was met")
    SAID_NOT_NOW = "said_not_now", _("Said not now")
    COMMITTED_RESOURCE = "committed_resource", _("Put people, time or money on it")
    ADVOCATED = "advocated", _("Made our case to others")
    SPOKE_AGAINST = "spoke_against", _("Spoke against it")


# What a colleague may note down after a conversation. The rest is recorded by what people do.
NOTED_BY_HAND = (
    Kind.TALKED,
    Kind.CAME_TO_DEMO,
    Kind.SAID_ACCEPT,
    Kind.SAID_NOT_NOW,
    Kind.COMMITTED_RESOURCE,
    Kind.ADVOCATED,
    Kind.SPOKE_AGAINST,
)


class ObjectionKind(TextChoices):
    QUESTION = "question", _("Question")
    OBJECTION = "objection", _("Objection")


class Move(TextChoices):
    """The next best step with one leader."""

    SEND_BRIEF = "send_brief", _("Send brief")
    TALK = "talk", _("Talk")
    ANSWER = "answer", _("Answer")
    MEET_CONDITION = "meet_condition", _("Meet condition")
    SHOW = "show", _("Show it")
    ASK_FOR_COMMITMENT = "ask_for_commitment", _("Ask")
    CONFIRM = "confirm", _("Confirm")
    LISTEN = "listen", _("Listen")
    WAIT = "wait", _("Open")
    THANK = "thank", _("Open")
    REPLACE = "replace", _("Open")


class CheckKey(TextChoices):
    """What must hold before people are asked to do something."""

    SPONSOR = "sponsor", _("Sponsor committed")
    PULL = "pull", _("Enough pull convinced")
    QUESTIONS = "questions", _("Questions answered")
    CONDITIONS = "conditions", _("Conditions met")
    BRIEFED = "briefed", _("Leaders briefed")


class SourceKind(TextChoices):
    """Where a piece of the case comes from."""

    THEME = "theme", _("Comments")
    SURVEY = "survey", _("Survey result")
    FIGURE = "figure", _("Figure")
    DOCUMENT = "document", _("Document")
    QUOTE = "quote", _("In their words")


CURRENCIES = [
    (code, code)
    for code in ("EUR", "USD", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "CAD", "AUD", "JPY", "INR")
]
