"""Who is held out of a campaign: drawn by chance, and the same draw each time it is asked for."""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

DRAW_BITS = 64


def draw(seed: str, person_id: int) -> float:
    """A number that looks random, fixed by the seed and the person alone.

    Args:
        seed: the campaign's secret; another seed gives an unrelated draw.
        person_id: the person's id in the directory.

    Returns:
        A float in [0, 1), even over persons.

    Source:
        HMAC as a pseudo-random function: Bellare (2006), CRYPTO 2006, LNCS 4117:602-619; RFC 2104.
    """
    digest = hmac.digest(seed.encode(), str(person_id).encode(), sha256)
    return (int.from_bytes(digest[: DRAW_BITS // 8], "big") >> (DRAW_BITS - 53)) / 2**53


def held_out(seed: str, person_ids: Iterable[int], share: float) -> frozenset[int]:
    """The persons whose draw falls below the share.

    One person's place never depends on who else is asked about, so nobody changes sides when others come or go.

    Args:
        seed: the campaign's secret.
        person_ids: the audience, in any order.
        share: part to hold out, 0 to 1; the true part scatters around it by chance.

    Returns:
        The ids held out.

    Raises:
        ValueError: the share lies outside 0 to 1.
    """
    _require_share(share)
    return frozenset(person_id for person_id in person_ids if draw(seed, person_id) < share)


def held_out_by_stratum(seed: str, strata: Mapping[int, str], share: float) -> frozenset[int]:
    """The persons with the lowest draws of each stratum, so that every stratum has its part.

    Args:
        seed: the campaign's secret.
        strata: person id → name of the stratum.
        share: part of each stratum to hold out, 0 to 1, rounded to the nearest whole person.

    Returns:
        The ids held out; the same for any order of the mapping.

    Raises:
        ValueError: the share lies outside 0 to 1.
    """
    _require_share(share)
    members: dict[str, list[int]] = defaultdict(list)
    for person_id, stratum in strata.items():
        members[stratum].append(person_id)
    chosen: set[int] = set()
    for ids in members.values():
        ids.sort(key=lambda person_id: (draw(seed, person_id), person_id))
        chosen.update(ids[: int(share * len(ids) + 0.5)])
    return frozenset(chosen)


def _require_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
