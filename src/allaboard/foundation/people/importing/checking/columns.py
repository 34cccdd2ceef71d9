"""How the cells of a column become values, and why some cannot: as SQL, so that a million rows are one statement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import models
from psycopg import sql

from allaboard.foundation.people.fields.attributes import BY_FIELD
from allaboard.foundation.people.importing.reading.mapping import CUSTOM, PROTECT
from allaboard.foundation.people.importing.reading.places import country_codes, language_codes
from allaboard.foundation.people.importing.reading.staging import cell
from allaboard.foundation.people.importing.reading.synonyms import BIRTH_DATE, VALUES
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.rules import GENERATION_YEARS

PEOPLE_COLUMNS = frozenset({"manager", "hr_partner"})
PAIRS_A_CALL = 40
# Also those that nobody sees: signs of no width and of direction, which come along when cells are copied from pages.
BLANKS = r" \t\r\n\u00a0\u2007\u200b\u200e\u200f\u202f\u2060\u3000\ufeff"
# What Django takes for an address, so that whoever was imported can be edited.
ADDRESS = (
    r"^[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+([.][-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+)*"
    r"@([[:alnum:]]([-[:alnum:]]*[[:alnum:]])?[.])+[[:alnum:]]([-[:alnum:]]*[[:alnum:]])$"
)
# =1+1, @SUM(A1), -A1+B2, +cmd|' /C calc'!A0; but no +49 30 1234, -none- or @name.
FORMULA = r"^(=.|[-+@]([A-Za-z]+[(]|.*[|].*!)|[-+][A-Za-z]{1,3}[0-9]+([-+*/:^&]|$))"
MARKED = r"^'(?=[-=+@])"  # as `ui.exports.safe_cell` writes such text into CSV files
WITH_MONTH = r"^([0-9]{1,2}[- ]{0}[- ][0-9]{4}|{0} [0-9]{1,2},? [0-9]{4})$".replace(
    "{0}",
    "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)",
)
FIRST_DAY = "1900-01-01"  # nobody who is still known; some systems write 0001-01-01 for no day


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file, counted from 1, and the field that it fills."""

    position: int
    target: str

    @property
    def trimmed(self) -> sql.Composable:
        """The cell without blanks around it, and without the mark that our own files set before a formula; NULL when nothing is left."""
        written = sql.SQL("CASE WHEN ascii({0}) = 39 THEN regexp_replace({0}, {1}, '') ELSE {0} END")
        return sql.SQL("NULLIF(btrim({}, {}), '')").format(
            written.format(cell(self.position), sql.Literal(MARKED)), sql.SQL(f"E'{BLANKS}'")
        )

    @property
    def text(self) -> sql.Composable:
        """The cell where all cells were trimmed before, once for all that is asked of them."""
        return cell(self.position)

    @property
    def is_date(self) -> bool:
        """Whether the cells are read as days."""
        if self.target.startswith(CUSTOM):
            return False
        return self.target.endswith(BIRTH_DATE) or (
            self.target in BY_FIELD and BY_FIELD[self.target].kind == "date"
        )

    @property
    def day(self) -> sql.Composable:
        """The day that the cell says, from the table of all days that the column says."""
        return sql.Identifier(f"days_{self.position}", "day")


def columns_of(targets: Sequence[str]) -> list[Column]:
    """The columns that are not left out."""
    return [Column(position, target) for position, target in enumerate(targets, start=1) if target]


def fields_of(columns: Sequence[Column]) -> list[Column]:
    """Those that fill a plain field of the person."""
    return [column for column in columns if column.target in BY_FIELD and column.target not in PEOPLE_COLUMNS]


def folded_sql(text: sql.Composable) -> sql.Composable:
    """The text without accents, case, spaces and punctuation."""
    return sql.SQL("regexp_replace(people_fold({}), '[^a-z0-9]', '', 'g')").format(text)


