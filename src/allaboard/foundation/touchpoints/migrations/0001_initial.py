"""The ledger: a table partitioned by month, which only grows."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = """
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
CREATE TABLE touchpoints_touchpoint_other PARTITION OF touchpoints_touchpoint DEFAULT;
"""

# A month whose contacts already lie in the default partition stays there: moving them would be a change.
MONTHS = """
CREATE FUNCTION touchpoints_ensure_months(first date, months integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    month date := date_trunc('month', first);
    made integer := 0;
    partition text;
BEGIN
    FOR step IN 0..months LOOP
        partition := 'touchpoints_touchpoint_' || to_char(month, 'YYYY_MM');
        IF to_regclass(partition) IS NULL AND NOT EXISTS (
            SELECT FROM touchpoints_touchpoint_other
            WHERE at >= month::timestamp AT TIME ZONE 'UTC'
              AND at < (month + interval '1 month') AT TIME ZONE 'UTC'
        ) THEN
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF touchpoints_touchpoint FOR VALUES FROM (%L) TO (%L)',
                partition, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            made := made + 1;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;
SELECT touchpoints_ensure_months((now() - interval '24 months')::date, 30);
"""

# Two ways out, each opened for one transaction by the service named in the message.
GUARD = """
CREATE FUNCTION touchpoints_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.is_sample AND current_setting('allaboard.removing_sample', true) = 'on' THEN RETURN OLD; END IF;
        IF current_setting('allaboard.erased_person', true) = OLD.person_id::text THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION 'The ledger of contacts only grows; see remove_sample and erase_person of touchpoints'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER touchpoints_only_grow BEFORE UPDATE OR DELETE ON touchpoints_touchpoint
    FOR EACH ROW EXECUTE FUNCTION touchpoints_only_grow();
"""
BACK = """
DROP TABLE touchpoints_touchpoint;
DROP FUNCTION touchpoints_only_grow();
DROP FUNCTION touchpoints_ensure_months(date, integer);
"""

KINDS = [
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
]


def to_person(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.DO_NOTHING,
        to="people.person",
        db_constraint=False,
        db_index=False,
        **options,
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Touchpoint",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("kind", models.CharField(choices=KINDS, max_length=20, verbose_name="kind")),
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
                        ("person", to_person(related_name="touchpoints")),
                        ("who", to_person(null=True, related_name="+")),
                    ],
                    options={"ordering": ["-at", "-id"]},
                ),
            ],
            database_operations=[migrations.RunSQL(TABLE + MONTHS + GUARD, BACK)],
        ),
    ]
