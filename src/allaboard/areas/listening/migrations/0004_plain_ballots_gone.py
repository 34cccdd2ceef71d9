"""Takes away the plain form of ballots."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("listening", "0003_seal_waiting_ballots")]

    operations = [
        migrations.RemoveField("pendingballot", "values"),
        migrations.RemoveField("pendingballot", "comments"),
    ]
