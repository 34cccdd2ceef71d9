from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("changes", "0002_promises"),
    ]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="asked",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Empty when it rests on no survey, or nobody knows how many were asked.",
                null=True,
            ),
        ),
    ]
