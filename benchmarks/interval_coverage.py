"""How often the intervals hold what they are said to hold: a lift, a lift against a drawn holdout, a recommendation score.

The reference is the 95 % that an interval promises: a ratio of 1 keeps the promise, more keeps it with room. Everything
follows from the seed, so that whoever runs it reads the figures of docs/statistics/lift.md, assignment.md and enps.md.

    ./allaboard bench interval_coverage
    PYTHONPATH=src .venv/bin/python benchmarks/interval_coverage.py --seed 2 --draws 1000
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from hmac import digest
from math import comb, exp, lgamma, log, sqrt

from allaboard.statistics.assignment import holdout_size
from allaboard.statistics.enps import net_recommendation
from allaboard.statistics.intervals import Interval
from allaboard.statistics.lift import Arms, Lift, newcombe_lift, stratified_lift

PROMISED = 0.95
Z = 1.959964
ANYWAY = 0.3  # the part of people who act whether they are told or not
EFFECTS = (0.0, 0.3, 0.4)
SHARES = (0.2, 0.3, 0.5, 0.6, 0.9)  # who acts, held out and told, in the samples of independent people
SIDES = ((300, 90), (40, 8), (26, 6), (12, 6))  # told and held out
ALIKE, UNLIKE = (0.3, 0.3, 0.3), (0.1, 0.4, 0.8)  # who acts anyway, stratum by stratum
STRATA = {"three of 100": (100,) * 3, "ten of 30": (30,) * 10, "forty of 3": (3,) * 40}
BALANCED_SHARE = 0.25
Person = tuple[bool, bool]  # acts when held out, acts when told


def independent(told: int, held: int) -> dict[str, object]:
    """Exactly, over every outcome: how often the lift's interval holds the truth where both sides are samples of their own."""
    intervals = {
        (one, other): newcombe_lift(Arms(one, told, other, held)).interval
        for one in range(told + 1)
        for other in range(held + 1)
    }
    found = []
    for anyway, moved in ((low, high) for low in SHARES for high in SHARES if low <= high):
        ups, downs = chances(told, moved), chances(held, anyway)
        found.append(
            sum(
                ups[one] * downs[other]
                for (one, other), interval in intervals.items()
                if holds(interval, moved - anyway)
            )
        )
    return judged(sum(found) / len(found)) | {"least_percent": round(100 * min(found), 1)}


def chances(people: int, share: float) -> list[float]:
    """How likely each number of people is who act, from none to all."""
    return [
        exp(
            lgamma(people + 1)
            - lgamma(one + 1)
            - lgamma(people - one + 1)
            + one * log(share)
            + (people - one) * log(1 - share)
        )
        for one in range(people + 1)
    ]


def apart(parts: Sequence[float], draws: int, dice: random.Random) -> dict[str, object]:
    """The same for three strata, of which each has its own share and twenty points more of those who are told."""
    held_it = 0
    for _ in range(draws):
        strata = [Arms(acted(60, part + 0.2, dice), 60, acted(20, part, dice), 20) for part in parts]
        held_it += holds(stratified_lift(strata).interval, 0.2)
    return judged(held_it / draws)


def acted(people: int, share: float, dice: random.Random) -> int:
    return sum(dice.random() < share for _ in range(people))


def company(people: int, anyway: float, effect: float) -> list[Person]:
    """People of whom each would do the same in every draw; the effect is what it is, to the nearest person."""
    first, then = round(anyway * people), round((anyway + effect) * people)
    return [(place < first, place < then) for place in range(people)]


def ranked(people: int, seed: str) -> list[int]:
    """The places of everybody in the order of docs/statistics/assignment.md."""
    key = seed.encode()
    return sorted(range(people), key=lambda place: digest(key, str(place).encode(), "sha256"))


def arms(people: Sequence[Person], held: Sequence[int]) -> Arms:
    """Who acted on the two sides, when these places are held out."""
    out = set(held)
    told_acted = sum(told for place, (_, told) in enumerate(people) if place not in out)
    return Arms(told_acted, len(people) - len(out), sum(people[place][0] for place in out), len(out))


def drawn(told: int, held: int, effect: float, draws: int, seed: int) -> dict[str, object]:
    """Everybody of one company, drawn over and over."""
    people = company(told + held, ANYWAY, effect)
    times_out: Counter[int] = Counter()
    lifts = []
    for number in range(draws):
        out = ranked(len(people), f"{seed}-{number}")[:held]
        times_out.update(out)
        lifts.append(newcombe_lift(arms(people, out)))
    return told_of(lifts, truth_of(people)) | {
        "held_out_share": round(held / len(people), 3),
        "held_out_least_and_most": [
            round(pick(times_out[place] for place in range(len(people))) / draws, 3) for pick in (min, max)
        ],
    }


