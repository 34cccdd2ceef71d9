"""What the law protects is opened on purpose, by HR leaders alone, and each opening is kept."""

from bs4 import BeautifulSoup
from django.urls import reverse
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people import services
from allaboard.foundation.people.models import ProtectedAttributes


def test_protected_attributes_are_shut_until_an_hr_leader_opens_them_and_each_opening_is_kept(amara, chidi):
    services.protect(chidi, {"gender": "female", "religion": "none of ours"}, by=acting(amara))
    client, page = signed_in(amara), reverse("people:protected", args=[chidi.pk])

    assert "none of ours" not in client.get(page).content.decode()
    assert not Entry.objects.filter(action="person.protected_read").exists()

    opened = client.post(page)

    assert BeautifulSoup(opened.content, "html.parser").find(id="id_religion")["value"] == "none of ours"
    assert "no-store" in opened["Cache-Control"]
    entry = Entry.objects.get(action="person.protected_read")
    assert "none of ours" not in str(vars(entry))


def test_what_is_sealed_can_be_changed_and_emptied(amara, chidi):
    services.protect(chidi, {"gender": "female", "religion": "none of ours"}, by=acting(amara))
    client, seal = signed_in(amara), reverse("people:protect", args=[chidi.pk])

    assert client.post(seal, {"gender": "female", "religion": "x" * 201}).status_code == 422
    assert client.post(seal, {"gender": "woman", "religion": ""}).status_code == 302
    assert services.protected_attributes(chidi, by=acting(amara)) == {"gender": "woman"}

    client.post(seal, {})
    assert not ProtectedAttributes.objects.exists()


def test_nobody_but_an_hr_leader_comes_near_protected_attributes(amara, ben, chidi):
    services.protect(chidi, {"gender": "female"}, by=acting(amara))
    generalist = grant(make_person("Gina"), Role.HR_GENERALIST)

    for person in (ben, chidi, generalist):
        client = signed_in(person)
        assert client.post(reverse("people:protected", args=[chidi.pk])).status_code == 403
        assert client.post(reverse("people:protect", args=[chidi.pk]), {"gender": "x"}).status_code == 403
        assert (
            "Protected attributes"
            not in client.get(reverse("people:person", args=[chidi.pk])).content.decode()
        )
    assert (
        "Protected attributes"
        in signed_in(amara).get(reverse("people:person", args=[chidi.pk])).content.decode()
    )
    assert services.protected_attributes(chidi, by=acting(amara)) == {"gender": "female"}
