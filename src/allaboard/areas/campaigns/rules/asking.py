"""Whose leaders must be ready before a campaign asks."""

from collections.abc import Sequence

from allaboard.errors import RuleBroken
from allaboard.words import all_grouped, ngettext


def unit_of_ask(shared: Sequence[str], named: str, whole: str) -> str:
    """The part of the company whose leaders must be ready before these people are asked.

    Args:
        shared: departments, divisions and locations in which all of the people work, narrowest first.
        named: the part that the writer chose, if any; it must hold all of the people, see `require_inside`.
        whole: what stands for the whole company.

    Returns:
        The part that was named, else the narrowest that holds everyone, else the whole company.
    """
    return named or next(iter(shared), whole)


def require_inside(named: str, outside: int) -> None:
    """Raise RuleBroken when people of the audience work outside of the part whose leaders are to be ready.

    Without this, an ask to everyone could go out on the word of the few leaders who were easy to win.

    Args:
        named: the part of the company that the writer named; blank for none.
        outside: people of the audience who work elsewhere, 0 or more.
    """
    if named and outside:
        raise RuleBroken(
            ngettext(
                "%(count)s of the audience does not work in %(unit)s, so its leaders cannot answer for them.",
                "%(count)s of the audience do not work in %(unit)s, so its leaders cannot answer for them.",
                outside,
            )
            % all_grouped({"count": outside, "unit": named})
        )
