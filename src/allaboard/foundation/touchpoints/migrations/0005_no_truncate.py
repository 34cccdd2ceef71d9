"""The ledger cannot be emptied at one stroke either, nor can a month of it."""

from django.db import migrations

# A trigger for TRUNCATE belongs to one table alone: every partition has its own, also those that are made later.
MONTHS = """
CREATE OR REPLACE FUNCTION touchpoints_ensure_months(first date, months integer) RETURNS integer LANGUAGE plpgsql AS $$
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
            PERFORM touchpoints_refuse_truncate(partition::regclass);
            made := made + 1;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;
"""
REFUSE = """
CREATE OR REPLACE FUNCTION touchpoints_refuse_truncate(ledger regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER touchpoints_no_truncate BEFORE TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_only_grow()', ledger);
END $$;
SELECT touchpoints_refuse_truncate('touchpoints_touchpoint'::regclass);
SELECT touchpoints_refuse_truncate(inhrelid::regclass) FROM pg_inherits
WHERE inhparent = 'touchpoints_touchpoint'::regclass;
"""
ALLOW = """
CREATE OR REPLACE FUNCTION touchpoints_refuse_truncate(ledger regclass) RETURNS void LANGUAGE sql AS '';
DO $$ DECLARE ledger regclass; BEGIN
    FOR ledger IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'touchpoints_no_truncate' LOOP
        EXECUTE format('DROP TRIGGER touchpoints_no_truncate ON %s', ledger);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("touchpoints", "0004_met_index")]

    operations = [migrations.RunSQL(REFUSE + MONTHS, ALLOW)]
