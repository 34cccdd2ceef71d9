"""The sample company's initiatives: one at each step of the loop that has something to show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from allaboard.areas.initiatives.choices import Influence, Kind, ObjectionKind, Role, SourceKind
from allaboard.areas.initiatives.facade import EvidenceLink
from allaboard.areas.initiatives.models import Evidence, Initiative, Option, Stakeholder
from allaboard.areas.initiatives.services.initiatives import change_case, start_initiative
from allaboard.areas.initiatives.services.leaders import add_leader, raise_objection
from allaboard.areas.listening.facade import link_theme, theme_ref
from allaboard.areas.listening.models import Theme, Wave
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Plan:
    """One initiative to make: its words, the theme it answers, how far it has come."""

    key: str
    title: str
    problem: str
    unit: str
    theme_word: str
    decided: str = ""
    leaders: tuple[tuple[str, Role, Influence, tuple[tuple[Kind, int, str], ...]], ...] = ()
    case: tuple[tuple[str, object], ...] = ()


PLANS = (
    Plan("canteen", "A warm meal on nights", "Nights find the canteen closed and only a vending machine.", "Operations", "canteen"),
    Plan(
        "growth", "A written way to team lead", "People do not know what it takes to become a lead, so they stop asking, or leave.", "Company", "lead",
        decided="Criteria on one page, two talks a year",
        case=(("cost_once", Decimal(6000)), ("benefit_low", Decimal(10000)), ("benefit_likely", Decimal(24000)), ("benefit_high", Decimal(40000)),
              ("measure", "know what the next step takes"), ("measure_unit", "%"), ("measure_baseline", 31.0), ("measure_target", 60.0)),
    ),
    Plan(
        "swaps", "Shift swaps settled within a day",
        "Swapping a shift takes four days on average. It keeps people from planning their week; nights say so twice as often. "
        "A shared swap board would settle most swaps within a day.",
        "Operations", "swap",
        decided="A shared swap board",
        case=(("cost_once", Decimal(18000)), ("cost_yearly", Decimal(3000)), ("cost_note", "2 h a week"),
              ("benefit_low", Decimal(44000)), ("benefit_likely", Decimal(61000)), ("benefit_high", Decimal(79000)),
              ("benefit_note", "fewer empty shifts and temp hours"),
              ("measure", "to settle a swap"), ("measure_unit", "h"), ("measure_baseline", 96.0), ("measure_target", 24.0)),
        leaders=(
            ("Rosa", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_SENT, 21, ""), (Kind.BRIEF_READ, 20, ""), (Kind.COMMITTED_RESOURCE, 3, "Put 2 team leads on it"))),
            ("Jonas", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_SENT, 21, ""), (Kind.BRIEF_READ, 18, ""), (Kind.SAID_ACCEPT, 8, "Signed the savings line"))),
            ("Aisha", Role.INFLUENCER, Influence.GREAT, ((Kind.BRIEF_SENT, 14, ""), (Kind.BRIEF_READ, 9, ""))),
            ("Ben", Role.INFLUENCER, Influence.SOME, ((Kind.CAME_TO_DEMO, 6, "Stayed for questions"),)),
            ("Mei", Role.AFFECTED, Influence.LITTLE, ()),
        ),
    ),
    Plan(
        "tools", "Scanners that work", "The scanner app crashes and hands type everything again.", "Logistics", "scanner",
        decided="New handhelds, one hall at a time",
        case=(("cost_once", Decimal(40000)), ("benefit_low", Decimal(30000)), ("benefit_likely", Decimal(52000)), ("benefit_high", Decimal(70000)),
              ("measure", "re-typed bookings a week"), ("measure_baseline", 420.0), ("measure_target", 60.0)),
        leaders=(("Rosa", Role.SPONSOR, Influence.GREAT, ((Kind.BRIEF_READ, 30, ""), (Kind.COMMITTED_RESOURCE, 12, "Freed a shift for the change"))),
                 ("Jonas", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_READ, 29, ""), (Kind.SAID_ACCEPT, 25, "Yes, from this year's budget")))),
    ),
    Plan(
        "reply", "Every question answered within a week", "People ask HR and hear nothing; the question is forwarded and lost.", "Company", "hear",
        decided="One inbox, one promise date",
        case=(("cost_once", Decimal(4000)), ("benefit_low", Decimal(9000)), ("benefit_likely", Decimal(15000)), ("benefit_high", Decimal(21000)),
              ("measure", "questions answered in a week"), ("measure_unit", "%"), ("measure_baseline", 48.0), ("measure_target", 90.0)),
        leaders=(("Amara", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_READ, 60, ""), (Kind.COMMITTED_RESOURCE, 20, "Gave half a position"), (Kind.ADVOCATED, 10, "Told the board"))),
                 ("Rosa", Role.INFLUENCER, Influence.GREAT, ((Kind.BRIEF_READ, 55, ""), (Kind.SAID_ACCEPT, 50, "Yes")))),
    ),
)  # fmt: skip


def make(by: Actor, waves: list[Wave], people: dict[str, Person], today: date) -> dict[str, Initiative]:
    """Make the initiatives, each resting on a theme of the last wave; by key."""
    return {plan.key: _one(plan, by, waves[-1], people, today) for plan in PLANS}


def theme_about(wave: Wave, word: str) -> Theme | None:
    """The theme of a wave, not yet answered by an initiative, in which most comments say the word."""
    counts = [
        (theme.comments.filter(text__icontains=word).count(), theme)
        for theme in Theme.objects.filter(wave=wave, initiative_id=None).order_by("pk")
    ]
    most = max(counts, key=lambda pair: pair[0], default=(0, None))
    return most[1] if most[0] else None


def _one(plan: Plan, by: Actor, wave: Wave, people: dict[str, Person], today: date) -> Initiative:
    theme = theme_about(wave, plan.theme_word)
    initiative = start_initiative(
        plan.title, plan.problem, _evidence(by, theme), by, unit=plan.unit, is_sample=True
    )
    Initiative.objects.filter(pk=initiative.pk).update(created_at=_ago(34))
    if theme is not None:
        link_theme(theme.pk, initiative.pk, by=by)
    if plan.case:
        change_case(initiative, dict(plan.case), by)
    if plan.decided:
        _decide(initiative, plan.decided, today)
    for name, role, influence, known in plan.leaders:
        _leader(add_leader(initiative, people[name].pk, role, influence, by), known, by)
    return Initiative.objects.get(pk=initiative.pk)


def _evidence(by: Actor, theme: Theme | None) -> list[EvidenceLink]:
    if theme is None:
        return []
    ref = theme_ref(by, theme.pk)
    return [
        EvidenceLink(
            f"{ref.comments} comments: {ref.title}",
            ref.url,
            f"In the {ref.wave_title}",
            SourceKind.THEME,
            f"theme:{ref.id}",
        )
    ]


def _decide(initiative: Initiative, chosen: str, today: date) -> None:
    Option.objects.create(initiative=initiative, label="Leave it as it is")
    Option.objects.create(initiative=initiative, label=chosen, is_chosen=True)
    Initiative.objects.filter(pk=initiative.pk).update(
        decided_on=today - timedelta(days=27),
        decision_reason="Most for the money, and people asked for it in their own words.",
    )


def _leader(stakeholder: Stakeholder, known: tuple[tuple[Kind, int, str], ...], by: Actor) -> None:
    Evidence.objects.bulk_create(
        Evidence(stakeholder=stakeholder, kind=kind, note=note, at=_ago(days), noted_by_id=by.person_id)
        for kind, days, note in known
    )
    if stakeholder.person.given_name == "Aisha":
        raise_objection(
            stakeholder,
            ObjectionKind.QUESTION,
            "How are nights covered when somebody swaps away from one?",
            by,
            at=_ago(1),
        )


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
