from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("listening", "0009_forget_whom_imports_asked")]

    operations = [migrations.RemoveField(model_name="wave", name="is_imported")]
