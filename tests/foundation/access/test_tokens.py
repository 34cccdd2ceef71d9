"""A token does what it may, as long as its maker may, and no more."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access import services, tokens
from allaboard.foundation.access.choices import SCOPE_CHOICES
from allaboard.foundation.access.models import ApiToken, User
from allaboard.foundation.access.queries import actor_of_token
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.scopes import SCOPES

pytestmark = pytest.mark.django_db


def token_of(person, *scopes, days=30):
    return tokens.make_personal_token("Program", scopes, days, by=acting(person))


def by_token(secret: str, method: str, path: str, **body):
    call = getattr(Client(), method)
    return call(path, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})


def test_reading_is_not_writing(chidi):
    alex = grant(make_person("Alex"), Role.ADMIN)
    secret = token_of(alex, "access:read", "people:read").secret

    assert by_token(secret, "get", "/api/v1/access/users").status_code == 200
    for method, path in (
        ("post", "/api/v1/access/users"),
        ("patch", f"/api/v1/access/users/{chidi.user.pk}"),
        ("patch", f"/api/v1/people/{chidi.pk}"),
        ("get", "/api/v1/audit/entries"),
    ):
        assert by_token(secret, method, path, email="x@example.test").status_code in {403, 404}, path
    chidi.user.refresh_from_db()
    assert not User.objects.filter(email="x@example.test").exists()


def test_a_token_opens_no_page(chidi):
    secret = token_of(chidi, "access:write").secret
    answer = Client().get("/access/account/", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 302


@pytest.mark.parametrize("end", ["revoked", "old", "switched off", "left"])
def test_a_token_that_ended_is_refused(chidi, end):
    alex = acting(grant(make_person("Alex"), Role.ADMIN))
    made = token_of(chidi, "access:read", days=1)
    assert by_token(made.secret, "get", "/api/v1/access/me").status_code == 200
    match end:
        case "revoked":
            tokens.revoke_token(made.token, by=acting(chidi))
        case "switched off":
            services.disable_user(chidi.user, by=alex)
        case "left":
            chidi.active = False
            chidi.save()
    with time_machine.travel(timezone.now() + timedelta(days=2 if end == "old" else 0)):
        assert by_token(made.secret, "get", "/api/v1/access/me").status_code == 401


def test_a_token_loses_what_its_maker_loses(chidi):
    alex, second = (grant(make_person(name), Role.ADMIN) for name in ("Alex", "Bea"))
    secret = token_of(alex, "access:read").secret
    services.revoke_role(alex.user, Role.ADMIN, by=acting(second))

    assert by_token(secret, "get", "/api/v1/access/users").status_code == 403


def test_the_secret_is_shown_once(chidi):
    browser = signed_in(chidi)
    made = browser.post("/access/tokens/", {"name": "Export", "scopes": ["people:read"], "days": "30"})
    secret = made.context["made"].secret

    assert secret in made.content.decode()
    assert secret not in browser.get("/access/tokens/").content.decode()
    assert secret not in str(list(ApiToken.objects.values()))


def test_tokens_are_revoked_together_and_those_of_others_only_by_administrators(chidi, ben, alex):
    others = tokens.make_personal_token("Ben reads", ["people:read"], 30, by=acting(ben)).token
    for name in ("One", "Two"):
        tokens.make_personal_token(name, ["people:read"], 30, by=acting(chidi))

    def working():
        return set(ApiToken.objects.filter(revoked_at=None).values_list("name", flat=True))

    mine = signed_in(chidi)
    assert "Nothing was revoked" in revoked(mine, "/access/tokens/revoke/", chosen=[others.pk])
    assert "1 token no longer works" in revoked(mine, "/access/tokens/revoke/?q=one", all_matching="yes")
    assert mine.post("/access/service-tokens/revoke/", {"chosen": [others.pk]}).status_code == 403
    assert working() == {"Ben reads", "Two"}
    all_of_them = revoked(signed_in(alex), "/access/service-tokens/revoke/", all_matching="yes")
    assert ("2 tokens no longer work" in all_of_them, working()) == (True, set())


def revoked(browser, address, **chosen):
    return browser.post(address, chosen, follow=True).content.decode()


def test_the_list_of_tokens_is_filtered_by_how_each_stands_and_exported_without_secrets(alex, chidi):
    made = {name: tokens.make_personal_token(name, ["people:read"], 30, by=acting(chidi)) for name in "ABC"}
    tokens.revoke_token(made["B"].token, by=acting(alex))
    ApiToken.objects.filter(name="C").update(expires_at=timezone.now())
    page = "/access/service-tokens/?sort=name&export=csv"

    def names(query):
        answer = b"".join(signed_in(alex).get(page + query).streaming_content).decode()
        assert not any(each.secret in answer for each in made.values())
        return [line.partition(",")[0] for line in answer.splitlines()[1:]]

    assert names("") == ["A", "B", "C"]
    assert [names(f"&state={state}") for state in ("usable", "revoked", "ended")] == [["A"], ["B"], ["C"]]
    assert names("&q=chidi") == ["A", "B", "C"]
    assert names("&q=nobody") == []


def test_a_service_token_needs_an_administrator(amara, alex):
    with pytest.raises(NotAllowed):
        tokens.make_service_token("Robot", ["people:read"], 30, roles=[Role.ADMIN], by=acting(amara))
    with pytest.raises(RuleBroken):
        tokens.make_service_token("Robot", ["people:read"], 30, roles=[], by=acting(alex))


def test_a_token_makes_no_tokens(alex):
    token = tokens.make_personal_token("All", ["access:write"], 30, by=acting(alex)).token

    with pytest.raises(NotAllowed):
        tokens.make_personal_token("More", ["people:write"], 30, by=actor_of_token(token))


def test_a_token_is_offered_every_right_there_is_and_no_other(alex):
    assert [right for right, _name in SCOPE_CHOICES] == list(SCOPES)

    form = {"name": "Copy of the trail", "scopes": ["audit:write"], "days": 30}
    assert signed_in(alex).post("/access/tokens/", form).status_code == 422
    assert not ApiToken.objects.exists()


def test_rights_of_tokens_are_named_in_the_readers_language():
    with translation.override("de"):
        assert str(dict(SCOPE_CHOICES)["surveys:write"]) == "Umfragen: lesen und ändern"
