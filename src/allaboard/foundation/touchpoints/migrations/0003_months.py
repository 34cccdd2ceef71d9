"""Each month of the ledger is a partition; those of the last two years and the next months are made at once."""

from django.db import migrations

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
            PERFORM touchpoints_refuse_truncate(partition::regclass);
            made := made + 1;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;
SELECT touchpoints_ensure_months((now() - interval '24 months')::date, 30);
"""


class Migration(migrations.Migration):
    dependencies = [("touchpoints", "0002_only_grow")]

    operations = [migrations.RunSQL(MONTHS, "DROP FUNCTION touchpoints_ensure_months(date, integer);")]
