"""What a colleague wrote by mistake can be taken back, and that be undone; what leaders did themselves stands."""

from django.urls import reverse
from django.utils import timezone
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives import undoing
from allaboard.areas.initiatives.models import Evidence, Option
from allaboard.areas.initiatives.queries.leaders import leaders_in
from allaboard.areas.initiatives.services.briefs import BriefAnswer, answer_brief
from allaboard.areas.initiatives.services.decisions import decide
from allaboard.areas.initiatives.services.initiatives import set_status
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.services import take_back


def stage(initiative) -> str:
    [row] = leaders_in(initiative.pk)
    return row.leader.standing.stage


def test_a_commitment_noted_by_mistake_is_taken_back_and_the_stage_with_it(
    initiative, ben_as_leader, amara, team
):
    noted = happened(ben_as_leader, "committed_resource", note="Two team leads")
    page = reverse("initiatives:leader", args=[initiative.pk, ben_as_leader.pk])
    address = reverse("initiatives:take_evidence_back", args=[initiative.pk, noted.pk])
    assert address in team.get(page).content.decode()

    team.post(address)

    assert stage(initiative) == "unaware"
    assert Entry.objects.filter(action="initiative.evidence_taken_back").exists()
    take_back(Offer.objects.get().pk, by=acting(amara))
    assert stage(initiative) == "committed"


def test_what_a_leader_answered_stands(initiative, ben_as_leader, ben, team):
    answer_brief(ben_as_leader, BriefAnswer("not_now", reason="After the audit."), acting(ben))
    said = Evidence.objects.get()
    page = reverse("initiatives:leader", args=[initiative.pk, ben_as_leader.pk])
    address = reverse("initiatives:take_evidence_back", args=[initiative.pk, said.pk])

    assert address not in team.get(page).content.decode()
    assert team.post(address).status_code == 422
    assert team.delete(f"/api/v1/initiatives/{initiative.pk}/evidence/{said.pk}").status_code == 422
    assert Evidence.objects.filter(pk=said.pk).exists()


def test_a_program_takes_back_what_a_colleague_noted_and_nobody_else_does(
    initiative, ben_as_leader, chidi, team
):
    noted = happened(ben_as_leader, "talked", note="At lunch")
    address = f"/api/v1/initiatives/{initiative.pk}/evidence/{noted.pk}"

    assert signed_in(chidi).delete(address).status_code in (403, 404)
    assert team.delete(address).json()["undo"]["label"] == "The note is taken back."
    assert not Evidence.objects.exists()


def test_an_option_is_taken_out_unless_it_was_chosen(initiative, amara, team):
    board, app = (Option.objects.create(initiative=initiative, label=label) for label in ("Board", "App"))
    decide(initiative, board.pk, timezone.localdate(), "It costs less.", acting(amara))
    out = [reverse("initiatives:remove_option", args=[initiative.pk, one.pk]) for one in (board, app)]
    page = team.get(reverse("initiatives:detail", args=[initiative.pk])).content.decode()
    assert (out[0] in page, out[1] in page) == (False, True)

    assert team.post(out[0]).status_code == 422
    team.post(out[1])
    assert list(initiative.options.all()) == [board]

    take_back(Offer.objects.get().pk, by=acting(amara))
    assert set(initiative.options.all()) == {board, app}
    assert team.delete(f"/api/v1/initiatives/{initiative.pk}/options/{app.pk}").status_code == 200


def test_an_initiative_that_nobody_owned_is_nobodys_again(initiative, amara):
    initiative.owner = None
    initiative.save()

    take_back(undoing.hand_over(initiative, amara, acting(amara)).pk, by=acting(amara))

    initiative.refresh_from_db()
    assert initiative.owner is None


def test_stopped_twice_it_was_stopped_once(initiative, amara):
    set_status(initiative, "stopped", acting(amara))
    first = initiative.closed_at

    set_status(initiative, "stopped", acting(amara))

    initiative.refresh_from_db()
    assert initiative.closed_at == first
    assert Entry.objects.filter(action="initiative.status_changed").count() == 1
