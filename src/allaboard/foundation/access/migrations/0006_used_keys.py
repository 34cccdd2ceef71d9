from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_bind_second_steps_to_their_user"),
    ]

    operations = [
        migrations.CreateModel(
            name="UsedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("print", models.CharField(max_length=32, unique=True)),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