def value(column: Column) -> sql.Composable:
    """The field's value, or NULL when the cell is empty or cannot be read."""
    target, text = column.target, column.text
    if target == "email":
        return sql.SQL("lower({})").format(text)
    if target in VALUES:
        return _looked_up(
            {w: k for k, ws in VALUES[target].items() for w in f"{ws} {folded_key(k)}".split()}, text
        )
    if target == "country":
        return _looked_up(country_codes(), text)
    if target == "preferred_language":
        code = sql.SQL(
            "CASE WHEN {0} ~ '^[A-Za-z]{{2}}([-_][A-Za-z]{{2,4}})?$' THEN lower(replace({0}, '_', '-')) END"
        ).format(text)
        return sql.SQL("COALESCE({}, {})").format(code, _looked_up(language_codes(), text))
    if target == "job_level":
        digits = sql.SQL(
            "substring({} FROM '^(?:[A-Za-z][A-Za-z ._-]{{0,9}})?([0-9]{{1,4}})(?:[.,]0+)?$')"
        ).format(text)
        return sql.SQL("({})::int").format(digits)
    if target == "timezone":
        return sql.SQL("CASE WHEN {}::jsonb ? {} THEN {} END").format(_zones(), text, text)
    if column.is_date:
        return column.day
    return sql.SQL("left({}, {})").format(text, sql.Literal(_room(target)))


def problem(column: Column) -> sql.Composable | None:
    """A code with the column's position where the cell cannot be taken as it is, else NULL; reads the row as `t`."""
    target, text = column.target, column.text
    if target.startswith((CUSTOM, PROTECT)) and target != PROTECT + BIRTH_DATE:
        return None
    if target in PEOPLE_COLUMNS:
        return None
    made_nothing = sql.SQL("t.{} IS NULL").format(
        sql.Identifier(BIRTH_DATE if target.endswith(BIRTH_DATE) else target)
    )
    if target == "email":
        wrong, code = (
            sql.SQL("{} !~ {}").format(text, sql.Literal(ADDRESS)),
            "email",
        )
        wrong = sql.SQL("({} OR length({}) > 254)").format(wrong, text)
    elif target in VALUES or target in ("country", "preferred_language", "job_level", "timezone"):
        wrong, code = made_nothing, target
    elif column.is_date:
        wrong, code = made_nothing, "date"
    else:
        wrong, code = sql.SQL("length({}) > {}").format(text, sql.Literal(_room(target))), "long"
    return sql.SQL("CASE WHEN {} IS NOT NULL AND {} THEN {} END").format(
        text, wrong, sql.Literal(f"{code}:{column.position}")
    )


def formula(column: Column) -> sql.Composable:
    """A code where the cell would be worked out when a spreadsheet opens it, which nobody wants of a name."""
    return _begins(column, sql.SQL("{} ~ {}").format(column.text, sql.Literal(FORMULA)), "formula")


def odd_beginning(column: Column) -> sql.Composable:
    """A note where the cell begins like a formula and is none; it is kept as text."""
    is_odd = sql.SQL("{0} ~ '^(@|[+-][^0-9 ])' AND {0} !~ {1}").format(column.text, sql.Literal(FORMULA))
    return _begins(column, is_odd, "odd")


def _begins(column: Column, as_said: sql.Composable, code: str) -> sql.Composable:
    # The first sign alone rules out nearly every cell, at a third of the price of the pattern.
    return sql.SQL("CASE WHEN ascii({}) IN (43, 45, 61, 64) AND {} THEN {} END").format(
        column.text, as_said, sql.Literal(f"{code}:{column.position}")
    )


def trimmed_cells(columns: Sequence[Column], staged: sql.Composable, span: tuple[int, int]) -> sql.Composable:
    """The staged rows from a first to a last number, with every cell trimmed."""
    cells = [sql.SQL("{} AS {}").format(column.trimmed, column.text) for column in columns]
    # OFFSET 0 keeps the planner from trimming again wherever a cell is named.
    return sql.SQL("(SELECT {} FROM {} WHERE number BETWEEN {} AND {} OFFSET 0)").format(
        sql.SQL(", ").join([sql.Identifier("number"), *cells]), staged, *map(sql.Literal, span)
    )


