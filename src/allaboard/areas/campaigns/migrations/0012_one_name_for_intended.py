from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0011_forget_exact_counts")]

    operations = [
        migrations.RemoveConstraint("measuredgroup", "measured_groups_are_not_small"),
        migrations.RenameField("measuredgroup", "treated", "intended"),
        migrations.AddConstraint(
            "measuredgroup",
            models.CheckConstraint(condition=models.Q(intended__gte=5), name="measured_groups_are_not_small"),
        ),
    ]
