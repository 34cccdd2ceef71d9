"""The label of many small groups lumped together is longer than any limit."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listening", "0004_plain_ballots_gone")]

    operations = [
        migrations.AlterField(
            model_name="block",
            name="groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), help_text="One group label per reported attribute.", size=None
            ),
        ),
    ]
