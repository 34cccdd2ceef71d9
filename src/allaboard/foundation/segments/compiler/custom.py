"""Under which keys a custom field may be kept: as it is named, and as an import writes that name."""

from django.db.models import Expression, F
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from allaboard.foundation.people.importing.reading.mapping import CUSTOM, custom_target


def keys_of(name: str) -> list[str]:
    """The name itself, then what an import makes of such a heading: “Over time” is kept as over_time."""
    return list(dict.fromkeys([name, custom_target(name, 0).removeprefix(CUSTOM)]))


def text_of(name: str, inside: str | Expression | F) -> Expression:
    """What a person's custom field of that name says."""
    found = [KeyTextTransform(key, inside) for key in keys_of(name)]
    return Coalesce(*found) if len(found) > 1 else found[0]
