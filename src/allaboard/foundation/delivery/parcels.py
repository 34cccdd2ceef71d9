"""What a channel is handed: one claimed delivery with everything needed to send it."""

from dataclasses import dataclass, field

from allaboard.foundation.delivery.composing.shapes import Shapes


@dataclass(slots=True)
class Parcel:
    """One claimed delivery; `values` fill the slots of `shapes`."""

    id: int
    sending_id: int
    person_id: int
    channel: str
    attempts: int
    language: str
    address: str
    name: str
    category: str
    shapes: Shapes
    values: dict[str, str] = field(default_factory=dict)
