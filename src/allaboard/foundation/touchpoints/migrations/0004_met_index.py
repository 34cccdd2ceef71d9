"""Finds who was met without walking past the messages, of which there are many times more."""

from django.db import migrations

# Nothing but talks stands in it (`choices.MET`), so that messages to everybody cost nothing here.
INDEX = """
CREATE INDEX touchpoint_met ON touchpoints_touchpoint (at, person_id)
WHERE kind IN ('meeting', 'check_in', 'event', 'consultation');
"""


class Migration(migrations.Migration):
    dependencies = [("touchpoints", "0003_asked_minutes")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX touchpoint_met;")]
