"""Pure decisions about people: generations, time here, names of levels."""

from datetime import date

from allaboard.foundation.people.choices import PRESENT, Generation, TenureBand

# First and last year of birth. Source: Pew Research Center, "Defining generations" (Dimock, 17 January 2019);
# it names no end for Generation Z, taken here as 2012 like in its later reports.
GENERATION_YEARS = (
    (Generation.SILENT, 1928, 1945),
    (Generation.BOOMER, 1946, 1964),
    (Generation.X, 1965, 1980),
    (Generation.MILLENNIAL, 1981, 1996),
    (Generation.Z, 1997, 2012),
    (Generation.ALPHA, 2013, 2030),
)

# Whole years here, from and up to but not including.
TENURE_YEARS = (
    (TenureBand.UNDER_1, 0, 1),
    (TenureBand.FROM_1, 1, 3),
    (TenureBand.FROM_3, 3, 6),
    (TenureBand.FROM_6, 6, 11),
    (TenureBand.OVER_10, 11, None),
)

DEEPEST_LEVEL = 60

UNDO_DAYS = 90  # an import's former rows are kept for no longer


def generation_of(birth_year: int) -> str:
    """The generation of someone born in the year, or nothing when none is defined.

    Args:
        birth_year: four digits.
    """
    return next((str(name) for name, first, last in GENERATION_YEARS if first <= birth_year <= last), "")


def has_left(termination_date: object, today: date) -> bool:
    """Whether a leaving date, of which nothing else is said, means that someone no longer works here."""
    return isinstance(termination_date, date) and termination_date <= today


def is_present(employment_status: str) -> bool:
    """Whether someone of this status works here today."""
    return employment_status in PRESENT
