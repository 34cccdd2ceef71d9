"""A message before it is sent, through the eyes of somebody of its audience."""

from bs4 import BeautifulSoup
from django.test import Client
from tests.conftest import grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.services import drafts, review, steps
from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.models import Person


def member(name: str, **more: object) -> Person:
    """Somebody of the draft's audience."""
    return make_person(name, work_location="Plant North", **more)


def words(client: Client, campaign: Campaign, shape: str, query: str = "") -> str:
    step = campaign.steps.get(position=1)
    answer = client.get(f"/campaigns/{campaign.pk}/steps/{step.pk}/preview/{shape}/{query}")
    return BeautifulSoup(answer.content, "html.parser").get_text(" ") if answer.status_code == 200 else ""


def test_the_writer_sees_it_as_somebody_of_the_audience_in_their_language(
    draft: Campaign, author: Actor, amaras: Client
) -> None:
    german = {"subject": "Die Tauschbörse", "body": "Liebe(r) {first_name}, tausche Schichten hier."}
    steps.word_step(draft.pk, draft.steps.get(position=1).pk, "de", {**german, "action_label": ""}, by=author)
    uta = member("Uta", preferred_language="de-AT", department="Paint")

    for shape in ("email", "inbox"):
        assert "Dear Amara, swap" in words(amaras, draft, shape)
        assert "Liebe(r) Uta, tausche" in words(amaras, draft, shape, f"?as={uta.pk}")


def test_nobody_outside_the_audience_lends_their_eyes(draft: Campaign, amaras: Client) -> None:
    outside = make_person("Olga", work_location="Head office")
    left = member("Lea", active=False)
    for person in (outside, left):
        assert words(amaras, draft, "email", f"?as={person.pk}") == ""
    assert words(amaras, draft, "email", "?as=none") == ""


def test_nobody_the_viewer_may_not_see_lends_their_eyes(draft: Campaign, amaras: Client) -> None:
    reviewer = grant(make_person("Rita"), Role.REVIEWER)
    drafts_reader = signed_in(reviewer)
    someone = member("Uta")
    assert "Dear Uta" in words(amaras, draft, "email", f"?as={someone.pk}")
    assert words(drafts_reader, draft, "email", f"?as={someone.pk}") == ""


def test_the_choice_shows_people_who_differ_and_keeps_the_chosen_one(draft: Campaign, amaras: Client) -> None:
    uta = member("Uta", preferred_language="de", department="Paint")
    step = draft.steps.get(position=1)
    page = BeautifulSoup(
        amaras.get(f"/campaigns/{draft.pk}/steps/{step.pk}/?as={uta.pk}").content, "html.parser"
    )

    chosen = page.select("#see-as option")
    assert len(chosen) == 4  # yourself, Assembly, Paint, and Paint in German
    assert page.select_one("#see-as option[selected]")["value"] == str(uta.pk)
    assert all(f"as={uta.pk}" in frame["src"] for frame in page.select("#previews iframe"))
    assert [part.h3.get_text() for part in page.select("#previews [data-tab]")] == [
        "E-mail",
        "Inbox",
        "Phone",
    ]
    assert f"as={uta.pk}" in page.select_one("#step-form")["hx-post"]


def test_a_personal_button_never_becomes_the_chosen_persons(
    draft: Campaign, author: Actor, amaras: Client
) -> None:
    drafts.change_campaign(draft.pk, {"outcome_kind": "acknowledged", "holdout_share": 0.0}, by=author)
    uta = member("Uta")
    step = draft.steps.get(position=1)
    answer = amaras.get(f"/campaigns/{draft.pk}/steps/{step.pk}/preview/email/?as={uta.pk}")
    assert "Uta" in answer.content.decode()
    assert "/campaigns/act/" not in answer.content.decode()


def administrator(*roles: Role) -> Client:
    """Signed in as the one who set the installation up, who is not in the directory."""
    user = User.objects.create_user(email="first@example.test")
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    client = Client()
    client.force_login(user)
    return client


def test_who_is_not_in_the_directory_looks_through_the_eyes_of_the_audience(draft: Campaign) -> None:
    member("Uta", department="Assembly")
    first = administrator(Role.ADMIN, Role.HR_LEADER)
    page = BeautifulSoup(
        first.get(f"/campaigns/{draft.pk}/steps/{draft.steps.get(position=1).pk}/").content, "html.parser"
    )

    assert "yourself" not in page.select_one("#see-as").get_text()
    assert "Dear " in words(first, draft, "email", "?as=")
    assert page.select_one("iframe")["src"].partition("?as=")[2][:1].isdigit()


def test_who_has_nobody_to_look_through_is_told_so(draft: Campaign) -> None:
    Person.objects.update(active=False)

    assert "no reader to show it as" in words(administrator(Role.HR_LEADER), draft, "email")


def test_a_field_that_is_empty_for_some_readers_is_told_to_writer_and_reviewer(
    draft: Campaign, author: Actor, reviewer: Actor, amaras: Client
) -> None:
    lead, everyone = make_person("Lena"), Person.objects.filter(work_location="Plant North")
    everyone.update(manager=lead, department="Assembly", title="Fitter")
    member("Noa", manager=None, department="Assembly")
    member("Kim", manager=lead, department="")
    first, asked = draft.steps.get(position=1), everyone.count()
    here = f"/campaigns/{draft.pk}/steps/{first.pk}/"
    assert "is empty for" not in amaras.get(here).content.decode()  # nobody's first name is

    words_of = {"subject": "Tauschen", "body": "{manager_name} weiß davon.", "action_label": ""}
    steps.word_step(draft.pk, first.pk, "de", words_of, by=author)
    steps.change_step(draft.pk, first.pk, {"body": "For all in {department}."}, by=author)

    review.submit_for_review(draft.pk, by=author)
    desk = signed_in(Person.objects.get(pk=reviewer.person_id))
    for page in (amaras.get(here), desk.get(f"/campaigns/{draft.pk}/review/1/")):
        said = page.content.decode()
        assert f"{{department}} is empty for 1 of {asked} people" in said
        assert f"{{manager_name}} is empty for 1 of {asked} people" in said
        assert "{first_name} is empty" not in said

    steps.change_step(draft.pk, first.pk, {"segment_text": "department = Assembly"}, by=author)
    narrowed = amaras.get(here).content.decode()
    assert "{department} is empty" not in narrowed
    assert f"{{manager_name}} is empty for 1 of {asked - 1} people" in narrowed
