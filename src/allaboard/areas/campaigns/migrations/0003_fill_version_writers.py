"""Kept versions get their writers: whoever edited the campaign, without the one who decided on the version."""

from django.db import migrations

FILL = """
    UPDATE campaigns_version v SET writer_ids = ARRAY(
        SELECT DISTINCT writer FROM (
            SELECT (jsonb_array_elements_text(c.editor_ids))::bigint AS writer
            FROM campaigns_campaign c WHERE c.id = v.campaign_id
            UNION SELECT v.submitted_by_id
        ) AS known
        WHERE writer IS NOT NULL AND writer IS DISTINCT FROM v.decided_by_id
    )"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_version_writers_and_segment")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
