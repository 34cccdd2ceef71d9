"""Ways back for programs: what the API did can be taken back through it, by the one who did it alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.tokens import make_personal_token, make_service_token
from allaboard.foundation.savedviews.models import SavedView
from allaboard.foundation.savedviews.services import keep_view
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.services import Draft, create_segment
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.services import GRACE

pytestmark = pytest.mark.django_db
OFFERS = "/api/v1/undo"


def with_token(secret, method, path, body=None):
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(Client(), method)(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def sales(amara):
    return create_segment(Draft("Sales", "department = Sales"), by=acting(amara))


def test_a_deletion_answers_with_its_way_back(amara):
    keep_view("/people/?department=Sales", "Sales", by=acting(amara))
    before = list(SavedView.objects.values())
    answer = signed_in(amara).delete(f"/api/v1/views/{before[0]['id']}")
    assert answer.status_code == 200
    undo = answer.json()["undo"]
    assert "Sales" in undo["label"]
    assert timedelta(minutes=9) < Offer.objects.get(pk=undo["id"]).until - timezone.now() <= GRACE
    assert not SavedView.objects.exists()

    listed = signed_in(amara).get(OFFERS).json()["items"]
    assert listed == [undo]
    taken = signed_in(amara).post(undo["url"])
    assert (taken.status_code, taken.json()["label"]) == (200, undo["label"])
    assert list(SavedView.objects.values()) == before
    assert signed_in(amara).get(OFFERS).json()["items"] == []
    assert signed_in(amara).post(undo["url"]).status_code == 422


def test_a_change_of_a_segment_answers_with_the_segment_and_the_way_back(amara, sales):
    answer = signed_in(amara).patch(
        f"/api/v1/segments/{sales.pk}", {"text": "department = Paint"}, content_type="application/json"
    )
    assert answer.json()["text"] == "department = Paint"
    signed_in(amara).post(answer.json()["undo"]["url"])

    assert Segment.objects.get().text == "department = Sales"


def test_nobody_sees_or_takes_the_way_back_of_another(amara, ben, sales):
    undo = signed_in(amara).delete(f"/api/v1/segments/{sales.pk}").json()["undo"]

    assert signed_in(ben).get(OFFERS).json()["items"] == []
    assert signed_in(ben).post(undo["url"]).status_code == 404
    assert Segment.objects.get().archived_at is not None


def test_a_token_takes_back_only_what_its_scopes_may_write(amara, sales):
    narrow = make_personal_token("Narrow", ["people:write", "segments:read"], 30, by=acting(amara)).secret
    undo = signed_in(amara).delete(f"/api/v1/segments/{sales.pk}").json()["undo"]
    assert with_token(narrow, "get", OFFERS).json()["items"] == []
    assert with_token(narrow, "post", undo["url"]).status_code == 403
    assert Segment.objects.get().archived_at is not None

    wide = make_personal_token("Wide", ["segments:write"], 30, by=acting(amara)).secret
    assert with_token(wide, "get", OFFERS).json()["items"] == [undo]
    assert with_token(wide, "post", undo["url"]).status_code == 200
    assert Segment.objects.get().archived_at is None


def test_a_program_of_its_own_takes_back_what_it_did_and_no_other_program_does(amara, sales):
    scopes = ["segments:write"]
    admin = acting(grant(make_person("Alex"), Role.ADMIN))
    doer, other = (
        make_service_token(name, scopes, 30, roles=[Role.HR_LEADER], by=admin).secret for name in "AB"
    )
    sales.shared = True
    sales.save()
    undo = with_token(doer, "delete", f"/api/v1/segments/{sales.pk}").json()["undo"]
    assert with_token(other, "get", OFFERS).json()["items"] == []
    assert with_token(other, "post", undo["url"]).status_code == 404

    assert with_token(doer, "get", OFFERS).json()["items"] == [undo]
    assert with_token(doer, "post", undo["url"]).status_code == 200
    assert Segment.objects.get().archived_at is None


def test_what_is_too_late_is_not_listed_and_not_taken_back(amara, sales):
    undo = signed_in(amara).delete(f"/api/v1/segments/{sales.pk}").json()["undo"]
    Offer.objects.update(offered_at=timezone.now() - GRACE - timedelta(seconds=1))

    assert signed_in(amara).get(OFFERS).json()["items"] == []
    assert signed_in(amara).post(undo["url"]).status_code == 422
    assert Segment.objects.get().archived_at is not None
