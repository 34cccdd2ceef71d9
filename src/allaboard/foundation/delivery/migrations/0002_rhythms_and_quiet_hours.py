"""A mute becomes a wish with a rhythm; quiet hours and digests come in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_initial"),
        ("people", "0003_imports_and_search"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="mute", name="muted_once"),
        migrations.RenameModel(old_name="Mute", new_name="Wish"),
        migrations.AlterModelOptions(name="wish", options={"verbose_name_plural": "wishes"}),
        migrations.AddField(
            model_name="wish",
            name="rhythm",
            field=models.CharField(
                choices=[
                    ("now", "At once"),
                    ("daily", "In one e-mail a day"),
                    ("weekly", "In one e-mail a week, on Monday"),
                    ("off", "Not at all"),
                ],
                default="off",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(
                fields=("person", "category", "channel"), name="one_wish_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel", "email"),
                    models.Q(("rhythm__in", ("daily", "weekly")), _negated=True),
                    _connector="OR",
                ),
                name="only_email_is_gathered",
            ),
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
            ],
            options={
                "verbose_name_plural": "quiet hours",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts", models.F("ends")), _negated=True),
                        name="quiet_hours_last_some_time",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="sending",
            name="is_urgent",
            field=models.BooleanField(default=False, verbose_name="waits for nobody's quiet hours or digest"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="gathered",
                to="delivery.delivery",
            ),
        ),
        migrations.RemoveIndex(model_name="delivery", name="delivery_due"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(
                    ("digest__isnull", True), ("state__in", ("planned", "claimed", "deferred"))
                ),
                fields=["due_at", "id"],
                name="delivery_due_alone",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("digest__isnull", False)), fields=["digest"], name="delivery_gathered"
            ),
        ),
    ]
