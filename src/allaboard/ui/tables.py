"""Tables over a queryset: sort, filter, search, page, select all matching, export. The address holds all state."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allaboard.ui.columns import Column

SORT, SEARCH, PAGE = "sort", "q", "page"
MOST_DIGITS = 18  # what the number of a row can hold in any case


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: choices make a list, none make a text field; apply narrows the queryset."""

    key: str
    label: object
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]
    choices: Sequence[tuple[str, object]] | Callable[[], Sequence[tuple[str, object]]] = ()
    unset: object = ""  # what the list says while nothing is chosen; “All” without

    def options(self) -> Sequence[tuple[str, object]]:
        """The choices, asked for when the table is drawn."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something that can be done to the chosen rows; url takes the POST."""

    key: str
    label: str
    url: str
    kind: str = "plain"


def action_on_chosen(request: HttpRequest, key: str, label: str, url: str, kind: str = "plain") -> BulkAction:
    """An action whose address holds the filter of the page, so that “all matching” are those who match there."""
    query = request.GET.urlencode()
    return BulkAction(key, label, f"{url}?{query}" if query else url, kind)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A value ready to be shown."""

    column: Column
    value: object
    url: str
    detail: object
    tone: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row ready to be shown."""

    pk: object
    cells: list[TableCell]

    @property
    def name(self) -> str:
        """What a screen reader calls the row."""
        return str(self.cells[0].value) if self.cells else str(self.pk)


class Table:
    """A queryset as the address asks for it."""

    def __init__(
        self,
        *,
        columns: Sequence[Column],
        queryset: QuerySet[Any],
        request: HttpRequest,
        filters: Sequence[Filter] = (),
        default_sort: str = "pk",
        page_size: int = 50,
        bulk_actions: Sequence[BulkAction] = (),
        name: str = "table",
        file_columns: Callable[[], Sequence[Column]] | None = None,
        search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None,
        empty: tuple[object, object, str] = (_("Nothing here yet."), "", ""),
        caption: object = "",
        goes_along: Sequence[str] = (),  # ids of further parts of the page that follow the search
    ) -> None:
        self.columns, self.filters, self.request, self.name = columns, filters, request, name
        self.default_sort, self.page_size, self.bulk_actions = default_sort, page_size, bulk_actions
        self.search, self.empty, self.caption = search, empty, caption
        self._file_columns, self.goes_along = file_columns, goes_along
        self._all = queryset

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """Every row that matches, sorted; what counts, exports and bulk actions use."""
        found = self._all
        for item in self.filters:
            wanted = self.request.GET.get(item.key, "")
            if wanted:
                found = item.apply(found, wanted)
        if self.search and self.searched:
            found = self.search(found, self.searched)
        return found.order_by(*self._order())

    @cached_property
    def file_columns(self) -> Sequence[Column]:
        """What a file of the rows holds; they are sorted by the columns of the page."""
        if self._file_columns:
            return self._file_columns()
        return [column for column in self.columns if column.export]

    @property
    def can_search(self) -> bool:
        """Whether the table has a search; a template would call the search itself."""
        return self.search is not None

    @property
    def searched(self) -> str:
        """The text that is searched for."""
        return self.request.GET.get(SEARCH, "").strip()

    @property
    def sort(self) -> str:
        """Key of the column that sorts, with a minus when downwards."""
        return self.request.GET.get(SORT, "")

    @cached_property
    def page(self) -> Page[Any]:
        """The page of rows that the address asks for; a wrong number shows the nearest."""
        return Paginator(self.queryset, self.page_size).get_page(self.request.GET.get(PAGE))

    @property
    def total(self) -> int:
        """How many rows match."""
        return self.page.paginator.count

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or a search is on."""
        return bool(self.searched) or any(self.request.GET.get(item.key) for item in self.filters)

    @property
    def path(self) -> str:
        """The address without its state."""
        return self.request.path

    def rows(self) -> Iterator[TableRow]:
        """The rows of the page."""
        for row in self.page.object_list:
            yield TableRow(row.pk, [self._cell(column, row) for column in self.columns])

    def headings(self) -> Iterator[dict[str, object]]:
        """The columns with the address that sorts by each."""
        for column in self.columns:
            downwards = self.sort == column.key
            direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")
            url = self.address(sort=f"-{column.key}" if downwards else column.key) if column.sort else ""
            yield {"column": column, "url": url, "direction": direction}

    def chosen_filters(self) -> Iterator[dict[str, object]]:
        """The filters with what is chosen in each; one whose list is still empty is left out."""
        for item in self.filters:
            options = item.options()
            if options or not item.choices:
                yield {"filter": item, "options": options, "chosen": self.request.GET.get(item.key, "")}

    def address(self, **changes: object) -> str:
        """The present address with some of its state changed; paging starts anew unless it is what changes."""
        query = self.request.GET.copy()
        if PAGE not in changes:
            query.pop(PAGE, None)
        query.pop("export", None)
        for key, value in changes.items():
            query[key] = str(value)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def csv_address(self) -> str:
        """Where the same rows come as CSV."""
        return self.address(export="csv")

    def xlsx_address(self) -> str:
        """Where the same rows come as a workbook."""
        return self.address(export="xlsx")

    def _order(self) -> list[str]:
        wanted = self.sort.removeprefix("-")
        field = next((column.sort for column in self.columns if column.key == wanted and column.sort), None)
        first = ("-" if self.sort.startswith("-") else "") + field if field else self.default_sort
        return [first, "pk"] if first not in ("pk", "-pk") else [first]

    def _cell(self, column: Column, row: Any) -> TableCell:
        return TableCell(
            column,
            column.value_of(row),
            column.url(row) if column.url else "",
            column.detail(row) if column.detail else "",
            column.tone(row) if column.tone else "plain",
        )


def chosen_rows(table: Table) -> QuerySet[Any]:
    """The rows a bulk action was asked for: the ticked ones, or all that match the address it came from."""
    if table.request.POST.get("all_matching") == "yes":
        return table.queryset
    ticked = table.request.POST.getlist("chosen")
    return table.queryset.filter(pk__in=[pk for pk in ticked if pk.isdecimal() and len(pk) <= MOST_DIGITS])
