"""Lets those who work here be counted, also by department or location, from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_order_by_depth")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="person_department"),
        migrations.RemoveIndex(model_name="person", name="person_location"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["department", "active", "employment_status"], name="person_department"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["work_location", "active", "employment_status"], name="person_location"
            ),
        ),
    ]
