from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("listening", "0006_answered_is_kept_of_five_or_more")]

    operations = [
        migrations.RunSQL(
            "UPDATE listening_wave SET answered = 0 WHERE stage = 'closed' AND answered < minimum_group",
            migrations.RunSQL.noop,
        )
    ]
