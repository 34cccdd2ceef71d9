"""Finds those whom a message has not reached, and what failed, without looking at all of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_tally"),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="sending",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="delivery.sending",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("channel", "inbox"), models.Q(("state", "sent"), _negated=True)),
                fields=["sending", "person"],
                name="delivery_not_in_inbox",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "failed")), fields=["sending"], name="delivery_failed"
            ),
        ),
    ]
