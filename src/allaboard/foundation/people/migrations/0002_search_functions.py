"""Text without accents and case, fit for an index: unaccent alone is not immutable."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

MAKE = """
CREATE FUNCTION people_fold(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent', coalesce(words, ''))) $$;
CREATE FUNCTION people_search(given text, family text, preferred text, formatted text, mail text, job text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent', concat_ws(' ', given, family, preferred, formatted, mail, job))) $$;
"""
UNMAKE = """
DROP FUNCTION people_search(text, text, text, text, text, text);
DROP FUNCTION people_fold(text);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [UnaccentExtension(), TrigramExtension(), migrations.RunSQL(MAKE, UNMAKE)]
