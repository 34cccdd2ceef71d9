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
    (
        ("never",),
        ("rarely", "seldom", "almost never"),
        ("sometimes", "occasionally"),
        ("often", "usually", "frequently", "almost always"),
        ("always",),
    ),
    (("very poor",), ("poor",), ("fair", "average"), ("good",), ("very good", "excellent")),
    (("very unlikely",), ("unlikely",), ("neither", "neutral"), ("likely",), ("very likely",)),
    (
        ("not at all important", "very unimportant"),
        ("slightly important", "of little importance", "unimportant"),
        ("moderately important", "neutral"),
        ("important",),
        ("very important",),
    ),
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
    (
        ("sehr unzufrieden",),
        ("unzufrieden", "eher unzufrieden"),
        ("weder zufrieden noch unzufrieden", "teils/teils", "weder noch", "neutral"),
        ("zufrieden", "eher zufrieden"),
        ("sehr zufrieden",),
    ),
    (
        ("muy insatisfecho",),
        ("insatisfecho", "poco satisfecho"),
        ("ni satisfecho ni insatisfecho", "neutral"),
        ("satisfecho", "bastante satisfecho"),
        ("muy satisfecho",),
    ),
    (
        ("muy insatisfecha",),
        ("insatisfecha", "poco satisfecha"),
        ("ni satisfecha ni insatisfecha", "neutral"),
        ("satisfecha", "bastante satisfecha"),
        ("muy satisfecha",),
    ),
    (
        ("très insatisfait", "pas du tout satisfait"),
        ("insatisfait", "plutôt insatisfait", "peu satisfait"),
        ("ni satisfait ni insatisfait", "neutre"),
        ("satisfait", "plutôt satisfait"),
        ("très satisfait", "tout à fait satisfait"),
    ),
    (
        ("très insatisfaite", "pas du tout satisfaite"),
        ("insatisfaite", "plutôt insatisfaite", "peu satisfaite"),
        ("ni satisfaite ni insatisfaite", "neutre"),
        ("satisfaite", "plutôt satisfaite"),
        ("très satisfaite", "tout à fait satisfaite"),
    ),
    (
        ("nie", "niemals"),
        ("selten", "fast nie"),
        ("manchmal", "gelegentlich"),
        ("oft", "häufig", "meistens", "fast immer"),
        ("immer",),
    ),
    (
        ("nunca",),
        ("rara vez", "raramente", "pocas veces", "casi nunca"),
        ("a veces", "algunas veces"),
        ("a menudo", "con frecuencia", "frecuentemente", "casi siempre"),
        ("siempre",),
    ),
    (
        ("jamais",),
        ("rarement", "presque jamais"),
        ("parfois", "quelquefois", "de temps en temps"),
        ("souvent", "fréquemment", "presque toujours"),
        ("toujours",),
    ),
    (
        ("sehr schlecht",),
        ("schlecht", "eher schlecht"),
        ("mittelmäßig", "durchschnittlich", "mittel"),
        ("gut", "eher gut"),
        ("sehr gut", "ausgezeichnet"),
    ),
    (("muy malo",), ("malo",), ("regular", "normal"), ("bueno",), ("muy bueno", "excelente")),
    (("muy mala",), ("mala",), ("regular", "normal"), ("buena",), ("muy buena", "excelente")),
    (("muy mal",), ("mal",), ("regular", "normal"), ("bien",), ("muy bien", "excelente")),
    (("très mauvais",), ("mauvais",), ("moyen", "passable"), ("bon",), ("très bon", "excellent")),
    (("très mauvaise",), ("mauvaise",), ("moyenne", "passable"), ("bonne",), ("très bonne", "excellente")),
    (
        ("sehr unwahrscheinlich",),
        ("unwahrscheinlich", "eher unwahrscheinlich"),
        ("weder noch", "neutral", "teils/teils"),
        ("wahrscheinlich", "eher wahrscheinlich"),
        ("sehr wahrscheinlich",),
    ),
    (
        ("muy improbable", "nada probable"),
        ("improbable", "poco probable"),
        ("ni probable ni improbable", "neutral"),
        ("probable", "bastante probable"),
        ("muy probable",),
    ),
    (
        ("très improbable", "pas du tout probable", "très peu probable"),
        ("peu probable", "plutôt improbable"),
        ("ni probable ni improbable", "neutre"),
        ("probable", "plutôt probable"),
        ("très probable",),
    ),
    (
        ("überhaupt nicht wichtig", "gar nicht wichtig", "sehr unwichtig"),
        ("weniger wichtig", "eher unwichtig", "unwichtig"),
        ("teils/teils", "neutral", "mittelmäßig wichtig"),
        ("wichtig", "eher wichtig"),
        ("sehr wichtig",),
    ),
    (
        ("nada importante",),
        ("poco importante",),
        ("moderadamente importante", "algo importante", "neutral"),
        ("importante", "bastante importante"),
        ("muy importante",),
    ),
    (
        ("pas du tout important",),
        ("peu important", "plutôt pas important"),
        ("moyennement important", "neutre"),
        ("important", "plutôt important"),
        ("très important",),
    ),
)
STEPS = {word: number for scale in SCALES for number, words in enumerate(scale, 1) for word in words}
NO_ANSWER = frozenset(
    "n/a|n.a.|na|none|not applicable|no answer|prefer not to say|don't know|-|k. a.|k.a.|keine angabe|weiß nicht"
    "|ns/nc|no aplica|no sabe|no contesta|sin respuesta|sans réponse|sans objet|ne sait pas|je ne sais pas".split(
        "|"
    )
)


def plain(cell: str) -> str:
    """The cell as words are compared: without spaces at its ends, capitals and curly apostrophes."""
    return cell.strip().lower().replace("’", "'")


def is_no_answer(cell: str) -> bool:
    """Whether the cell says that somebody did not answer."""
    return plain(cell) in NO_ANSWER


def is_of_five_steps(cells: Iterable[str]) -> bool:
    """Whether a column's words are on scales of five steps at most.

    Two words for the same step of one scale, such as "agree" and "somewhat agree", are two of seven steps.
    """
    said = {plain(cell) for cell in cells}
    return all(len(said.intersection(words)) < 2 for scale in SCALES for words in scale)


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
