"""The words in which answers to a scale of five steps are written elsewhere."""

from collections import Counter
from collections.abc import Iterable

# Each scale from its worst step to its best; words for the same step stand side by side, the usual one first.
SCALES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("strongly disagree", "completely disagree", "totally disagree"),
        ("disagree", "somewhat disagree"),
        ("neither", "neutral", "neither agree nor disagree", "undecided"),
        ("agree", "somewhat agree"),
        ("strongly agree", "completely agree", "totally agree"),
    ),
    (
        ("very dissatisfied", "very unsatisfied"),
        ("dissatisfied", "unsatisfied", "somewhat dissatisfied"),
        ("neither", "neutral", "neither satisfied nor dissatisfied"),
        ("satisfied", "somewhat satisfied"),
        ("very satisfied",),
    ),
    (("never",), ("rarely", "seldom"), ("sometimes",), ("often", "usually"), ("always",)),
    (("very poor",), ("poor",), ("fair", "average"), ("good",), ("very good", "excellent")),
    (("very unlikely",), ("unlikely",), ("neither", "neutral"), ("likely",), ("very likely",)),
    (
        ("stimme überhaupt nicht zu", "stimme gar nicht zu", "trifft gar nicht zu"),
        ("stimme nicht zu", "stimme eher nicht zu", "trifft eher nicht zu"),
        ("teils/teils", "teils, teils", "teils teils", "weder noch", "neutral"),
        ("stimme zu", "stimme eher zu", "trifft eher zu"),
        ("stimme voll zu", "stimme voll und ganz zu", "stimme völlig zu", "trifft voll zu"),
    ),
    (
        ("totalmente en desacuerdo", "muy en desacuerdo"),
        ("en desacuerdo",),
        ("ni de acuerdo ni en desacuerdo", "neutral"),
        ("de acuerdo",),
        ("totalmente de acuerdo", "muy de acuerdo"),
    ),
    (
        ("pas du tout d'accord",),
        ("pas d'accord", "plutôt pas d'accord"),
        ("ni d'accord ni pas d'accord", "neutre"),
        ("d'accord", "plutôt d'accord"),
        ("tout à fait d'accord",),
    ),
)
STEPS = {word: number for scale in SCALES for number, words in enumerate(scale, 1) for word in words}
NO_ANSWER = frozenset(
    "n/a|n.a.|na|none|not applicable|no answer|prefer not to say|don't know|-|k. a.|k.a.|keine angabe|weiß nicht"
    "|ns/nc|no aplica|sans réponse|sans objet".split("|")
)


def plain(cell: str) -> str:
    """The cell as words are compared: without spaces at its ends, capitals and curly apostrophes."""
    return cell.strip().lower().replace("’", "'")


def is_no_answer(cell: str) -> bool:
    """Whether the cell says that somebody did not answer."""
    return plain(cell) in NO_ANSWER


def words_of(cells: Iterable[str]) -> tuple[str, ...]:
    """The five steps of the scale that the cells are on, worst first; none for cells that are numbers.

    Each step in the words most often used for it in the file; where nobody gave it, in the usual words.
    """
    said = Counter(cell.strip() for cell in cells if plain(cell) in STEPS)
    if not said:
        return ()
    seen = {plain(cell) for cell in said}
    scale = max(SCALES, key=lambda steps: len(seen.intersection(sum(steps, ()))))
    used = {STEPS[plain(cell)]: cell for cell, _times in reversed(said.most_common())}
    return tuple(used.get(number, words[0].capitalize()) for number, words in enumerate(scale, 1))