def balanced(sizes: Sequence[int], draws: int, seed: int) -> dict[str, object]:
    """The same, with as many of each stratum as its part of the promised number."""
    strata = [company(size, 0.3 if number % 2 else 0.6, 0.34) for number, size in enumerate(sizes)]
    lifts = []
    for number in range(draws):
        kept, listed = [], 0
        for stratum in ranked(len(strata), f"{seed}-{number}-strata"):
            people = strata[stratum]
            quota = holdout_size(listed + len(people), BALANCED_SHARE) - holdout_size(listed, BALANCED_SHARE)
            listed += len(people)
            if quota:  # a stratum without anyone held out does not count in the lift
                kept.append(arms(people, ranked(len(people), f"{seed}-{number}-{stratum}")[:quota]))
        lifts.append(stratified_lift(kept))
    return told_of(lifts, truth_of([person for people in strata for person in people]))


def truth_of(people: Sequence[Person]) -> float:
    return sum(told - held for held, told in people) / len(people)


def told_of(lifts: Sequence[Lift], truth: float) -> dict[str, object]:
    off = sum(lift.difference for lift in lifts) / len(lifts) - truth
    share = sum(holds(lift.interval, truth) for lift in lifts) / len(lifts)
    return judged(share) | {
        "effect_points": round(100 * truth, 1),
        "estimate_off_points": round(100 * off, 2),
    }


def scores(people: int, promoters: float, detractors: float) -> dict[str, object]:
    """Exactly, over every outcome of a group: the interval of the recommendation score, and the plain formula beside it."""
    truth, held_it, plain = 100 * (promoters - detractors), 0.0, 0.0
    for up, down, chance in outcomes(people, promoters, detractors):
        held_it += chance * holds(net_recommendation(up, down, people).interval, truth)
        centre = (up - down) / people
        reach = Z * sqrt(max(0.0, ((up + down) / people - centre**2) / people))
        plain += chance * (abs(100 * centre - truth) <= 100 * reach + 1e-9)
    return judged(held_it) | {"plain_formula": round(100 * plain, 1)}


def outcomes(people: int, promoters: float, detractors: float) -> Iterator[tuple[int, int, float]]:
    """How many are for and against, with the chance of it."""
    for up in range(people + 1):
        for down in range(people + 1 - up):
            ways = comb(people, up) * comb(people - up, down)
            rest = (1 - promoters - detractors) ** (people - up - down)
            yield up, down, ways * promoters**up * detractors**down * rest


def holds(interval: Interval, truth: float) -> bool:
    return interval.low - 1e-9 <= truth <= interval.high + 1e-9


def judged(share: float) -> dict[str, object]:
    return {"ratio": round(share / PROMISED, 3), "coverage_percent": round(100 * share, 1)}


def reach_of(answers: int) -> float:
    """How far the interval of a score goes when four in ten are for and three in ten against."""
    interval = net_recommendation(round(0.4 * answers), round(0.3 * answers), answers).interval
    return round((interval.high - interval.low) / 2, 1)


def main() -> None:
    """Work it out and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draws, seed, dice = asked.draws, asked.seed, random.Random(asked.seed)
    groups = [(0.5, 0.2), (0.3, 0.3), (0.8, 0.05), (0.1, 0.6), (0.95, 0.0)]
    found = {
        "what": "how often an interval of 95 % holds the truth",
        "seed": seed,
        "draws": draws,
        "independent": {f"{told} and {held}": independent(told, held) for told, held in SIDES},
        "independent strata": {"alike": apart(ALIKE, draws, dice), "unlike": apart(UNLIKE, draws, dice)},
        "drawn": {
            f"{told} and {held}, {100 * effect:.0f} points": drawn(told, held, effect, draws, seed)
            for told, held in SIDES
            for effect in EFFECTS
        },
        "balanced": {name: balanced(sizes, draws, seed) for name, sizes in STRATA.items()},
        "scores": {
            f"{people} people, {up:.0%} for, {down:.0%} against": scores(people, up, down)
            for people in (5, 10, 30)
            for up, down in groups
        },
        "reach of a score": {answers: reach_of(answers) for answers in (5, 50, 500)},
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
