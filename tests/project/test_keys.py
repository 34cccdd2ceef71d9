"""A start with another secret key is noticed before anything is lost."""

import pytest

from allaboard.foundation.access.models import UsedKey
from allaboard.foundation.people.models import ProtectedAttributes
from allaboard.foundation.people.upkeep.protection import seal
from allaboard.project.keys import examine_keys

pytestmark = pytest.mark.django_db


def test_another_key_is_told_until_the_earlier_one_is_named_or_nothing_needs_it(chidi, settings):
    assert examine_keys() is None
    sealed = seal(chidi.pk, {"gender": "x"})
    ProtectedAttributes.objects.create(person=chidi, ciphertext=sealed)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 4

    for _start in range(2):
        found = examine_keys()
        assert found is not None
        assert "protected attributes (1)" in found.detail
        assert "ALLABOARD_OLD_SECRET_KEYS" in found.remedy

    settings.SECRET_KEY_FALLBACKS = [before]
    assert examine_keys() is None
    settings.SECRET_KEY_FALLBACKS = []
    ProtectedAttributes.objects.all().delete()
    assert examine_keys() is None
    assert UsedKey.objects.count() == 1


def test_as_long_as_the_key_is_the_same_nothing_is_looked_through(chidi, django_assert_max_num_queries):
    examine_keys()
    with django_assert_max_num_queries(2):
        assert examine_keys() is None
