"""What the sample company wants to change: one initiative at each step of the loop, and one that has been all the way round."""

from dataclasses import dataclass
from decimal import Decimal

from allaboard.areas.initiatives.choices import Influence, Kind, ObjectionKind, Progress, Role, Step


@dataclass(frozen=True, slots=True)
class Asked:
    """What a leader asked or objected, and what was answered; without an answer it is still open."""

    kind: ObjectionKind
    text: str
    days_ago: int
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A leader on the list, and what is known of them: what happened, days ago, in which words."""

    name: str
    role: Role
    influence: Influence
    known: tuple[tuple[Kind, int, str], ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """A step that was taken outside the product."""

    step: Step
    progress: Progress
    days_ago: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One initiative to make: its case, its leaders, how far it has come."""

    key: str
    stands_at: Step
    title: str
    problem: str
    unit: str
    days_old: int
    theme: tuple[str, str] = ("", "")  # the wave, and what its theme is about: a key of `voices.THEMES`
    figure: str = ""
    options: tuple[str, ...] = ()
    decided: str = ""
    case: tuple[tuple[str, object], ...] = ()
    leaders: tuple[Seat, ...] = ()
    outside: tuple[Outside, ...] = ()


LEAVE_IT = "Leave it as it is"


def money(once: int, low: int, likely: int, high: int) -> tuple[tuple[str, object], ...]:
    """Cost and benefit of a case, in euros."""
    names = ("cost_once", "benefit_low", "benefit_likely", "benefit_high")
    return tuple(zip(names, map(Decimal, (once, low, likely, high)), strict=True))


def measure(what: str, unit: str, today: float, target: float) -> tuple[tuple[str, object], ...]:
    """What a case is measured by."""
    names = ("measure", "measure_unit", "measure_baseline", "measure_target")
    return tuple(zip(names, (what, unit, today, target), strict=True))


