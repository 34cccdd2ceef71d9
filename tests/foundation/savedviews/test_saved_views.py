"""Saved views: an address under a name, for its owner alone."""

from django.template import Context, Template
from django.test import RequestFactory
from tests.conftest import acting, signed_in

from allaboard.foundation.savedviews.models import SavedView


def keep(person, address, name="Nights"):
    return signed_in(person).post("/views/keep/", {"address": address, "name": name})


def bar(person, address):
    request = RequestFactory().get(address)
    request.actor = acting(person)
    return Template("{% load savedviews %}{% saved_views %}").render(Context({"request": request}))


def test_a_view_brings_back_filter_and_sorting_but_not_the_page(amara):
    answer = keep(amara, "/people/?department=Sales&sort=-name&page=7&export=csv")

    assert answer.url == "/people/?department=Sales&sort=-name"
    assert "Nights" in bar(amara, "/people/")


def test_a_view_is_shown_only_above_its_own_list(amara):
    keep(amara, "/people/?department=Sales")

    assert "Nights" not in bar(amara, "/segments/")


def test_saving_under_the_same_name_replaces(amara):
    keep(amara, "/people/?department=Sales")
    keep(amara, "/people/?department=Payroll")

    assert [view.query for view in SavedView.objects.all()] == ["department=Payroll"]


def test_nobody_sees_or_forgets_the_view_of_another(amara, ben):
    keep(amara, "/people/?q=secret-project", name="Secret project")
    view = SavedView.objects.get()

    assert "Secret project" not in bar(ben, "/people/")
    assert signed_in(ben).post(f"/views/{view.pk}/forget/").status_code == 404
    assert SavedView.objects.exists()


def test_a_view_never_leads_to_another_site(amara):
    for address in (
        "https://evil.example/",
        "//evil.example/people/",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        assert keep(amara, address).status_code == 400

    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_refused(amara):
    assert keep(amara, "/people/", name="  ").status_code == 422


def test_an_address_that_no_list_has_is_refused_in_words(amara):
    for address in ("/people/" + "x" * 200, "/people/\0"):
        answer = keep(amara, address)
        assert answer.status_code == 422
        assert "cannot be kept" in answer.content.decode()
    assert keep(amara, "/people/", "Ni\0ghts").status_code == 302
    assert [view.name for view in SavedView.objects.all()] == ["Nights"]
