"""The ledger of deliveries, and what is known about reaching people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.delivery.choices import OPEN_STATES, TOGETHER, Channel, Rhythm, SendingStatus, State
from allaboard.foundation.delivery.composing.fields import in_words


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
    is_urgent = models.BooleanField(_("waits for nobody's quiet hours or digest"), default=False)
    status = models.CharField(max_length=10, choices=SendingStatus, default=SendingStatus.ACTIVE)
    planned = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "object_ref"], name="sending_object")]

    def __str__(self) -> str:
        """The subject as a list shows it, which is nobody's own."""
        return in_words(self.subject)

    @property
    def subject(self) -> str:
        """The subject in the message's own language; a digest has none of its own."""
        return str(self.contents[self.language]["subject"]) if self.contents else gettext("Digest")


class Delivery(models.Model):
    """One sending to one person by one channel. `due_at` is when somebody should next take it in hand.

    A delivery that has a `digest` is not sent by itself: it shares what becomes of that one.
    """

    sending = models.ForeignKey(
        Sending, models.CASCADE, related_name="deliveries", db_index=False
    )  # `one_delivery_each` begins with it
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
    digest = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="gathered", db_index=False
    )

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
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=OPEN_STATES, digest__isnull=True),
                name="delivery_due_alone",
            ),
            # Before long a few of many: whom a message has reached is counted by looking at these.
            models.Index(
                fields=["sending", "person"],
                condition=Q(channel=Channel.INBOX) & ~Q(state=State.SENT),
                name="delivery_not_in_inbox",
            ),
            models.Index(fields=["sending"], condition=Q(state=State.FAILED), name="delivery_failed"),
            models.Index(fields=["digest"], condition=Q(digest__isnull=False), name="delivery_gathered"),
            models.Index(
                fields=["person", "-sent_at"],
                condition=Q(channel=Channel.INBOX, state=State.SENT),
                name="delivery_inbox",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sending_id} to {self.person_id} by {self.channel}: {self.state}"


class Tally(models.Model):
    """How many deliveries of a sending stand alike, and were seen and acted on; the lines that are alike add up.

    Triggers of the ledger write them in the statement that writes deliveries, so that they always agree with it. The
    number of the sending has no foreign key: what is left of a sending that went are lines that come to nothing.
    """

    sending_id = models.BigIntegerField()
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)  # why something was suppressed
    number = models.IntegerField()
    seen = models.IntegerField()
    acted = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [models.Index(fields=["sending_id"], name="tally_of_sending")]

    def __str__(self) -> str:
        return f"{self.sending_id} by {self.channel}: {self.number} {self.state}"


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


class Wish(models.Model):
    """How a person wants one category of messages by one channel; where there is none, it comes at once."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    category = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(fields=["person", "category", "channel"], name="one_wish_each"),
            models.CheckConstraint(
                condition=Q(channel=Channel.EMAIL) | ~Q(rhythm__in=TOGETHER), name="only_email_is_gathered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.category} by {self.channel} {self.rhythm}"


class QuietHours(models.Model):
    """From when until when a person gets no e-mail, by their own clock; often across midnight."""

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="+")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        verbose_name_plural = "quiet hours"
        constraints = [
            models.CheckConstraint(condition=~Q(starts=models.F("ends")), name="quiet_hours_last_some_time")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: quiet from {self.starts} until {self.ends}"
