from django.db import migrations

UNKNOWN = """
UPDATE changes_change SET asked = NULL
WHERE wave_id IS NULL OR wave_id IN (SELECT id FROM listening_wave WHERE invited IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("changes", "0003_asked_may_be_unknown"),
        ("listening", "0009_forget_whom_imports_asked"),
    ]

    operations = [migrations.RunSQL(UNKNOWN, migrations.RunSQL.noop)]
