def test_a_user_outside_the_directory_has_no_role(dina):
    from allaboard.foundation.access.queries import actor_of

    assert actor_of(dina).roles == frozenset()


def test_whoever_has_reports_is_a_manager(ben, chidi):
    from tests.conftest import acting

    assert acting(ben).has("manager")
    assert not acting(chidi).has("manager")
