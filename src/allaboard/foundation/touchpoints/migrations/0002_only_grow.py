"""Contacts can be added to the ledger, never changed or removed, and it cannot be emptied at one stroke."""

from django.db import migrations

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

# A trigger for TRUNCATE belongs to one table alone: every partition has its own.
NO_TRUNCATE = """
CREATE FUNCTION touchpoints_refuse_truncate(ledger regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER touchpoints_no_truncate BEFORE TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_only_grow()', ledger);
END $$;
SELECT touchpoints_refuse_truncate(relid) FROM pg_partition_tree('touchpoints_touchpoint');
"""
BACK = """
DROP FUNCTION touchpoints_refuse_truncate(regclass);
DROP FUNCTION touchpoints_only_grow() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("touchpoints", "0001_initial")]

    operations = [migrations.RunSQL(GUARD + NO_TRUNCATE, BACK)]
