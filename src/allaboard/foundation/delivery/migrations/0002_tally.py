"""How many deliveries of each sending stand alike, kept beside the ledger by the database itself."""

from django.db import migrations

# Whoever writes deliveries, and in whatever way: the counts are part of the same statement. Why something failed is
# not counted apart: mail servers say it in as many ways as there are servers. A sample is written with the ordinary
# triggers off; these stay on.
ALIKE = """sending_id, channel, state, CASE WHEN state = 'suppressed' THEN left(reason, 20) ELSE '' END AS reason"""
TRIGGERS = """
CREATE FUNCTION delivery_count_alike() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO delivery_tally (sending_id, channel, state, reason, number, seen, acted)
        SELECT <alike>, count(*), count(seen_at), count(acted_at) FROM added GROUP BY 1, 2, 3, 4;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO delivery_tally (sending_id, channel, state, reason, number, seen, acted)
        SELECT <alike>, -count(*), -count(seen_at), -count(acted_at) FROM removed GROUP BY 1, 2, 3, 4;
    ELSE
        INSERT INTO delivery_tally (sending_id, channel, state, reason, number, seen, acted)
        SELECT sending_id, channel, state, reason, sum(number), sum(seen), sum(acted) FROM (
            SELECT <alike>, count(*) AS number, count(seen_at) AS seen, count(acted_at) AS acted
            FROM added GROUP BY 1, 2, 3, 4
            UNION ALL
            SELECT <alike>, -count(*), -count(seen_at), -count(acted_at) FROM removed GROUP BY 1, 2, 3, 4
        ) moved
        GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0 OR sum(seen) <> 0 OR sum(acted) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER delivery_count_added AFTER INSERT ON delivery_delivery
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION delivery_count_alike();
CREATE TRIGGER delivery_count_moved AFTER UPDATE ON delivery_delivery
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION delivery_count_alike();
CREATE TRIGGER delivery_count_removed AFTER DELETE ON delivery_delivery
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION delivery_count_alike();
ALTER TABLE delivery_delivery ENABLE ALWAYS TRIGGER delivery_count_added;
ALTER TABLE delivery_delivery ENABLE ALWAYS TRIGGER delivery_count_moved;
ALTER TABLE delivery_delivery ENABLE ALWAYS TRIGGER delivery_count_removed;
""".replace("<alike>", ALIKE)
BACK = """
DROP TRIGGER delivery_count_added ON delivery_delivery;
DROP TRIGGER delivery_count_moved ON delivery_delivery;
DROP TRIGGER delivery_count_removed ON delivery_delivery;
DROP FUNCTION delivery_count_alike();
"""


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
