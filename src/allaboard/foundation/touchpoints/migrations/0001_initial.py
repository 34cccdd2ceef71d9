"""The limit of attention, what was asked each quarter of an hour, and the ledger: a table partitioned by month."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# Nothing but talks stands in `touchpoint_met` (`choices.MET`), so that messages to everybody cost nothing there.
LEDGER = """
CREATE SEQUENCE touchpoints_touchpoint_id_seq;
CREATE TABLE touchpoints_touchpoint (
    id bigint NOT NULL DEFAULT nextval('touchpoints_touchpoint_id_seq'),
    person_id bigint NOT NULL,
    kind varchar(20) NOT NULL,
    direction varchar(3) NOT NULL CHECK (direction IN ('in', 'out')),
    area varchar(40) NOT NULL,
    object_ref varchar(120) NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    minutes double precision NOT NULL DEFAULT 0 CHECK (minutes >= 0),
    tone varchar(8) NOT NULL DEFAULT '',
    who_id bigint,
    summary varchar(300) NOT NULL DEFAULT '',
    is_sample boolean NOT NULL DEFAULT false,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
ALTER SEQUENCE touchpoints_touchpoint_id_seq OWNED BY touchpoints_touchpoint.id;
CREATE INDEX touchpoint_of_person ON touchpoints_touchpoint (person_id, at DESC);
CREATE INDEX touchpoint_by_who ON touchpoints_touchpoint (who_id, at DESC) WHERE who_id IS NOT NULL;
CREATE INDEX touchpoint_about ON touchpoints_touchpoint (object_ref) WHERE object_ref <> '';
CREATE INDEX touchpoint_met ON touchpoints_touchpoint (at, person_id)
    WHERE kind IN ('meeting', 'check_in', 'event', 'consultation');
CREATE TABLE touchpoints_touchpoint_other PARTITION OF touchpoints_touchpoint DEFAULT;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedMinutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.DateTimeField(verbose_name="quarter of an hour")),
                ("minutes", models.DecimalField(decimal_places=6, max_digits=20)),
            ],
            options={
                "verbose_name_plural": "asked minutes",
                "indexes": [models.Index(fields=["quarter"], name="asked_minutes_quarter")],
            },
        ),
        migrations.CreateModel(
            name="AttentionLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekly_minutes", models.PositiveSmallIntegerField(verbose_name="minutes a week")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("set_by_name", models.CharField(max_length=250)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekly_minutes__range", (1, 600))),
                        name="attention_limit_is_sound",
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Touchpoint",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("message", "Message"),
                                    ("invitation", "Invitation"),
                                    ("reminder", "Reminder"),
                                    ("seen", "Seen"),
                                    ("action", "Acted"),
                                    ("reply", "Reply"),
                                    ("brief", "Brief"),
                                    ("decision", "Decision"),
                                    ("consultation", "Consultation"),
                                    ("meeting", "Meeting"),
                                    ("check_in", "Check-in"),
                                    ("event", "Event"),
                                    ("sign_up", "Sign-up"),
                                    ("request", "Request"),
                                    ("recognition", "Recognition"),
                                    ("note", "Note"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("out", "To the person"), ("in", "From the person")],
                                max_length=3,
                                verbose_name="direction",
                            ),
                        ),
                        ("area", models.CharField(max_length=40, verbose_name="area")),
                        ("object_ref", models.CharField(blank=True, max_length=120, verbose_name="about")),
                        ("at", models.DateTimeField(verbose_name="when")),
                        ("minutes", models.FloatField(default=0, verbose_name="minutes")),
                        (
                            "tone",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not noted"),
                                    ("good", "Good"),
                                    ("neutral", "Neutral"),
                                    ("bad", "Bad"),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="tone",
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        ("is_sample", models.BooleanField(default=False)),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="touchpoints",
                                to="people.person",
                            ),
                        ),
                        (
                            "who",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                    },
                ),
            ],
            database_operations=[migrations.RunSQL(LEDGER, "DROP TABLE touchpoints_touchpoint;")],
        ),
    ]
