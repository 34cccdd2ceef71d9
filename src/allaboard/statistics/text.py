"""Puts comments that say alike things together, and takes out of them what points at people.

scikit-learn is read in where it is used: that takes longer than everything else that a process of the product begins with,
and only the one that finds themes needs it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from allaboard.statistics.small_words import SMALL_WORDS

Vectors = NDArray[np.float32]
FEWEST_TO_PART = 10  # comments; fewer make one topic

_WORD = re.compile(r"[^\W\d_][^\W\d_']+")
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
_PHONE = re.compile(r"(?<![\w.])\+?\d(?:[\s./()-]{0,2}\d){6,}(?!\w)")
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Topic:
    """Comments that belong together: their places in the list."""

    members: tuple[int, ...]


def topics(
    texts: Sequence[str],
    vectors: Vectors,
    *,
    most: int = 12,
    seed: int = 7,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Topic]:
    """Group texts by meaning into as many topics as separate them best.

    Args:
        texts: the comments, n of them.
        vectors: one row of length 1 per comment, shape (n, dimensions).
        most: the largest number of topics tried.
        seed: fixed, so that the same comments give the same topics.
        progress: told the share done, 0 to 1.

    Returns:
        Topics, largest first; every text is in exactly one. Fewer than 10 texts make one topic.

    Raises:
        ValueError: texts and vectors do not match.

    Source:
        k-means on the sphere, number by mean silhouette (Rousseeuw 1987, J. Comput. Appl. Math. 20:53-65),
        in the main directions of the vectors.
    """
    if len(texts) != len(vectors):
        raise ValueError(f"{len(texts)} texts, {len(vectors)} vectors")
    if not texts:
        return []
    labels = _best_labels(vectors, most, seed, progress)
    found = [
        Topic(tuple(int(i) for i in np.flatnonzero(labels == label)))
        for label in sorted(set(labels.tolist()))
    ]
    return sorted(found, key=lambda topic: (-len(topic.members), topic.members[0]))


def _best_labels(
    vectors: Vectors, most: int, seed: int, progress: Callable[[float], None]
) -> NDArray[np.int64]:
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    count = len(vectors)
    best, best_score = np.zeros(count, dtype=np.int64), -1.0
    space = _dense(vectors, seed)
    different = len(np.unique(space.round(4), axis=0))
    lowest, highest = fewest_topics(count), min(most, most_topics(count), different - 1)
    tried = range(lowest, highest + 1)
    for step, number in enumerate(tried, start=1):
        labels = KMeans(number, n_init=4, random_state=seed).fit_predict(space)
        score = float(silhouette_score(space, labels, sample_size=min(count, 2_000), random_state=seed))
        if score > best_score:
            best, best_score = labels.astype(np.int64), score
        progress(step / len(tried))
    return best


def fewest_topics(comments: int) -> int:
    """How many topics to begin with: many comments in two heaps would tell a reader nothing.

    Args:
        comments: how many there are, 0 or more.
    """
    return 2 if comments < 60 else 4 if comments < 400 else 6


def most_topics(comments: int) -> int:
    """How many topics are worth telling apart: about the square root of half the comments; of a handful one.

    Args:
        comments: how many there are, 0 or more.

    Source: Mardia, Kent and Bibby (1979), Multivariate Analysis, section 13: k ≈ √(n/2).
    """
    return round(sqrt(comments / 2)) if comments >= FEWEST_TO_PART else 1


def _dense(vectors: Vectors, seed: int) -> Vectors:
    """The main directions of the vectors, in which distances mean more than in hundreds of noisy ones."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    kept = 24
    if vectors.shape[1] <= kept or len(vectors) <= 2 * kept:
        return vectors
    return np.asarray(
        normalize(TruncatedSVD(kept, random_state=seed).fit_transform(vectors)), dtype=np.float32
    )


def plain_vectors(texts: Sequence[str], dimensions: int = 100, seed: int = 7) -> Vectors:
    """Vectors from the words alone, for when no language model is installed.

    Args:
        texts: the comments, at least one.
        dimensions: the most dimensions kept.
        seed: fixed, so that the same comments give the same vectors.

    Returns:
        Shape (n, ≤ dimensions), each row of length 1, or 0 for a comment without words.

    Source: Deerwester et al. (1990), J. Am. Soc. Inf. Sci. 41:391-407 (latent semantic analysis).
    """
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectoriser = TfidfVectorizer(sublinear_tf=True, stop_words=_small_words(), token_pattern=_WORD.pattern)
    try:
        weights = vectoriser.fit_transform(texts)
    except ValueError:  # nothing but small words
        return np.zeros((len(texts), 1), dtype=np.float32)
    kept = min(dimensions, weights.shape[1] - 1, len(texts) - 1)
    dense = TruncatedSVD(kept, random_state=seed).fit_transform(weights) if kept > 1 else weights.toarray()
    return np.asarray(normalize(dense), dtype=np.float32)


@cache
def _small_words() -> list[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    words = ENGLISH_STOP_WORDS.union(*SMALL_WORDS.values())
    return sorted({piece for word in words for piece in _WORD.findall(word)})


def scrubbed(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text without e-mail addresses, links, phone numbers and the given names.

    Args:
        text: what a person wrote.
        names: names of people in lower case, each one word without hyphens, its apostrophe the one of typewriters.
    """
    text = _PHONE.sub("[number]", _LINK.sub("[link]", _E_MAIL.sub("[e-mail]", text)))
    if not names:
        return text
    return _TOKEN.sub(lambda found: _nameless(found.group(), names), text)


def _nameless(word: str, names: frozenset[str]) -> str:
    """The word, or what is left of it when it, or a part between hyphens, is a name."""
    parts = ["[name]" if _is_name(part, names) else part for part in word.split("-")]
    return "[name]" if set(parts) == {"[name]"} else "-".join(parts)


def _is_name(word: str, names: frozenset[str]) -> bool:
    bare = re.sub(r"'s?$", "", word.replace("’", "'"))
    return bare[:1].isupper() and bare.lower() in names
