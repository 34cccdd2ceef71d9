"""What is to be done with a staged file, as its columns were understood."""

from dataclasses import dataclass

from allaboard.foundation.people.importing.checking.columns import Column, columns_of, fields_of
from allaboard.foundation.people.importing.reading.mapping import PROTECT
from allaboard.foundation.people.importing.reading.synonyms import BIRTH_DATE


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a staged file."""

    run_id: int
    targets: tuple[str, ...]
    date_order: str = "dmy"
    clear_empty: bool = False
    has_new_ids: bool = False  # people are found by e-mail, and get the ids of the file

    @property
    def columns(self) -> list[Column]:
        """The columns that are not left out."""
        return columns_of(self.targets)

    def position(self, target: str) -> int | None:
        """Where the file says the target, counted from 1."""
        return next((column.position for column in self.columns if column.target == target), None)

    @property
    def has_managers(self) -> bool:
        """Whether the file says who manages whom."""
        return "manager" in self.targets

    @property
    def written_fields(self) -> list[str]:
        """Plain fields that the import writes, the derived ones included."""
        fields = [column.target for column in fields_of(self.columns)]
        if "termination_date" in fields and "employment_status" not in fields:
            fields.append("employment_status")
        if self.position(BIRTH_DATE) or self.position(PROTECT + BIRTH_DATE):
            fields.append("generation")
        if "external_id" not in fields and "employee_number" in fields:
            fields.append("external_id")
        return fields
