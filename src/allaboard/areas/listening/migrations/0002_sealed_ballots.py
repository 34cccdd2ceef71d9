"""Room for sealed sheets beside the plain ones."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listening", "0001_initial")]

    operations = [
        migrations.AddField(
            "pendingballot", "sealed", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.AddField("pendingballot", "is_mixed", models.BooleanField(default=False)),
        migrations.AlterField(
            "pendingballot",
            "block",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="listening.block",
            ),
        ),
        migrations.AddIndex(
            "pendingballot",
            models.Index(condition=models.Q(("is_mixed", False)), fields=["block"], name="ballots_that_wait"),
        ),
    ]
