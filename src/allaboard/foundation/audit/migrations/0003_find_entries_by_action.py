"""What happened at least once is found by an index; every Today asks it, and the trail grows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["action"], name="entry_action", opclasses=["varchar_pattern_ops"]),
        )
    ]
