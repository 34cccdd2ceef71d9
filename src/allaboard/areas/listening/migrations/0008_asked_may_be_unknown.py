from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0007_forget_how_many_the_few_were"),
    ]

    operations = [
        migrations.AlterField(
            model_name="block",
            name="invited",
            field=models.PositiveIntegerField(default=0, help_text="0 where nobody knows who was asked."),
        ),
        migrations.AlterField(
            model_name="wave",
            name="invited",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Empty for results from elsewhere: nobody knows who was asked.",
                null=True,
            ),
        ),
    ]
