"""Versions know who wrote them; campaigns know the segment they follow."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [
        migrations.AddField(
            "campaign",
            "segment_id",
            models.BigIntegerField(blank=True, null=True, verbose_name="saved segment"),
        ),
        migrations.AddIndex("campaign", models.Index(fields=["segment_id"], name="campaign_segment")),
        migrations.AddField(
            "version", "writer_ids", ArrayField(base_field=models.BigIntegerField(), default=list, size=None)
        ),
    ]
