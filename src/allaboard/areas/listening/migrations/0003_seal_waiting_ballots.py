"""Seals the ballots that wait."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from allaboard.areas.listening.answering.sealing import seal
from allaboard.areas.listening.rules import Ballot


def seal_waiting(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the words of each ballot into its sealed form."""
    for sheet in apps.get_model("listening", "PendingBallot").objects.iterator():
        sheet.sealed = seal(sheet.wave_id, Ballot(sheet.values, sheet.comments))
        sheet.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("listening", "0002_sealed_ballots")]

    operations = [migrations.RunPython(seal_waiting, elidable=True)]
