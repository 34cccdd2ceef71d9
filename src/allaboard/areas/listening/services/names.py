"""Takes colleagues' names out of comments, once, when a wave is counted."""

from collections.abc import Iterable
from itertools import islice

from allaboard.areas.listening.models import Comment, Participation, Wave
from allaboard.foundation.people.models import Person
from allaboard.statistics.text import scrubbed

# Names that are words as well: taking them out would spoil more sentences than it protects people.
_WORDS_TOO = """
will may mark grace hope rose art bill june april august summer winter faith joy chase frank miles rob rich sue jack
max drew dean page young long short king day night west east north south hall park banks price cook baker green brown
white black gray lake wood field stone test church law best good
von van der den dem del della das dos las los
"""
WORDS_TOO = frozenset(_WORDS_TOO.split())
NAME_FIELDS = ("given_name", "middle_name", "preferred_name", "family_name", "formatted_name")
LOT = 2_000


def take_out_names(wave: Wave) -> int:
    """Replace the names of those who were asked, or of everyone if nobody knows, in the wave's comments.

    Returns:
        How many comments were changed.
    """
    comments = Comment.objects.filter(wave=wave)
    if not comments.exists():
        return 0
    asked = Participation.objects.filter(wave=wave).values("person")
    people = Person.objects.filter(pk__in=asked) if asked.exists() else Person.objects.all()
    names = _names_of(people.values_list(*NAME_FIELDS).distinct().iterator())
    waiting, changed = comments.iterator(LOT), 0
    while lot := list(islice(waiting, LOT)):
        named = [comment for comment in lot if _take_out(comment, names)]
        Comment.objects.bulk_update(named, ["text"])
        changed += len(named)
    return changed


def _take_out(comment: Comment, names: frozenset[str]) -> bool:
    """Whether the comment held a name; it does no more."""
    before, comment.text = comment.text, scrubbed(comment.text, names)
    return comment.text != before


def _names_of(rows: Iterable[tuple[str, ...]]) -> frozenset[str]:
    words = {word.strip(".,()").lower() for row in rows for name in row for word in _plain(name).split()}
    return frozenset(word for word in words if len(word) > 2 and word not in WORDS_TOO)


def _plain(name: str) -> str:
    return name.replace("-", " ").replace("’", "'")
