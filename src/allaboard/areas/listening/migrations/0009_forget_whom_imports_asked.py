from django.db import migrations

UNKNOWN = """
UPDATE listening_wave SET invited = NULL WHERE is_imported;
UPDATE listening_block SET invited = 0 WHERE wave_id IN (SELECT id FROM listening_wave WHERE is_imported);
"""


class Migration(migrations.Migration):
    dependencies = [("listening", "0008_asked_may_be_unknown")]

    operations = [migrations.RunSQL(UNKNOWN, migrations.RunSQL.noop)]
