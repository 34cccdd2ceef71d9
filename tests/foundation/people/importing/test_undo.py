"""An import goes again whole, or is refused whole."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, signed_in
from tests.foundation.people.importing.conftest import COMPANY, counts, row_for

from allaboard.errors import RuleBroken
from allaboard.foundation.people import tasks
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.models import Import, ImportChange, Person, PersonVersion
from allaboard.foundation.people.services import protect, protected_attributes, update_person


def test_undo_restores_every_value_and_removes_who_came(imported, amara):
    imported(COMPANY)
    before = list(Person.objects.order_by("pk").values())
    versions = list(PersonVersion.objects.order_by("pk").values())
    second = imported(
        "Email,Department,Manager,Colour\ncleo@x.test,Support,none,Green\nnew@x.test,Support,cleo@x.test,Red\n"
    )
    assert counts(second) == (1, 1, 0, 0)
    assert row_for("cleo@x.test").manager is None
    assert row_for("new@x.test").manager_path == [row_for("cleo@x.test").pk]

    services.undo_import(second, by=acting(amara))

    assert list(Person.objects.order_by("pk").values()) == before
    assert list(PersonVersion.objects.order_by("pk").values()) == versions
    with pytest.raises(RuleBroken, match="nothing to undo"):
        services.undo_import(second, by=acting(amara))


def test_undo_is_refused_when_somebody_was_changed_since(imported, amara):
    run = imported(COMPANY)
    update_person(row_for("cleo@x.test"), {"title": "Lead"}, by=acting(amara))
    with pytest.raises(RuleBroken, match=r"1 person was changed after.*Cleo"):
        services.undo_import(run, by=acting(amara))
    assert row_for("cleo@x.test").title == "Lead"


@pytest.mark.parametrize("who", ["cleo@x.test", "new@x.test"])
def test_what_was_sealed_before_stays_and_what_was_sealed_since_stops_the_undo(imported, amara, who):
    imported(COMPANY)
    protect(row_for("cleo@x.test"), {"gender": "female"}, by=acting(amara))
    run = imported("Email,Title\ncleo@x.test,Lead\nnew@x.test,Lead\n")
    protect(row_for(who), {"religion": "none"}, by=acting(amara))

    with pytest.raises(RuleBroken, match="1 person was changed after"):
        services.undo_import(run, by=acting(amara))

    protect(row_for(who), {"religion": ""}, by=acting(amara))
    if who == "new@x.test":  # nothing is sealed of her again, as the import left it
        services.undo_import(run, by=acting(amara))
        assert protected_attributes(row_for("cleo@x.test"), by=acting(amara)) == {"gender": "female"}


def test_undo_is_refused_when_a_created_person_is_used_elsewhere(imported, amara, ben):
    run = imported(COMPANY)
    update_person(ben, {"manager": row_for("boss@x.test")}, by=acting(amara))
    with pytest.raises(RuleBroken, match="used elsewhere"):
        services.undo_import(run, by=acting(amara))
    assert Person.objects.filter(email="boss@x.test").exists()


def test_what_an_import_replaced_is_forgotten_after_90_days_and_undo_is_offered_no_longer(imported, amara):
    old, new = imported("email,title\namara@x.test,Lead\n"), imported("email\nb@x.test\n")
    Import.objects.filter(pk=old.pk).update(applied_at=timezone.now() - timedelta(days=91))

    tasks.forget_old()

    assert set(ImportChange.objects.values_list("run_id", flat=True)) == {new.pk}
    browser, page = signed_in(amara), f"/people/imports/{old.pk}/"
    assert "What it replaced is forgotten." in browser.get(page).content.decode()
    assert "Undo this import" not in browser.get(page).content.decode()
    assert "It is offered until" in browser.get(f"/people/imports/{new.pk}/").content.decode()
    refused = browser.post(f"/api/v1/people/imports/{old.pk}/undo", {}, "application/json")
    assert (refused.status_code, "90 days" in refused.json()["detail"]) == (422, True)
    with pytest.raises(RuleBroken, match="90 days"):
        services.undo_import(Import.objects.get(pk=old.pk), by=acting(amara))
    assert row_for("amara@x.test").title == "Lead"
