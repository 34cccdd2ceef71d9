"""A campaign says whether people are to do something, or only to know something."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_ask_unit")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="aim",
            field=models.CharField(
                choices=[("act", "People do something"), ("inform", "People know something")],
                default="act",
                max_length=10,
                verbose_name="aim",
            ),
        ),
    ]
