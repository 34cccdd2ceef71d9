"""Saved rules, and the lists of people frozen from them."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Segment(models.Model):
    """A saved rule over the directory; never a stored list."""

    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("rule"), blank=True, help_text=_("Empty means everyone."))
    description = models.CharField(_("what it is for"), max_length=300, blank=True)
    owner = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    shared = models.BooleanField(_("shared with everyone who may use segments"), default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "owner",
                condition=models.Q(archived_at=None),
                name="segment_name_once_per_owner",
            )
        ]
        indexes = [models.Index(fields=["owner", "shared"], name="segment_by_owner")]

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """Who matched a rule at one instant; the list never changes again."""

    segment = models.ForeignKey(Segment, models.SET_NULL, null=True, blank=True, related_name="snapshots")
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.reason} ({self.people})"


class SnapshotMember(models.Model):
    """One person of a snapshot; keyed by both, so a list is read in one sweep of the index."""

    pk = models.CompositePrimaryKey("snapshot_id", "person_id")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="members", db_index=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.snapshot_id}"
