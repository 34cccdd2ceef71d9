"""Reads the comments of a wave as somebody in HR would: joins themes that say the same, and names them."""

import re
from collections import Counter, defaultdict

from allaboard.areas.listening.models import Comment, Theme
from allaboard.areas.listening.services.themes import merge_themes, rename_theme
from allaboard.foundation.access.roles import Actor
from allaboard.project.sample import voices

MIXED = "noise"
NOT_LETTERS = re.compile(r"[^a-z]+")


def edit_themes(wave: int, by: Actor) -> None:
    """Give every theme the title of what most of its comments are about; two with one title become one.

    A theme of which no subject makes half goes to the other remarks.
    """
    same: dict[str, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.filter(wave=wave):
        same[_subject(theme)].append(theme)
    for key, themes in same.items():
        first, *others = sorted(themes, key=lambda theme: (-theme.comments.count(), theme.pk))
        for other in others:
            merge_themes(other, first, by=by)
        rename_theme(first, by=by, title=TITLES[key])


def _subject(theme: Theme) -> str:
    texts = Comment.objects.filter(theme=theme).values_list("text", flat=True)
    said = Counter(subject for text in texts if (subject := _subject_of(text)))
    return next((key for key, times in said.items() if 2 * times > len(texts)), MIXED)


def _subject_of(text: str) -> str | None:
    bare = _bare(text)
    return next((key for sentence, key in SENTENCES if sentence in bare), None)


def _bare(text: str) -> str:
    return NOT_LETTERS.sub("", text.lower().replace("teh ", "the "))


TITLES = {theme.key: theme.title for theme in voices.THEMES}
SENTENCES = [(_bare(sentence), theme.key) for theme in voices.THEMES for sentence in theme.sentences]
