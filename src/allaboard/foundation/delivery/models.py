"""The ledger of deliveries, and what is known about reaching people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.delivery.choices import OPEN_STATES, Channel, SendingStatus, State


class Sending(models.Model):
    """One message to one audience; a second one with the same key is the same sending."""

    key = models.CharField(max_length=200, unique=True)
    area = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=120, blank=True)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel))
    language = models.CharField(max_length=12, default="en")
    contents = models.JSONField(_("message in each language"))
    category = models.CharField(max_length=20, blank=True)
    personal = models.JSONField(_("where personal fields come from"), null=True, blank=True)
    minutes = models.FloatField(_("minutes of attention"), default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    local_time = models.TimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=SendingStatus, default=SendingStatus.ACTIVE)
    planned = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "object_ref"], name="sending_object")]

    def __str__(self) -> str:
        return str(self.contents[self.language]["subject"])


class Delivery(models.Model):
    """One sending to one person by one channel. `due_at` is when somebody should next take it in hand."""

    sending = models.ForeignKey(Sending, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    code = models.PositiveSmallIntegerField(null=True, blank=True)
    unknown_outcome = models.BooleanField(_("may have arrived twice"), default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    acted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["sending", "person", "channel"], name="one_delivery_each"),
            models.CheckConstraint(
                condition=Q(state=State.CLAIMED, claim__isnull=False) | ~Q(state=State.CLAIMED),
                name="claimed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | ~Q(state=State.SENT),
                name="sent_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=OPEN_STATES), name="delivery_due"),
            models.Index(
                fields=["person", "-sent_at"],
                condition=Q(channel=Channel.INBOX, state=State.SENT),
                name="delivery_inbox",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sending_id} to {self.person_id} by {self.channel}: {self.state}"


class OutboxMail(models.Model):
    """An e-mail shown on the screen because no mail server is set up."""

    delivery = models.OneToOneField(
        Delivery, models.CASCADE, null=True, blank=True, related_name="outbox_mail"
    )
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class DeadAddress(models.Model):
    """An address that a mail server has refused for good; nothing is sent there until someone lifts it."""

    address = models.CharField(max_length=320, unique=True)
    code = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "dead addresses"

    def __str__(self) -> str:
        return self.address


class Mute(models.Model):
    """A person does not want one category of messages by one channel."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    category = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "category", "channel"], name="muted_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: no {self.category} by {self.channel}"