PLANS = (
    Plan(
        "breaks", Step.LISTENED, "A quiet place for breaks",
        "Leads in the plants say that people take their breaks beside the line. Nobody has asked the people themselves yet; "
        "a question about it is planned for the next pulse.", "Operations", 3,
    ),
    Plan(
        "canteen", Step.DECIDED, "A warm meal on nights", "Nights find the canteen closed and only a vending machine.", "Operations", 12,
        theme=("Autumn pulse", "canteen"), figure="1 canteen, open from 6 to 14",
        options=("A hot counter from 22 to 2", "Meals from the day, kept warm", LEAVE_IT),
    ),
    Plan(
        "growth", Step.BOUGHT_IN, "A written way to team lead",
        "People do not know what it takes to become a lead, so they stop asking, or leave.", "", 26,
        theme=("Autumn pulse", "growth"), figure="6 of the last 9 leads came from outside",
        options=("Criteria on one page, two talks a year", LEAVE_IT), decided="Criteria on one page, two talks a year",
        case=money(6000, 10000, 24000, 40000) + measure("know what the next step takes", "%", 31.0, 60.0),
        leaders=(
            Seat("Amara", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_SENT, 15, ""), (Kind.BRIEF_READ, 14, ""), (Kind.TALKED, 10, "Wants the criteria first"))),
            Seat("Jonas", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_READ, 12, ""), (Kind.SAID_NOT_NOW, 11, "After the budget round"))),
            Seat("Tomas", Role.INFLUENCER, Influence.SOME, ((Kind.ADVOCATED, 6, "Shows it to every applicant"),)),
        ),
    ),
    Plan(
        "swaps", Step.BOUGHT_IN, "Shift swaps settled within a day",
        "Swapping a shift takes four days on average. It keeps people from planning their week; nights say so twice as often. "
        "A shared swap board would settle most swaps within a day.", "Operations", 34,
        theme=("Autumn pulse", "swaps"), figure="4 days from asking to answer, 60 swaps looked at",
        options=(LEAVE_IT, "A shared swap board"), decided="A shared swap board",
        case=(*money(18000, 44000, 61000, 79000), ("cost_yearly", Decimal(3000)), ("cost_note", "2 h a week"),
              ("benefit_note", "fewer empty shifts and temp hours"), *measure("to settle a swap", "h", 96.0, 24.0)),
        leaders=(
            Seat("Rosa", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_SENT, 21, ""), (Kind.BRIEF_READ, 20, ""), (Kind.COMMITTED_RESOURCE, 3, "Put 2 team leads on it"))),
            Seat("Jonas", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_SENT, 21, ""), (Kind.BRIEF_READ, 18, ""), (Kind.SAID_ACCEPT, 8, "Signed the savings line"))),
            Seat("Aisha", Role.INFLUENCER, Influence.GREAT, ((Kind.BRIEF_SENT, 14, ""), (Kind.BRIEF_READ, 9, "")),
                 (Asked(ObjectionKind.QUESTION, "How are nights covered when somebody swaps away from one?", 1),)),
            Seat("Ben", Role.INFLUENCER, Influence.SOME, ((Kind.CAME_TO_DEMO, 6, "Stayed for questions"),)),
            Seat("Mei", Role.AFFECTED, Influence.LITTLE),
        ),
    ),
    Plan(
        "pay", Step.CONSULTED, "Pay bands that everyone can read",
        "People compare their pay with what they hear. New hires are said to earn more than those who train them, and nobody can say if it is so.", "", 48,
        theme=("Autumn pulse", "pay"), figure="9 of 31 people who left named pay",
        options=("A band for each role, on one page", "Only on request", LEAVE_IT), decided="A band for each role, on one page",
        case=money(9000, 0, 20000, 45000) + measure("think pay is fair", "%", 38.0, 55.0),
        leaders=(
            Seat("Amara", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_READ, 40, ""), (Kind.COMMITTED_RESOURCE, 16, "Put one analyst on it"))),
            Seat("Jonas", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_READ, 38, ""), (Kind.SAID_ACCEPT, 20, "Yes, if bands are wide enough to grow in")),
                 (Asked(ObjectionKind.OBJECTION, "Everyone will ask for the top of the band.", 30,
                        "Each band says what moves a person up, and who decides it. Two companies nearby saw no more requests than before."),)),
            Seat("Mei", Role.INFLUENCER, Influence.MUCH, ((Kind.BRIEF_READ, 30, ""), (Kind.SAID_ACCEPT, 22, "The law asks for it soon"))),
        ),
        outside=(Outside(Step.CONSULTED, Progress.NOW, 6, "The works council has the draft. It meets twice and answers in writing."),),
    ),
    Plan(
        "tools", Step.CAMPAIGNED, "Scanners that work", "The scanner app crashes and hands type everything again.", "Logistics", 60,
        theme=("Spring pulse", "tools"), figure="420 bookings a week are typed twice",
        options=(LEAVE_IT, "New handhelds, one hall at a time"), decided="New handhelds, one hall at a time",
        case=money(40000, 30000, 52000, 70000) + measure("re-typed bookings a week", "", 420.0, 60.0),
        leaders=(
            Seat("Rosa", Role.SPONSOR, Influence.GREAT, ((Kind.BRIEF_READ, 30, ""), (Kind.COMMITTED_RESOURCE, 12, "Freed a shift for the change"))),
            Seat("Jonas", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_READ, 29, ""), (Kind.SAID_ACCEPT, 25, "Yes, from this year's budget")),
                 (Asked(ObjectionKind.QUESTION, "Who pays when one is dropped?", 27, "The maker, in the first two years. Covers cost 9 euros."),)),
        ),
        outside=(Outside(Step.CONSULTED, Progress.DONE, 18, "Safety committee. Gloves must fit the trigger, so we took the larger model."),),
    ),
    Plan(
        "kit", Step.SERVED, "Everything ready on day one", "Starters wait for log-in, shoes and locker, and sit about in their first week.", "", 70,
        figure="14 of 39 starters waited a week",
        options=("One list, ordered by the recruiter", LEAVE_IT), decided="One list, ordered by the recruiter",
        case=money(2000, 8000, 14000, 20000) + measure("starters with everything on day one", "%", 64.0, 95.0),
        leaders=(
            Seat("Amara", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_READ, 40, ""), (Kind.COMMITTED_RESOURCE, 20, "Gave the recruiters a budget line"))),
            Seat("Alex", Role.DECIDER, Influence.MUCH, ((Kind.BRIEF_READ, 36, ""), (Kind.SAID_ACCEPT, 30, "Log-ins two days before"))),
        ),
        outside=(
            Outside(Step.CONSULTED, Progress.DONE, 25, "Talked with 12 people in their first month. They asked for the locker key by post."),
            Outside(Step.SERVED, Progress.NOW, 2, "31 of 44 requests answered by the help desk; 13 shoes are on order."),
        ),
    ),
    Plan(
        "handover", Step.MEASURED, "Five minutes at handover", "Shifts start without knowing what went wrong before. The same fault is looked for twice.", "Operations", 85,
        figure="7 of 20 stops had stopped the shift before, too",
        options=("A five-minute handover at the board", "A longer form", LEAVE_IT), decided="A five-minute handover at the board",
        case=money(1000, 12000, 26000, 38000) + measure("stops that the shift before had, too", "%", 35.0, 10.0),
        leaders=(
            Seat("Rosa", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_READ, 60, ""), (Kind.COMMITTED_RESOURCE, 25, "Pays the five minutes"))),
            Seat("Ben", Role.INFLUENCER, Influence.MUCH, ((Kind.CAME_TO_DEMO, 44, ""), (Kind.ADVOCATED, 21, "Runs it with his own team first"))),
        ),
        outside=(
            Outside(Step.CONSULTED, Progress.DONE, 33, "All leads of three halls. They struck two of five questions from the board."),
            Outside(Step.SERVED, Progress.DONE, 8, "12 teams asked for help with the board; all were visited."),
        ),
    ),
    Plan(
        "ahead", Step.TOLD, "Shift plans two weeks ahead", "Plans come out on Friday for Monday. Nobody can promise to be at home.", "Operations", 110,
        theme=("Spring pulse", "swaps"), figure="3 days' notice on average, 26 plans looked at",
        options=("Plans on the first of the month", "Plans two weeks ahead", LEAVE_IT), decided="Plans two weeks ahead",
        case=money(3000, 9000, 18000, 30000) + measure("days' notice", "d", 3.0, 14.0),
        leaders=(
            Seat("Rosa", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_READ, 80, ""), (Kind.COMMITTED_RESOURCE, 29, "Planners start on Wednesdays"))),
            Seat("Aisha", Role.DECIDER, Influence.GREAT, ((Kind.BRIEF_READ, 78, ""), (Kind.SAID_ACCEPT, 60, "Yes, for both plants")),
                 (Asked(ObjectionKind.OBJECTION, "Sick leave will break every plan.", 70, "Changes after that need a yes from both. It was so in 9 of 26 plans."),)),
        ),
        outside=(
            Outside(Step.CONSULTED, Progress.DONE, 55, "Works council. Changes within the two weeks need the person's yes."),
            Outside(Step.SERVED, Progress.DONE, 14, "18 questions about exchange days, all answered by the planners."),
        ),
    ),
    Plan(
        "reply", Step.TOLD, "Every question answered within a week", "People ask HR and hear nothing; the question is forwarded and lost.", "", 120,
        theme=("Spring pulse", "reply"), figure="48 of 100 questions answered in a week",
        options=(LEAVE_IT, "One inbox, one promise date"), decided="One inbox, one promise date",
        case=money(4000, 9000, 15000, 21000) + measure("questions answered in a week", "%", 48.0, 90.0),
        leaders=(
            Seat("Amara", Role.SPONSOR, Influence.DECISIVE, ((Kind.BRIEF_READ, 60, ""), (Kind.COMMITTED_RESOURCE, 28, "Gave half a position"), (Kind.ADVOCATED, 10, "Told the board"))),
            Seat("Rosa", Role.INFLUENCER, Influence.GREAT, ((Kind.BRIEF_READ, 55, ""), (Kind.SAID_ACCEPT, 50, "Yes"))),
        ),
        outside=(
            Outside(Step.CONSULTED, Progress.DONE, 45, "Works council and data protection. Questions are deleted after a year."),
            Outside(Step.SERVED, Progress.DONE, 12, "112 questions came in, 104 were answered within a week."),
        ),
    ),
)  # fmt: skip
