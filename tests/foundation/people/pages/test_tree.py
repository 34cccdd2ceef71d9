"""The organisation opens branch by branch."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.conftest import make_person, signed_in
from tests.foundation.people.pages.conftest import text_of

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people import views


def test_the_tree_opens_branch_by_branch(amara, ben, chidi):
    client = signed_in(amara)
    tops = text_of(client.get(reverse("people:tree")))
    assert "Ben" in tops
    assert "Chidi" not in tops
    assert "1 report" in tops
    assert "Chidi" in text_of(client.get(reverse("people:branch", args=[ben.pk])))


def test_a_wide_branch_goes_on_over_the_page(amara, ben, monkeypatch):
    monkeypatch.setattr(views, "BRANCH_SHOWN", 2)
    for name in ("Ada", "Bo", "Cem"):
        make_person(name, family_name=f"{name}son", manager=ben, manager_path=[ben.pk])
    client, first = signed_in(amara), reverse("people:branch", args=[ben.pk])
    link = BeautifulSoup(client.get(first).content, "html.parser").find("a", string="and 1 more")
    rest = text_of(client.get(link["href"]))

    assert "Cem" not in text_of(client.get(first))
    assert "Cem" in rest
    assert "Ada" not in rest


@pytest.mark.django_db
def test_an_empty_directory_has_no_tree(client):
    first = User.objects.create_user(email="first@example.test")
    RoleGrant.objects.create(user=first, role=Role.HR_GENERALIST)
    client.force_login(first)

    assert "Nobody is here yet." in text_of(client.get(reverse("people:tree")))
