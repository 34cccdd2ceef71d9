"""Segments that the sample company has saved."""

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.facade import people_matching
from allaboard.foundation.segments.models import Segment

HALLS = "Everyone in the halls"
SAVED = (
    (HALLS, "department = Operations", "The people of Operations, on every shift"),
    ("Nights", "shift = Night", "Everyone who works at night"),
    ("First year", "tenure < 1 year", "People in their first year"),
    ("Leads in the plants", "department = Operations and job level >= 4", "Who runs the halls"),
    (
        "Engineering, long with us",
        "department = Engineering and tenure > 5 years",
        "People who carry knowledge",
    ),
)


def make(by: Actor) -> None:
    """Save a few rules that people would write, as far as they find anybody."""
    Segment.objects.bulk_create(
        Segment(
            name=name, text=text, description=description, owner_id=by.person_id, shared=True, is_sample=True
        )
        for name, text, description in SAVED
        if people_matching(text).exists()
    )
