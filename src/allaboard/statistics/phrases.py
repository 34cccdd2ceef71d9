"""Names for groups of texts: the things that many people mention in one and few in the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from allaboard.statistics.small_words import BEFORE_THINGS, SMALL_WORDS, TIES, language_of

LONGEST_PHRASE = 3  # words that say something, in one phrase
# How many of a group's texts must use a phrase for it to speak for the group: of a thing, of any other word, and how many
# times as often as the other texts.
LEAST_SHARE, LEAST_SHARE_OF_OTHERS, LEAST_LIFT = 0.06, 0.3, 1.5

_PLACEHOLDER = re.compile(r"\[[\w-]+\]")  # what `scrubbed` puts in the place of names and addresses
_PART = re.compile(r"[^.!?;:,()\[\]\"“”„«»…–—/\\\n\r|*0-9]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_APOSTROPHE = re.compile(r"^(?:[ldjmnst]|qu)['’](?=\w)", re.IGNORECASE)  # l'équipe is équipe

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A phrase that speaks for a group of texts, as it is mostly written, and the share of its texts that use it."""

    text: str
    share: float  # 0 to 1


@dataclass(slots=True)
class _Phrase:
    """A phrase with the texts that hold it, and how it stands in them."""

    texts: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)
    uses: int = 0
    alone: int = 0  # uses in which no other word that says something touches it
    named: int = 0  # uses after an article, a possessive, a preposition, or written as a German noun


@dataclass(frozen=True, slots=True)
class _Use:
    key: Key
    written: str
    is_alone: bool
    is_named: bool


def names_of(
    groups: Sequence[Sequence[int]],
    texts: Sequence[str],
    *,
    sources: Sequence[Hashable] = (),
    fewest: int = 10,
    most: int = 6,
) -> list[list[Name]]:
    """Phrases per group of texts, the best name first.

    A phrase is one to three words that stand side by side, small words between them aside. It must be used in as many
    texts as `fewest`, so that no name repeats what a few people said.

    Args:
        groups: for each group the places of its texts; groups do not overlap.
        texts: what people wrote.
        sources: what each text answers, one per text; people write one text per source at most. Empty: all the same.
        fewest: the fewest texts of one source, in all groups together, that use a phrase.
        most: how many phrases per group.

    Returns:
        Per group its phrases; none where nothing is said by enough people.

    Source:
        Candidates between small words: Rose et al. (2010), in Berry & Kogan (eds), Text Mining, ch. 1. Weight: part of the
        divergence between a group and the others, Kullback & Leibler (1951), Ann. Math. Stat. 22:79-86, on phrases of a
        group as in Grootendorst (2022), arXiv:2203.05794; whole phrases before parts: Frantzi et al. (2000), IJDL 3:115-130.
    """
    phrases = _counted(texts)
    heard = {
        key: phrase for key, phrase in phrases.items() if _most_of_one_source(phrase.texts, sources) >= fewest
    }
    everywhere = sum(map(len, groups))
    return [_best(set(group), heard, everywhere, most) for group in groups]


def _most_of_one_source(places: set[int], sources: Sequence[Hashable]) -> int:
    return max(Counter(sources[place] for place in places).values()) if sources else len(places)


def _counted(texts: Sequence[str]) -> dict[Key, _Phrase]:
    parts = [[_words(part) for part in _PART.findall(_PLACEHOLDER.sub(".", text))] for text in texts]
    usual = language_of([word.lower() for text in parts for part in text for word in part])
    phrases: dict[Key, _Phrase] = defaultdict(_Phrase)
    for place, text in enumerate(parts):
        language = language_of([word.lower() for part in text for word in part], usual)
        for part in text:
            for use in _uses(part, language):
                phrase = phrases[use.key]
                phrase.texts.add(place)
                phrase.written[use.written] += 1
                phrase.uses += 1
                phrase.alone += use.is_alone
                phrase.named += use.is_named
    return phrases


def _words(part: str) -> list[str]:
    return [_APOSTROPHE.sub("", word) for word in _WORD.findall(part)]


def _uses(words: Sequence[str], language: str) -> Iterator[_Use]:
    """Every phrase of a part of a sentence."""
    says = [_says_something(word, language) for word in words]
    tied = [says[at] or _is_tie(words, says, at, language) for at in range(len(words))]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_PHRASE + 1) + 1):
            if not tied[end - 1]:
                break
            if not says[start] or not says[end - 1] or sum(says[start:end]) > LONGEST_PHRASE:
                continue
            before = words[start - 1].lower() if start else ""
            is_noun = language == "de" and start > 0 and words[end - 1][0].isupper()
            is_alone = not (start and says[start - 1]) and not (end < len(words) and says[end])
            yield _Use(
                key=tuple(
                    _stem(word)
                    for word, counts in zip(words[start:end], says[start:end], strict=True)
                    if counts
                ),
                written=" ".join(words[start:end]),
                is_alone=is_alone,
                is_named=is_noun or (is_alone and before in BEFORE_THINGS),
            )


def _says_something(word: str, language: str) -> bool:
    return len(word) > 2 and word.lower().replace("’", "'") not in SMALL_WORDS[language]


def _is_tie(words: Sequence[str], says: Sequence[bool], at: int, language: str) -> bool:
    """Whether a small word ties its two neighbours into one thing."""
    within = 0 < at < len(words) - 1
    return within and words[at].lower() in TIES[language] and says[at - 1] and says[at + 1]


def _stem(word: str) -> str:
    """One and many as one."""
    bare = word.lower().replace("’", "'").removesuffix("'s")
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


def _is_a_thing(phrase: _Phrase) -> bool:
    """Whether people name it rather than do it: a word after articles and the like, or several that stand by themselves."""
    if _is_long(phrase):
        return phrase.alone >= 0.5 * phrase.uses
    return phrase.named >= 0.25 * phrase.uses


def _is_long(phrase: _Phrase) -> bool:
    return " " in next(iter(phrase.written))


def _best(group: set[int], heard: Mapping[Key, _Phrase], everywhere: int, most: int) -> list[Name]:
    weights = {key: _weight(phrase, group, everywhere) for key, phrase in heard.items()}
    ranked = sorted((key for key in weights if weights[key] > 0), key=lambda key: (-weights[key], key))
    kept: list[Key] = []
    for key in ranked:
        if not any(set(key) & set(other) for other in kept):
            kept.append(key)
    return [Name(_as_written(heard[key]), len(heard[key].texts & group) / len(group)) for key in kept[:most]]


def _weight(phrase: _Phrase, group: set[int], everywhere: int) -> float:
    own = len(phrase.texts & group)
    if own < 2:
        return 0.0
    others = everywhere - len(group)
    elsewhere = (len(phrase.texts) - own + 0.5) / (others + 1)
    share = own / len(group)
    whole = 0.4 + 0.6 * phrase.alone / phrase.uses
    likely = min(1.0, 0.4 + phrase.named / phrase.uses) if _is_a_thing(phrase) else 0.1
    worth = whole * (1.7 if _is_long(phrase) else likely)
    least = LEAST_SHARE if _is_a_thing(phrase) else LEAST_SHARE_OF_OTHERS
    if share < least or share < LEAST_LIFT * elsewhere:
        return 0.0
    return share * log(share / elsewhere) * worth


def _as_written(phrase: _Phrase) -> str:
    return max(phrase.written.items(), key=lambda pair: (pair[1], pair[0]))[0]
