from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0009_voided_code")]

    operations = [
        migrations.RenameField("measurement", "seen", "seen_fewest"),
        migrations.AlterField(
            "measurement", "seen_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField("measurement", "seen_most", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RenameField("measurement", "acted", "acted_fewest"),
        migrations.AlterField(
            "measurement", "acted_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField("measurement", "acted_most", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RenameField("measurement", "acted_before", "before_fewest"),
        migrations.AlterField(
            "measurement", "before_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField("measurement", "before_most", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RenameField("measurement", "holdout_acted", "holdout_acted_fewest"),
        migrations.AlterField(
            "measurement", "holdout_acted_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "measurement", "holdout_acted_most", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.RenameField("measuredgroup", "seen", "seen_fewest"),
        migrations.AlterField(
            "measuredgroup", "seen_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField("measuredgroup", "seen_most", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RenameField("measuredgroup", "acted", "acted_fewest"),
        migrations.AlterField(
            "measuredgroup", "acted_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "measuredgroup", "acted_most", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.RenameField("measuredgroup", "holdout_acted", "holdout_acted_fewest"),
        migrations.AlterField(
            "measuredgroup", "holdout_acted_fewest", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "measuredgroup", "holdout_acted_most", models.PositiveIntegerField(blank=True, null=True)
        ),
    ]
