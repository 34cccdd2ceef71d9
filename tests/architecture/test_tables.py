"""The tables are what the models say: migrations can leave an index or a constraint out unnoticed."""

import pytest
from django.apps import apps
from django.db import connection, models

pytestmark = pytest.mark.django_db
OURS = [model for model in apps.get_models() if model.__module__.startswith("allaboard.")]


def in_the_database(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


def test_every_constraint_and_index_of_a_model_is_in_its_table():
    named = {
        model: {each.name for each in (*model._meta.constraints, *model._meta.indexes)} for model in OURS
    }

    assert any(named.values())
    assert {model: missing for model in OURS if (missing := named[model] - in_the_database(model))} == {}
