"""What people do in the sample company before its pages are walked, so that none stands empty or closed."""

import io

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client, RequestFactory

from allaboard.areas.campaigns.emails import act_url
from allaboard.areas.campaigns.models import Assignment, Step
from allaboard.areas.initiatives.choices import Kind
from allaboard.areas.initiatives.models import BriefLink, Initiative
from allaboard.areas.initiatives.tokens import address_of
from allaboard.areas.listening.answering.links import answer_link
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Wave
from allaboard.foundation.access.facade import sign_in_link
from allaboard.foundation.access.tokens import make_personal_token
from allaboard.foundation.delivery.choices import State
from allaboard.foundation.delivery.composing.personal import unsubscribe_url
from allaboard.foundation.delivery.models import DeadAddress, Delivery
from allaboard.foundation.delivery.rules import BROKEN
from allaboard.foundation.jobs import clock
from allaboard.foundation.jobs.services import advance, start_progress
from allaboard.foundation.people.models import Import, Person
from allaboard.foundation.savedviews.models import SavedView
from tests.conftest import acting, signed_in
from tests.jobs import run_all
from tests.journeys.conftest import cast

GOOD_ROW = "employee number,first name,e-mail\nN1,Ada,ada@x.test\n"
BAD_ROW = "employee number,first name,e-mail\nN2,Bo,nowhere\n"
ANSWERS = "department,how was it\n" + "Finance,4\n" * 12
PASSWORD = "four words that differ"


def furnish() -> None:
    """Files on their way in, tokens, a second step, a refused address, a message held back, a mail on the screen."""
    sam = signed_in(cast("Sam"))
    _bring_people(sam)
    sam.post("/listen/import/", {"file": _file(ANSWERS)})
    _hand_over_a_brief(sam)
    _keep_views(sam)
    _send_a_test(sam)
    _guard(cast("Ines"))
    make_personal_token("Reads people", ["people:read"], 30, by=acting(cast("Sam")))
    advance(start_progress(acting(cast("Sam")), "Importing people.csv", 1_000), 250)
    run_all()
    _trouble_the_mail()


def _file(text: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = "people.csv"
    return file


def _bring_people(sam: Client) -> None:
    """One file that is in the directory, one with a row to mend, one whose columns nobody has chosen."""
    for text in (GOOD_ROW, BAD_ROW, GOOD_ROW):
        sam.post("/people/imports/new/", {"file": _file(text)})
    done, to_mend, _new = Import.objects.order_by("pk")
    for run in (done, to_mend):
        given = {f"column_{place}": target for place, target in enumerate(run.targets, start=1)}
        sam.post(f"/people/imports/{run.pk}/columns/", {**given, "date_order": run.options["date_order"]})
    sam.post(f"/people/imports/{done.pk}/apply/")


def _hand_over_a_brief(sam: Client) -> None:
    initiative = Initiative.objects.get(title__startswith="Shift swaps")
    sam.post(f"/initiatives/{initiative.pk}/leaders/{initiative.stakeholders.first().pk}/link/")

    leader = Client()
    brief = address_of(BriefLink.objects.latest("pk")).removeprefix(settings.PUBLIC_URL)
    leader.post(brief, {"choice": Kind.ACCEPT_IF, "condition": "Nobody swaps more than twice a week"})


def _keep_views(sam: Client) -> None:
    """One that stays, one that can be brought back."""
    for name in ("Nights", "Days"):
        sam.post("/views/keep/", {"address": "/people/?q=a", "name": name})
    sam.post(f"/views/{SavedView.objects.latest('pk').pk}/forget/")


def _send_a_test(sam: Client) -> None:
    step = Step.objects.filter(campaign__launched_at=None).first()
    sam.post(f"/campaigns/{step.campaign_id}/steps/{step.pk}/test/")


def _trouble_the_mail() -> None:
    DeadAddress.objects.create(address="gone@example.test", code="5.1.1", reason="No such user")
    waiting = Delivery.objects.filter(digest=None).first()
    Delivery.objects.filter(pk=waiting.pk).update(
        state=State.DEFERRED, due_at=clock.database_now(), reason=f"{BROKEN}abcd1234"
    )


def _guard(person: Person) -> None:
    """Give the person a password, and an app with recovery codes as the second step."""
    user = person.user
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)


def readers(*names: str) -> dict[str, Client]:
    """Clients of these people; Ines has signed in just now, so that she is not asked who she is once more."""
    clients = {name: signed_in(cast(name)) for name in names}
    request = RequestFactory().get("/")
    request.session = clients["Ines"].session
    record_authentication(request, cast("Ines").user, "password")
    request.session.save()
    return clients


def open_doors() -> tuple[str, ...]:
    """Where somebody who is not signed in gets in: by the links that people are sent, and by signing in."""
    chidi = cast("Chidi")
    told = Assignment.objects.filter(version__campaign__title="One inbox for HR").first()
    step = told.version.campaign.steps.first()
    links = (
        sign_in_link(chidi.user, 30),
        unsubscribe_url(chidi.pk, "campaign"),
        act_url(told.version.campaign_id, step.pk, told.person_id),
        answer_link(Wave.objects.get(stage=Stage.OPEN).pk, chidi.pk),
        address_of(BriefLink.objects.latest("pk")),
    )
    entrance = ("login/", "login/code/", "password/reset/", "password/reset/done/")
    used_up = ("/account/password/reset/key/1-used/", "/access/link/used/")
    return (
        *(link.removeprefix(settings.PUBLIC_URL) for link in links),
        *(f"/account/{page}" for page in (*entrance, "password/reset/key/done/")),
        *used_up,
        "/listen/thanks/",
        "/no-such-page/",
    )
