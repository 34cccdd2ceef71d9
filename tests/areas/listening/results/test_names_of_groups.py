from django.utils.translation import override

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.plans import attributes_of


def test_groups_are_named_in_the_readers_language_whoever_launched_the_survey():
    wave = Wave(attributes=[["shift", "Shift"], ["Werk", "Werk"]])

    with override("es"):
        assert attributes_of(wave) == [("shift", "Turno"), ("Werk", "Werk")]
    with override("en"):
        assert attributes_of(wave) == [("shift", "Shift"), ("Werk", "Werk")]
