"""What contacts asked of everybody, kept beside the ledger by the database itself."""

from django.db import migrations

# Whoever writes contacts, and in whatever way: the sums are part of the same statement. A quarter of an hour divides
# the days of every time zone. A sample is written with the ordinary triggers off; these stay on.
TRIGGERS = """
CREATE FUNCTION touchpoints_sum_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO touchpoints_askedminutes (quarter, minutes)
    SELECT date_bin('15 minutes', at, '2000-01-01 00:00+00'),
           sum(touched.minutes::numeric) * CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
    FROM touched WHERE direction = 'out' GROUP BY 1 HAVING sum(touched.minutes::numeric) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER touchpoints_sum_added AFTER INSERT ON touchpoints_touchpoint
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_sum_asked();
CREATE TRIGGER touchpoints_sum_removed AFTER DELETE ON touchpoints_touchpoint
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_sum_asked();
ALTER TABLE touchpoints_touchpoint ENABLE ALWAYS TRIGGER touchpoints_sum_added;
ALTER TABLE touchpoints_touchpoint ENABLE ALWAYS TRIGGER touchpoints_sum_removed;
"""
BACK = """
DROP TRIGGER touchpoints_sum_added ON touchpoints_touchpoint;
DROP TRIGGER touchpoints_sum_removed ON touchpoints_touchpoint;
DROP FUNCTION touchpoints_sum_asked();
"""


class Migration(migrations.Migration):
    dependencies = [("touchpoints", "0003_months")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
