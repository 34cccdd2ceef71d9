"""People are found by any part of their names, e-mail address or job, whatever its accents and case."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

# unaccent alone is not immutable, so an index could not be made of it.
FUNCTIONS = """
CREATE FUNCTION people_fold(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent', coalesce(words, ''))) $$;
CREATE FUNCTION people_search(given text, family text, preferred text, formatted text, mail text, job text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent', concat_ws(' ', given, family, preferred, formatted, mail, job))) $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION people_search(text, text, text, text, text, text);
DROP FUNCTION people_fold(text);
"""
SEARCHED = ("given_name", "family_name", "preferred_name", "formatted_name", "email", "title")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.AddIndex(
            model_name="person",
            index=GinIndex(
                OpClass(
                    models.Func(*SEARCHED, function="people_search", output_field=models.CharField()),
                    name="gin_trgm_ops",
                ),
                name="person_search",
            ),
        ),
    ]
