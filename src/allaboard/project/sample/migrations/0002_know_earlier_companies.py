"""A sample company that was made before its making was written down is known as made."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone


def note(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Note the company whose people are there."""
    people = apps.get_model("people", "Person").objects.filter(is_sample=True)
    if people.exists():
        run = apps.get_model("sample", "SampleRun")
        run.objects.create(seed=0, people=people.count(), today=timezone.localdate(), state="made")


class Migration(migrations.Migration):
    dependencies = [("sample", "0001_initial"), ("people", "0001_initial")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
