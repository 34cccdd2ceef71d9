"""What the figures of a campaign may say, and in which words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allaboard.statistics.told import Told
from allaboard.words import all_grouped, grouped, signed
from allaboard.words import gettext as _

LOW_REACH_GAP = 0.15  # a group counts as unreached when it is this far below everyone's share


def points(difference: float) -> str:
    """A difference of shares in signed points, such as “+17”.

    Args:
        difference: of two shares, -1 to 1.
    """
    return signed(100 * difference)


def some(told: Told) -> str:
    """A count of people in words, or the range that is told instead of it, such as “8–10”."""
    return grouped(told.fewest) if told.is_exact else f"{grouped(told.fewest)}–{grouped(told.most)}"


def percent(told: Told) -> str:
    """Its share in percent, without the sign, or the range that is told instead of it."""
    low, high = (round(100 * count / max(told.of, 1)) for count in (told.fewest, told.most))
    return str(low) if told.is_exact else f"{low}–{high}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to “did it work?”: a headline, its note and a plain sentence."""

    headline: str
    note: str
    sentence: str
    tone: str


def verdict(
    treated: int,
    delivered: int,
    holdout: int,
    lift: float | None,
    low: float | None,
    high: float | None,
) -> Verdict:
    """What may be said of a lift.

    Args:
        treated: people who were to get the campaign.
        delivered: those of them whom a message has reached.
        holdout: people held out; 0 when nobody was.
        lift: difference of shares, or None when it may not be told.
        low: lower end of its interval.
        high: upper end of its interval.
    """
    if not holdout:
        sentence = _(
            "Nobody was held out, so we can say how many acted, but not whether the campaign made them."
        )
        return Verdict(_("No comparison"), _("nobody was held out"), sentence, "plain")
    if not delivered:
        sentence = _("No message has arrived, so nothing can have come of it.")
        return Verdict(_("Nobody is told yet"), _("it begins with the first message"), sentence, "plain")
    if lift is None or low is None or high is None:
        return _too_few(treated, holdout)
    headline = _("%(lift)s points") % {"lift": points(lift)}
    note = _("%(low)s to %(high)s, against a holdout of %(holdout)s") % all_grouped(
        {"low": points(low), "high": points(high), "holdout": holdout}
    )
    return Verdict(headline, note, *_effect(low, high))


def reach_sentence(intended: int, delivered: int, seen: Told | None) -> str:
    """How far a campaign came that measures nothing people do; `seen` is None where nobody can know it.

    Args:
        intended: people it was meant for, 0 or more.
        delivered: how many of them have got it.
        seen: how many of them have seen it, as it may be told.
    """
    counts = all_grouped({"delivered": delivered, "intended": intended, "seen": some(seen) if seen else ""})
    if not seen or not seen.most:
        return _("It came to %(delivered)s of %(intended)s people.") % counts
    return _("It came to %(delivered)s of %(intended)s people; %(seen)s have seen it in the inbox.") % counts


def _too_few(treated: int, holdout: int) -> Verdict:
    counts = all_grouped({"treated": treated, "holdout": holdout})
    note = _("a holdout of %(holdout)s") % counts
    sentence = _("With %(treated)s told and %(holdout)s held out, one side is too small to compare.") % counts
    return Verdict(_("Too few people"), note, sentence, "plain")


def _effect(low: float, high: float) -> tuple[str, str]:
    """The sentence that the interval allows, and its tone."""
    if low > 0:
        return _("Yes. More people acted because they were told."), "good"
    if high < 0:
        return _("No. Fewer people acted where they were told."), "bad"
    sentence = _(
        "Not clear. The true effect may lie anywhere from %(low)s to %(high)s points, so it may be none."
    )
    return sentence % {"low": points(low), "high": points(high)}, "warn"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A group that the campaign reached much less than others, and what could help."""

    label: str
    reached: str
    treated: int
    remedy: str
    action: str


def unreached(groups: Iterable[tuple[str, str, Told]], everyone: Told) -> tuple[Unreached, ...]:
    """Groups whose share of reached lies far below everyone's, worst first.

    Args:
        groups: attribute, label, and who saw it, or got it where no more is known, of each group that may be shown.
        everyone: the same of all.
    """
    low = [group for group in groups if group[2].of and group[2].share < everyone.share - LOW_REACH_GAP]
    low.sort(key=lambda group: group[2].share)
    return tuple(Unreached(label, some(got), got.of, *_remedy(attribute)) for attribute, label, got in low)


def _remedy(attribute: str) -> tuple[str, str]:
    if attribute == "shift":
        return (
            _("Talk at handover and put up a poster: people on shift read little mail."),
            _("Plan a handover talk"),
        )
    if attribute == "work_location":
        return (
            _("Ask the lead on site to tell people, and put up a poster with a code to scan."),
            _("Plan a talk on site"),
        )
    return _("Ask their leader to tell them in the next team meeting."), _("Plan a team talk")


def undelivered_sentence(reasons: Mapping[str, int]) -> str:
    """The people not reached, by reason, in words: “8 not delivered: 5 on leave, 3 no address.”

    Args:
        reasons: people by reason, 1 or more each.
    """
    total = sum(reasons.values())
    if not total:
        return _("Everybody who was to get it has got it.")
    parts = ", ".join(
        f"{grouped(people)} {reason}" for reason, people in sorted(reasons.items(), key=lambda item: -item[1])
    )
    return _("%(total)s not delivered: %(parts)s.") % all_grouped({"total": total, "parts": parts})
