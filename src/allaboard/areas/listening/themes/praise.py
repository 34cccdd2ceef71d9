"""Tells praise from what should change: words of praise in the four languages, and answers to what works well."""

import re
from collections.abc import Iterable

WORKS_WELL = "works_well"  # the question of the library that asks for praise
LEAST_SHARE = 1 / 3  # of a theme's comments that must praise: many do without a word of the list
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PRAISES = frozenset(
    # English
    "good great best excellent wonderful fantastic awesome love thank thanks grateful appreciate appreciated helps "
    "helpful kind supportive friendly fair trusted trust proud happy laugh enjoy glad "
    # German
    "gut gute guter gutes guten toll tolle tolles super klasse beste bester besten danke dankbar hilft hilfsbereit "
    "freundlich stolz zufrieden spaß gerne wertgeschätzt vertrauen "
    # Spanish
    "bueno buena buenos buenas genial excelente gracias agradecido agradecida encanta amable ayudan orgulloso orgullosa "
    "orgullo contento contenta feliz confianza "
    # French
    "bon bonne bons bonnes génial géniale excellente merci reconnaissant reconnaissante aident gentil gentille "
    "sympa fier fière content contente heureux heureuse confiance ravi ravie".split()
)
_WISHES_OR_DENIES = frozenset(
    # English
    "no not never cannot without unless if would could should wish please "
    # German
    "kein keine keinen keiner nicht nie ohne wäre würde würden könnte könnten sollte sollten müsste leider bitte "
    # Spanish
    "nunca sin sería podría podrían debería deberían falta favor "
    # French
    "ne pas jamais sans serait devrait devraient pourrait pourraient manque plaît".split()
)


def is_of_praise(comments: Iterable[tuple[str, str]]) -> bool:
    """Whether what a theme's comments say is to be kept, rather than changed.

    Args:
        comments: of each the key of the question that it answers, and its text.
    """
    praising = [question == WORKS_WELL or praises(text) for question, text in comments]
    return bool(praising) and sum(praising) >= LEAST_SHARE * len(praising)


def praises(text: str) -> bool:
    """Whether a comment holds a word of praise that it neither denies nor wishes for.

    Args:
        text: what a person wrote, in any case.
    """
    words = {word.replace("’", "'") for word in _WORD.findall(text.lower())}
    return not any(map(_wishes_or_denies, words)) and not words.isdisjoint(_PRAISES)


def _wishes_or_denies(word: str) -> bool:
    return word in _WISHES_OR_DENIES or word.endswith("n't") or word.startswith("n'")
