"""How a theme that the machine found is called, until somebody gives it a better name."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from allaboard.areas.listening.themes.subjects import subject_of
from allaboard.statistics.phrases import Name

STRONG_PHRASE = 0.08  # of a theme's comments: how many must say it for it to name the theme
_WORD = re.compile(r"[^\W_]+")


def theme_titles(
    groups: Sequence[Sequence[int]], texts: Sequence[str], names: Sequence[Sequence[Name]]
) -> list[str]:
    """One title per group of comments, no two alike.

    A phrase that many use names a theme; else the subject that most of its comments touch on; else the word
    that comes nearest. Nothing that fewer than the minimum said is repeated: see `statistics.phrases`.

    Args:
        groups: the places of each theme's comments, largest theme first.
        texts: the comments.
        names: the phrases of each theme, best first.
    """
    words = [frozenset(_WORD.findall(text.lower())) for text in texts]
    titles: dict[frozenset[str], str] = {}
    for number, (group, said) in enumerate(zip(groups, names, strict=True), start=1):
        own = set(group)
        others = [each for place, each in enumerate(words) if place not in own]
        subject = subject_of([words[place] for place in group], others)
        offered = [*_offered(said, str(subject.label) if subject else "")]
        offered.append(_("Theme %(number)s, not named yet") % {"number": number})
        title = next(one for one in offered if _alike(one) not in titles)
        titles[_alike(title)] = title
    return list(titles.values())


def _offered(said: Sequence[Name], subject: str) -> Iterator[str]:
    """Titles for a theme, best first."""
    best = _capital(said[0].text) if said else ""
    if said and " " in best and said[0].share >= STRONG_PHRASE:
        yield best
    if subject:
        yield subject
    if subject and best:
        yield f"{subject}: {said[0].text}"
    if best:
        yield best
        yield _capital(", ".join(name.text for name in said[:2]))
    if subject:
        yield from (f"{subject} ({number})" for number in range(2, 100))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _alike(title: str) -> frozenset[str]:
    """What two titles share that differ by order and number only: shift swaps, swap shifts."""
    return frozenset(word.removesuffix("s") for word in _WORD.findall(title.lower()))
