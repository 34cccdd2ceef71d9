"""The sample company's campaigns: one with a planted lift, one waiting for approval, one for each later step, and one that only informs."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from allaboard.areas.campaigns.choices import Aim, Arm, OutcomeKind, StepKind
from allaboard.areas.campaigns.models import Act, Assignment, Campaign
from allaboard.areas.campaigns.services.measure import measure_campaign
from allaboard.areas.campaigns.services.review import submit_for_review
from allaboard.areas.initiatives.models import Initiative
from allaboard.foundation.segments.facade import people_matching, segments_for
from allaboard.project.sample.acting.past import Team, Words, draft, move_back, send
from allaboard.project.sample.company.segments import HALLS
from allaboard.project.sample.planted import NOTHING, LeftOut, Planted

TREATED_SHARE, HOLDOUT_SHARE = 0.66, 0.36  # planted: what people do with and without the campaign
HELD_OUT = 0.25
WHOLE_COMPANY_UP_TO = 5_000
TOO_FEW = "too few are on either side to tell it"
INBOX_BODY = """Hello {first_name},

questions to HR used to get lost. From today there is **one inbox**, and every question gets a date by which you will have your answer.

- Write to us there about pay, leave, contracts, anything.
- You see the date at once. If we miss it, you will hear why before it passes."""

PARKING_BODY = """Hello {first_name},

the roof over the car park is mended from Monday, for three weeks. Please **park behind the depot**; the bus from the station stops there too.

