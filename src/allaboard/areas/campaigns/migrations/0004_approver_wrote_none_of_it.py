"""The database refuses an approval by anyone who wrote part of what is approved."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_fill_version_writers")]

    operations = [
        migrations.RemoveConstraint("version", "approver_is_a_second_person"),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(writer_ids__contains=[F("decided_by")]),
                name="approver_wrote_none_of_it",
            ),
        ),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True) | Q(writer_ids__contains=[F("submitted_by")]),
                name="submitter_is_a_writer",
            ),
        ),
    ]
