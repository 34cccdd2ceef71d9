"""Saved views for programs: one's own alone."""

from tests.conftest import signed_in

from allaboard.foundation.savedviews.models import SavedView

HERE = "/api/v1/views"


def keep(person, address, name="Nights", **headers):
    body = {"address": address, "name": name}
    return signed_in(person).post(HERE, body, content_type="application/json", headers=headers)


def test_a_program_keeps_lists_and_forgets_a_view(amara):
    for _again in range(2):
        kept = keep(amara, "/people/?department=Sales&page=7", **{"Idempotency-Key": "v"})
        assert (kept.status_code, kept.json()["url"]) == (201, "/people/?department=Sales")
    [view] = signed_in(amara).get(HERE).json()["items"]
    assert (view["name"], view["id"]) == ("Nights", SavedView.objects.get().pk)

    assert signed_in(amara).delete(f"{HERE}/{view['id']}").status_code == 200
    assert not SavedView.objects.exists()


def test_nobody_lists_or_forgets_the_view_of_another(amara, ben):
    kept = keep(amara, "/people/?q=secret-project", "Secret project").json()

    assert signed_in(ben).get(HERE).json()["items"] == []
    forgotten = signed_in(ben).delete(f"{HERE}/{kept['id']}")
    assert (forgotten.status_code, "Secret" in forgotten.content.decode()) == (404, False)
    assert SavedView.objects.exists()


def test_a_program_keeps_no_address_of_another_site_and_no_nameless_view(amara):
    for address, name, status in (("//evil.example/people/", "Nights", 400), ("/people/", "  ", 422)):
        refused = keep(amara, address, name)
        assert (refused.status_code, refused["Content-Type"]) == (status, "application/problem+json")
    assert not SavedView.objects.exists()
