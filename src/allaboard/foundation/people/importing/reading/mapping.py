"""Guesses which field each column of a file means."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from allaboard.foundation.people.fields.attributes import BY_FIELD, PROTECTED
from allaboard.foundation.people.importing.reading.more_synonyms import MORE_HEADERS
from allaboard.foundation.people.importing.reading.synonyms import BIRTH_DATE, HEADERS, LEAVE_OUT

CUSTOM, PROTECT = "custom.", "protected."
IDS = ("email", "external_id", "employee_number")
DERIVED = frozenset({"generation"})
REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]")  # “E-Mail (dienstlich)”, “Manager [id]”
ADDRESS = re.compile(r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*")
PRIVATE = ("privat", "prive", "personal", "personnel", "home")
PREFIXES = ("employee", "worker", "person", "user", "emp", "mitarbeiter", "empleado", "employe")


def folded(header: str) -> str:
    """The header without accents, case, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", header.replace("ß", "ss")).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def words_for(field: str) -> list[str]:
    """What a column of this field may be called, folded, the most telling first."""
    written = MORE_HEADERS.get(field, "").split(",")
    return list(dict.fromkeys([*HEADERS[field].split(), *(folded(name) for name in written if name)]))


SYNONYMS = {word: (field, rank) for field in HEADERS for rank, word in enumerate(words_for(field))}


def guessed_targets(headers: Sequence[str]) -> list[str]:
    """A target for each column: a field, `custom.name` when it is unknown, or nothing for what is better left out.

    Every field is given to one column at most; of several that could be meant, to the most telling one.
    Attributes that the law protects are left out: to keep them is a decision of people.
    """
    meanings = [_meaning(header) for header in headers]
    best: dict[str, tuple[int, int]] = {}
    for position, (field, rank) in enumerate(meanings):
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, position)
    targets = [
        _target(header, position, meanings[position][0], best) for position, header in enumerate(headers)
    ]
    return _distinct(_with_an_id(targets))


def with_addresses(targets: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The targets, with the e-mail where no header names an identity but a column that nobody knows holds addresses.

    Args:
        targets: one per column.
        rows: the cells of the file's first rows.
    """
    found = list(targets)
    if not set(found) & set(IDS):
        for position, cells in enumerate(zip(*rows, strict=True)):
            filled = [cell for cell in cells if cell.strip()]
            if filled and found[position].startswith(CUSTOM) and all(map(ADDRESS.fullmatch, filled)):
                found[position] = "email"
                break
    return found


def meaning_of(name: str) -> str:
    """The field that a column with this name is about, also one that is better left out; empty when it is unknown."""
    return _meaning(name)[0]


def _meaning(header: str) -> tuple[str, int]:
    word = folded(header)
    if word in SYNONYMS:
        return SYNONYMS[word]
    shorter = folded(REMARK.sub("", header))
    if shorter in SYNONYMS and not any(said in word for said in PRIVATE):
        field, rank = SYNONYMS[shorter]
        return field, rank + 50
    for prefix in PREFIXES:
        shorter = word.removeprefix(prefix)
        if shorter != word and shorter in SYNONYMS:
            field, rank = SYNONYMS[shorter]
            return field, rank + 100
    return LEAVE_OUT, 0


def _target(header: str, position: int, field: str, best: dict[str, tuple[int, int]]) -> str:
    if field.startswith(PROTECT):
        return LEAVE_OUT
    if field and best[field][1] == position:
        return field
    if field in ("manager", "hr_partner", BIRTH_DATE):
        return LEAVE_OUT  # a second way to say the same
    return custom_target(header, position)


def _with_an_id(targets: list[str]) -> list[str]:
    """An employee number is the id of a file that has no other."""
    if "external_id" not in targets and "employee_number" in targets:
        targets[targets.index("employee_number")] = "external_id"
    return targets


def _distinct(targets: list[str]) -> list[str]:
    seen: set[str] = set()
    for position, target in enumerate(targets):
        while target and target in seen:
            target = f"{target}_2"
        targets[position] = target
        seen.add(target)
    return targets


def custom_target(header: str, position: int) -> str:
    """The name of the custom field that an unknown column becomes; in letters of its own where they are not Latin."""
    plain = "".join(map(_plain, header.replace("ß", "ss")))
    words = "".join(letter if letter.isalnum() else " " for letter in _spaced(plain)).split()
    return CUSTOM + ("_".join(words).lower()[:60] or f"column_{position + 1}")


def _plain(letter: str) -> str:
    """A Latin letter without its accent; any other as it is."""
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if base.isascii() else letter


def _spaced(name: str) -> str:
    """`MonthlyIncome` as `Monthly Income`."""
    return "".join(
        f" {letter}" if letter.isupper() and i and name[i - 1].islower() else letter
        for i, letter in enumerate(name)
    )


def is_target(target: str) -> bool:
    """Whether a column may be given this target."""
    if target.startswith(CUSTOM):
        return 0 < len(target) - len(CUSTOM) <= 80
    if target.startswith(PROTECT):
        return target.removeprefix(PROTECT) in PROTECTED
    return target in (LEAVE_OUT, BIRTH_DATE) or (target in BY_FIELD and target not in DERIVED)


def problems_of(targets: Sequence[str], headers: Sequence[str]) -> list[str]:
    """Why the mapping cannot be used, in words for the person; empty when it can."""
    found = [
        _("“%(header)s” cannot be read as “%(target)s”.") % {"header": header, "target": target}
        for header, target in zip(headers, targets, strict=True)
        if not is_target(target)
    ]
    used = [target for target in targets if target]
    twice = sorted({target for target in used if used.count(target) > 1})
    found += [_("Two columns are given the field “%(field)s”.") % {"field": target} for target in twice]
    if not set(used) & set(IDS):
        found.append(
            _("No column holds an e-mail or an id. Choose one, so that each row can find its person.")
        )
    return found


def fingerprint(headers: Sequence[str]) -> str:
    """The same for the same set of headers in any order and case."""
    return hashlib.sha256(
        "\n".join(sorted(folded(header) or header for header in headers)).encode()
    ).hexdigest()


def keys_of(headers: Sequence[str]) -> list[str]:
    """By what each header is known again: its folded name, with a number where several fold alike.

    The number follows from how they are spelled, so that it is the same in any order of the columns.
    """
    alike: dict[str, list[tuple[str, str, int]]] = {}
    for position, header in enumerate(headers):
        alike.setdefault(folded(header) or header, []).append((header.casefold(), header, position))
    keys = [""] * len(headers)
    for name, spelled in alike.items():
        for rank, (_case, _header, position) in enumerate(sorted(spelled)):
            keys[position] = f"{name}\n{rank + 1}" if rank else name
    return keys
