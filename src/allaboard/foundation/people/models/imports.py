"""Imports of people: how columns were understood, one file on its way, and what it did to whom."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.models.person import Person
from allaboard.foundation.people.rules import UNDO_DAYS

UNDO_OFFERED_FOR = timedelta(days=UNDO_DAYS)


class RememberedMapping(models.Model):
    """How the columns of one set of headers were understood last time."""

    fingerprint = models.CharField(max_length=64, unique=True)
    targets = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{len(self.targets)} columns"


class Import(models.Model):
    """One file of people on its way into the directory, and what it did there."""

    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=200, blank=True)  # until a worker has read it
    status = models.CharField(max_length=12, choices=ImportStatus, default=ImportStatus.UPLOADED)
    headers = models.JSONField(default=list)
    targets = models.JSONField(default=list)  # one per column: a field, custom.x, protected.x, or nothing
    options = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)  # of a program; empty where a person decides after each step
    content_digest = models.CharField(max_length=64, blank=True)  # by which a killed command finds its import
    checked_against = models.CharField(max_length=80, blank=True)  # how the directory was at the last check
    encoding = models.CharField(max_length=12, blank=True)
    delimiter = models.CharField(max_length=2, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    noted_count = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_by_name = models.CharField(max_length=250, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_on = models.DateField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    progress_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def undo_until(self) -> datetime | None:
        """Until when an import that was applied can be taken back; then what it replaced is forgotten."""
        return self.applied_at + UNDO_OFFERED_FOR if self.applied_at else None

    @property
    def is_undo_offered(self) -> bool:
        """Whether the import can still be taken back."""
        return self.undo_until is not None and timezone.now() < self.undo_until


class ImportChange(models.Model):
    """What one import did to one person: enough to take it back exactly."""

    run = models.ForeignKey(Import, models.CASCADE, related_name="changes", db_index=False)
    # No foreign key: taking back an import deletes the people whom it created.
    person_id = models.BigIntegerField()
    before = models.JSONField(null=True)  # the whole row; nothing when the import created the person
    protected_before = models.BinaryField(null=True)
    after_print = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person_id"], name="one_change_a_run")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.person_id}"