The doors stay as they are, and nobody has to do anything else."""


@dataclass(frozen=True, slots=True)
class Past:
    """A campaign that went out, counted by the button in its message."""

    key: str  # of the initiative
    title: str
    goal: str
    outcome: str
    audience: str
    at_scale: str  # a smaller part of a large company
    steps: tuple[Words, ...]
    days_ago: int
    outcome_days: int
    acted_share: float = 0.0  # 0: not measured yet
    is_final: bool = False


PAST = (
    Past(
        "tools", "New handhelds in your hall", "Nobody types a booking twice", "press “I have mine”",
        'department = Logistics and location = "Depot"', "department = Quality and location = Labs and shift = Night",
        (Words("Your new handheld is here", "Hello {first_name},\n\nthe new handhelds came. Fetch yours at the gate.", "I have mine"),
         Words("The old ones go back", "Hello {first_name},\n\nplease put your old handheld into the box at the gate.", kind=StepKind.TELL, days_later=12)),
        days_ago=5, outcome_days=14,
    ),
    Past(
        "kit", "Your first day, ready", "Nobody waits for shoes or log-in", "say that they have everything",
        "tenure < 1 year", 'department = "Human Resources" and tenure < 1 year',
        (Words("Is everything there?", "Hello {first_name},\n\nyou joined us this year. Log-in, shoes, locker: is something still missing? Write to the help desk.", "I have everything"),),
        days_ago=11, outcome_days=21,
    ),
    Past(
        "handover", "Five minutes at the board", "The next shift knows what went wrong", "say that they do it",
        "department = Operations", 'department = "Human Resources"',
        (Words("Five minutes before you go", "Hello {first_name},\n\nfrom today there are five paid minutes at the board when shifts change.", "We do it"),),
        days_ago=18, outcome_days=30, acted_share=0.41,
    ),
    Past(
        "ahead", "Your plan, two weeks ahead", "People can promise to be at home", "say that they have their plan",
        "department = Operations", 'department = "Human Resources"',
        (Words("Your plan comes earlier", "Hello {first_name},\n\nyour plan now comes two weeks ahead. Changes after that need your yes.", "I have my plan"),),
        days_ago=26, outcome_days=14, acted_share=0.62, is_final=True,
    ),
)  # fmt: skip


def initiative_keys() -> list[str]:
    """The initiatives that have a campaign, in the order in which those are made."""
    return ["reply", *(past.key for past in PAST), "swaps"]


def obstacle(key: str, team: Team, people: int) -> str:
    """Why a company is too small for the campaign of an initiative; empty when it is not, or when it plans none."""
    past = next((past for past in PAST if past.key == key), None)
    if past is not None and not people_matching(_audience(past, people)).exists():
        return f"nobody to reach: {_audience(past, people)}"
    return nobody_approves(team) if key in initiative_keys() else ""


def nobody_approves(team: Team) -> str:
    """Why nothing can be sent: whoever writes it is the only one who could approve it; empty when somebody else can."""
    return "" if team.by.person_id != team.approver.person_id else "nobody else is there to approve it"


def make(key: str, team: Team, initiative: Initiative, people: int) -> Planted:
    """Make the campaign of an initiative; and what was planted in it."""
    if key == "reply":
        return _one_inbox(team, initiative, _everyone(people))
    if key == "swaps":
        _swap_board(team, initiative)
        return NOTHING
    past = next(past for past in PAST if past.key == key)
    _send(team, past, initiative, _audience(past, people))
    return NOTHING


def _audience(past: Past, people: int) -> str:
    return past.audience if people <= WHOLE_COMPANY_UP_TO else past.at_scale


def inform(team: Team, people: int) -> None:
    """Make the campaign that belongs to no initiative: people need to know something, and nothing they do is measured."""
    campaign = draft(
        team, "Parking while the roof is mended", [Words("Park behind the depot for three weeks", PARKING_BODY, kind=StepKind.TELL)],
        goal="Everyone knows where to park", aim=Aim.INFORM, audience_text=_everyone(people),
    )  # fmt: skip
    send(team, campaign, days_ago=8)
    measure_campaign(campaign.pk, by=team.by)
    move_back(campaign, days_ago=8)


def _everyone(people: int) -> str:
    """The whole company, or a part of one that is too large to wait for."""
    return "" if people <= WHOLE_COMPANY_UP_TO else 'department = "Legal and Communications"'


def _one_inbox(team: Team, initiative: Initiative, audience: str) -> Planted:
    campaign = draft(
        team, "One inbox for HR", [Words("One place to ask HR, with a date", INBOX_BODY)],
        goal="Everyone asks HR in one place and gets a date", initiative_id=initiative.pk,
        outcome="use the HR inbox", outcome_kind=OutcomeKind.RULE, outcome_rule="custom.hr_inbox = yes", outcome_days=14,
        expected_share=HOLDOUT_SHARE, audience_text=audience, holdout_share=HELD_OUT, balance="shift",
    )  # fmt: skip
    send(team, campaign, days_ago=24)
    _plant_use(team.dice("acted"), campaign)
    measured = measure_campaign(campaign.pk, by=team.by, is_final=True)
    move_back(campaign, days_ago=24)
    if measured.lift is None:
        return Planted(left_out=[LeftOut(f"{campaign.title}: lift", TOO_FEW)])
    planted = {
        "campaign": campaign.title,
        "treated_share": TREATED_SHARE,
        "holdout_share": HOLDOUT_SHARE,
        "lift": round(TREATED_SHARE - HOLDOUT_SHARE, 4),
    }
    return Planted({"campaign": planted})


def _send(team: Team, past: Past, initiative: Initiative, audience: str) -> None:
    campaign = draft(
        team, past.title, past.steps, goal=past.goal, initiative_id=initiative.pk, outcome=past.outcome,
        outcome_kind=OutcomeKind.ACKNOWLEDGED, outcome_days=past.outcome_days, expected_share=0.3, holdout_share=0.0, audience_text=audience,
    )  # fmt: skip
    send(team, campaign, past.days_ago)
    if past.acted_share:
        _plant_answers(team.dice(f"{past.title}: acted"), campaign, past)
        measure_campaign(campaign.pk, by=team.by, is_final=past.is_final)
    move_back(campaign, past.days_ago)


def _swap_board(team: Team, initiative: Initiative) -> None:
    halls = next(ref for ref in segments_for(team.by) if ref.name == HALLS)
    campaign = draft(
        team,
        "Swap board launch",
        [
            Words(
                "Swap a shift yourself",
                "Hello {first_name},\n\nfrom Monday you can swap a shift on the board in your hall or on your phone. If both agree, it is done.",
                kind=StepKind.TELL,
                days_later=7,
            ),
            Words(
                "Try one swap this week",
                "Hello {first_name},\n\nplease settle your next swap on the board. It takes a minute.",
                days_later=10,
            ),
        ],
        goal="Swaps are settled within a day", initiative_id=initiative.pk, outcome="settle a swap on the board",
        outcome_kind=OutcomeKind.RULE, outcome_rule="custom.swap_board = yes", outcome_days=30,
        expected_share=0.4, segment_id=halls.id, audience_text=halls.text, holdout_share=0.2,
    )  # fmt: skip
    submit_for_review(campaign.pk, by=team.by)


def _sides(campaign: Campaign) -> list[tuple[int, str]]:
    found = Assignment.objects.filter(version__campaign=campaign).order_by("person_id")
    return list(found.values_list("person_id", "arm"))


def _plant_use(chance: random.Random, campaign: Campaign) -> None:
    acted = [
        person_id
        for person_id, arm in _sides(campaign)
        if chance.random() < (HOLDOUT_SHARE if arm == Arm.HOLDOUT else TREATED_SHARE)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE people_person SET custom_fields = custom_fields || \'{"hr_inbox": "yes"}\' WHERE id = ANY(%s)',
            [acted],
        )


def _plant_answers(chance: random.Random, campaign: Campaign, past: Past) -> None:
    day = timezone.localdate() - timedelta(days=past.days_ago - 2)
    step = campaign.steps.get().pk
    Act.objects.bulk_create(
        Act(campaign=campaign, person_id=person_id, how=OutcomeKind.ACKNOWLEDGED, step_id=step, on=day)
        for person_id, _arm in _sides(campaign)
        if chance.random() < past.acted_share
    )
