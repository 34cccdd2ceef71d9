"""One's own tokens, sessions and preferences, for programs."""

import json

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed
from allaboard.foundation.access import tokens
from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.access.roles import Role

pytestmark = pytest.mark.django_db
TOKENS, ME = "/api/v1/access/tokens", "/api/v1/access/me"


def token_of(person, *scopes):
    return tokens.make_personal_token("Payroll export", scopes, 30, by=acting(person))


def program(name, *scopes):
    admin = acting(grant(make_person("Alex"), Role.ADMIN))
    return tokens.make_service_token(name, scopes, 30, roles=[Role.RECRUITER], by=admin)


def call(secret, method, path, body=None):
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(Client(), method)(path, body, content_type="application/json", headers=headers)


def session_of(person, user_agent="Firefox"):
    """A browser in which the person is signed in, with the record that signing in leaves."""
    browser = signed_in(person)
    key = browser.session.session_key
    kept = {"user": person.user, "session_key": key, "user_agent": user_agent}
    return browser, UserSession.objects.create(ip="192.0.2.1", **kept)


def test_a_token_lists_its_users_tokens_without_any_secret(amara, ben):
    theirs, mine = token_of(ben, "people:read"), token_of(amara, "access:read")
    answer = call(mine.secret, "get", TOKENS)

    [told] = answer.json()["items"]
    assert (told["id"], told["scopes"], told["is_usable"]) == (mine.token.pk, ["access:read"], True)
    said = answer.content.decode()
    assert mine.secret not in said
    assert mine.token.digest not in said
    assert theirs.token.digest not in said


def test_administrators_list_everybodys_and_a_program_lists_its_own(amara):
    mine, one, other = (
        token_of(amara, "access:read"),
        program("One", "access:read"),
        program("Other", "people:read"),
    )
    admin = signed_in(grant(make_person("Bea"), Role.ADMIN))

    assert {told["id"] for told in admin.get(TOKENS).json()["items"]} == {
        each.token.pk for each in (mine, one, other)
    }
    assert [told["id"] for told in call(one.secret, "get", TOKENS).json()["items"]] == [one.token.pk]


def test_a_token_ends_its_users_tokens_itself_among_them_and_nobody_elses(amara, ben):
    caller, leaked, theirs = (
        token_of(amara, "access:write"),
        token_of(amara, "people:write"),
        token_of(ben, "people:read"),
    )
    assert call(caller.secret, "delete", f"{TOKENS}/{theirs.token.pk}").status_code == 404
    assert call(caller.secret, "delete", f"{TOKENS}/{leaked.token.pk}").status_code == 204
    assert call(leaked.secret, "get", "/api/v1/people").status_code == 401
    assert call(caller.secret, "delete", f"{TOKENS}/{caller.token.pk}").status_code == 204
    assert call(caller.secret, "get", ME).status_code == 401

    theirs.token.refresh_from_db()
    assert theirs.token.is_usable


def test_a_program_ends_no_other_program(db):
    one, other = program("One", "access:write"), program("Other", "people:read")

    assert call(one.secret, "delete", f"{TOKENS}/{other.token.pk}").status_code == 404
    with pytest.raises(NotAllowed):
        tokens.revoke_token(other.token, by=_actor_of(one))
    other.token.refresh_from_db()
    assert other.token.is_usable
    assert call(one.secret, "delete", f"{TOKENS}/{one.token.pk}").status_code == 204


def _actor_of(made):
    from allaboard.foundation.access.queries import actor_of_token

    return actor_of_token(made.token)


def test_a_token_that_only_reads_ends_nothing_and_no_token_makes_another(amara):
    reader, writer = token_of(amara, "access:read"), token_of(amara, "access:write")
    made = ApiToken.objects.count()

    assert call(reader.secret, "delete", f"{TOKENS}/{writer.token.pk}").status_code == 403
    assert call(writer.secret, "post", TOKENS, {"name": "Mine", "scopes": ["people:read"]}).status_code == 405
    with pytest.raises(NotAllowed):
        tokens.make_personal_token("Child", ["access:read"], 365, by=_actor_of(writer))
    assert ApiToken.objects.filter(revoked_at=None).count() == made


def test_sessions_are_listed_without_their_keys(amara, ben):
    browser, mine = session_of(amara)
    session_of(ben)
    answer = browser.get(f"{ME}/sessions")

    [told] = answer.json()
    assert (told["id"], told["user_agent"], told["is_current"]) == (mine.pk, "Firefox", True)
    assert mine.session_key not in answer.content.decode()
    [by_token] = call(token_of(amara, "access:read").secret, "get", f"{ME}/sessions").json()
    assert (by_token["id"], by_token["is_current"]) == (mine.pk, False)


def test_one_session_is_ended_and_the_others_stay(amara, ben):
    here, _mine = session_of(amara)
    there, lost = session_of(amara, "Phone")
    abroad, theirs = session_of(ben)

    assert here.delete(f"{ME}/sessions/{theirs.pk}").status_code == 404
    assert here.delete(f"{ME}/sessions/{lost.pk}").status_code == 204
    assert there.get("/access/account/").status_code == 302
    assert here.get("/access/account/").status_code == 200
    assert abroad.get("/access/account/").status_code == 200


def test_all_other_sessions_are_ended_and_the_one_that_calls_stays(amara, ben):
    here, _mine = session_of(amara)
    there, _lost = session_of(amara, "Phone")
    abroad, _theirs = session_of(ben)

    assert here.delete(f"{ME}/sessions").status_code == 204
    assert [one.get("/access/account/").status_code for one in (here, there, abroad)] == [200, 302, 200]
    assert call(token_of(amara, "access:write").secret, "delete", f"{ME}/sessions").status_code == 204
    assert [one.get("/access/account/").status_code for one in (here, abroad)] == [302, 200]


def test_the_session_that_calls_can_be_ended_too(amara):
    here, mine = session_of(amara)

    assert here.delete(f"{ME}/sessions/{mine.pk}").status_code == 204
    assert here.get("/access/account/").status_code == 302


def test_preferences_are_read_and_changed_one_by_one(amara, ben):
    browser = signed_in(amara)
    path = f"{ME}/preferences"
    assert browser.get(path).json() == {"theme": "", "language": "", "single_key_shortcuts": True}
    changed = browser.patch(path, json.dumps({"theme": "dark"}), content_type="application/json")
    assert changed.json() == {"theme": "dark", "language": "", "single_key_shortcuts": True}
    browser.patch(path, json.dumps({"single_key_shortcuts": False}), content_type="application/json")

    assert browser.get(path).json() == {"theme": "dark", "language": "", "single_key_shortcuts": False}
    refused = browser.patch(path, json.dumps({"language": "tlh"}), content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert signed_in(ben).get(path).json()["theme"] == ""
    assert call(program("One", "access:read").secret, "get", path).status_code == 404
