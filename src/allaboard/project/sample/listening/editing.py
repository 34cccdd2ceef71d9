"""Reads the comments of a wave as somebody in HR would: puts each where it belongs, joins themes and names them."""

import re
from collections import Counter, defaultdict
from uuid import UUID

from allaboard.areas.listening.models import Comment, Theme
from allaboard.areas.listening.services.editing import merge_themes, rename_theme
from allaboard.foundation.access.roles import Actor
from allaboard.project.sample.listening import voices

NOT_LETTERS = re.compile(r"[^a-z]+")


def edit_themes(wave: int, by: Actor) -> None:
    """Name every theme after what most of its comments are about; two with one name become one.

    Comments about something that has a theme of its own go there; others stay where they were found.
    """
    found = {theme.pk: theme for theme in Theme.objects.filter(wave=wave)}
    subjects = _subjects(wave)
    for key, themes in _by_subject(found, subjects).items():
        home, *others = themes
        for other in others:
            merge_themes(other, home, by=by)
        mine = [pk for pk, (_theme, subject) in subjects.items() if subject == key]
        Comment.objects.filter(pk__in=mine).update(theme=home)
        rename_theme(home, by=by, title=TITLES[key])


def _subjects(wave: int) -> dict[UUID, tuple[int | None, str]]:
    """The theme of each comment and what it is really about."""
    rows = Comment.objects.filter(wave=wave).values_list("pk", "theme_id", "text")
    return {pk: (theme, _subject_of(text)) for pk, theme, text in rows}


def _by_subject(
    found: dict[int, Theme], subjects: dict[UUID, tuple[int | None, str]]
) -> dict[str, list[Theme]]:
    """The themes about each subject, the one that says most of it first."""
    counts = Counter((theme, subject) for theme, subject in subjects.values() if theme is not None)
    same: dict[str, list[Theme]] = defaultdict(list)
    for (theme, subject), _n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if theme in found:
            same[subject].append(found.pop(theme))
    return same


def _subject_of(text: str) -> str:
    bare = _bare(text)
    return next((key for sentence, key in SENTENCES if sentence in bare), "noise")


def _bare(text: str) -> str:
    return NOT_LETTERS.sub("", text.lower().replace("teh ", "the "))


TITLES = {theme.key: theme.title for theme in voices.THEMES}
SENTENCES = [(_bare(sentence), theme.key) for theme in voices.THEMES for sentence in theme.sentences]
