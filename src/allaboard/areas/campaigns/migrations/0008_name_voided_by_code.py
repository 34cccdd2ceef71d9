"""Why a version was voided was kept in the language of whoever did it; a code says it in each reader's."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils.translation import gettext, override

CODES = {
    "The author took it back.": "taken_back",
    "The reviewer approved it with edits.": "reviewer_edited",
    "The content was edited.": "content_edited",
    "The segment it is meant for was changed.": "segment_changed",
}


def name_by_code(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Find each sentence in the languages the product speaks; whatever is none of them was an edit."""
    voided = apps.get_model("campaigns", "Version").objects.exclude(voided_because="")
    for language, _name in settings.LANGUAGES:
        with override(language):
            for sentence, code in CODES.items():
                voided.filter(voided_because=gettext(sentence)).update(voided_because=code)
    voided.exclude(voided_because__in=CODES.values()).update(voided_because="content_edited")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0007_at_once")]

    operations = [migrations.RunPython(name_by_code, migrations.RunPython.noop)]