def days_said(column: Column, staged: sql.Composable, order: str) -> sql.Composable:
    """A join that reads each different text of a date column once: a company has far fewer days than people."""
    return sql.SQL(
        "LEFT JOIN (SELECT said, {day} AS day FROM (SELECT DISTINCT {cell} AS said FROM {staged}) days OFFSET 0) {name}"
        " ON {name}.said = s.{text}"
    ).format(
        day=date_value(sql.Identifier("said"), order),
        cell=column.trimmed,
        staged=staged,
        name=sql.Identifier(f"days_{column.position}"),
        text=column.text,
    )


def date_value(text: sql.Composable, order: str) -> sql.Composable:
    """A date from 2024-05-31, 20240531, 31.05.2024, 31-May-2024, 31/5/2024 or, when the order is mdy, 5/31/2024; or the number
    by which Excel keeps a day.
    """
    parts = r"'\3-\1-\2'" if order == "mdy" else r"'\3-\2-\1'"
    iso = sql.SQL(
        "CASE WHEN {0} ~ '^[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}([ T].*)?$' THEN"
        " translate(substring({0} FROM '^[0-9]{{4}}.[0-9]{{1,2}}.[0-9]{{1,2}}'), '/.', '--')"
        " WHEN {0} ~ '^(19|20)[0-9]{{6}}$' THEN {0}"
        " WHEN {0} ~* {2} THEN {0}"
        " WHEN {0} ~ '^[1-6][0-9]{{4}}([.][0-9]+)?$' THEN (date '1899-12-30' + floor({0}::numeric)::int)::text"
        " WHEN {0} ~ '^[0-9]{{1,2}}[.][0-9]{{1,2}}[.][0-9]{{4}}$' THEN regexp_replace({0}, '^(.+)[.](.+)[.](.+)$', '\\3-\\2-\\1')"
        " WHEN {0} ~ '^[0-9]{{1,2}}[/-][0-9]{{1,2}}[/-][0-9]{{4}}$' THEN regexp_replace({0}, '^(.+)[/-](.+)[/-](.+)$', {1}) END"
    ).format(text, sql.SQL(parts), sql.Literal(WITH_MONTH))
    return sql.SQL(
        "CASE WHEN pg_input_is_valid({0}, 'date') AND ({0})::date >= {1} THEN ({0})::date END"
    ).format(iso, sql.Literal(FIRST_DAY))


def generation(day: sql.Composable) -> sql.Composable:
    """The generation of someone born on the day."""
    whens = [
        sql.SQL("WHEN extract(year FROM {}) BETWEEN {} AND {} THEN {}").format(
            day, sql.Literal(first), sql.Literal(last), sql.Literal(str(name))
        )
        for name, first, last in GENERATION_YEARS
    ]
    return sql.SQL("CASE {} END").format(sql.SQL(" ").join(whens))


def bundle(columns: Sequence[Column], prefix: str) -> sql.Composable:
    """The cells of all columns whose target begins with the prefix as one JSON object; empty cells are left out."""
    pairs = [
        sql.SQL("{}, {}").format(sql.Literal(c.target.removeprefix(prefix)), c.text)
        for c in columns
        if c.target.startswith(prefix)
    ]
    calls = [
        sql.SQL("jsonb_strip_nulls(jsonb_build_object({}))").format(
            sql.SQL(", ").join(pairs[i : i + PAIRS_A_CALL])
        )
        for i in range(0, len(pairs), PAIRS_A_CALL)
    ]
    return sql.SQL(" || ").join([sql.SQL("'{}'::jsonb"), *calls])


def folded_key(key: str) -> str:
    """A choice's own name as the lookup sees it."""
    return key.replace("_", "")


def _looked_up(words: dict[str, str], text: sql.Composable) -> sql.Composable:
    # Most cells are plain words: only the others are worth the price of folding.
    return sql.SQL("COALESCE({0}::jsonb ->> lower({1}), {0}::jsonb ->> {2})").format(
        sql.Literal(json.dumps(words)), text, folded_sql(text)
    )


def _zones() -> sql.Composable:
    return sql.Literal(json.dumps(sorted(available_timezones())))


def _room(target: str) -> int:
    field = Person._meta.get_field(target)
    assert isinstance(field, models.CharField)
    return field.max_length or 250
