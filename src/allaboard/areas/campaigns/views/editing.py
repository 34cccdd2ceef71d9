"""The editor: goal, audience, messages; every part is kept as it is typed."""

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.campaigns import undoing
from allaboard.areas.campaigns.forms.audience import AudienceForm
from allaboard.areas.campaigns.forms.goal import GoalForm, StoredGoalForm
from allaboard.areas.campaigns.forms.messages import StepForm, StoredStepForm, WordingForm
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.permissions import WRITERS
from allaboard.areas.campaigns.queries.asking import gates_of
from allaboard.areas.campaigns.queries.campaigns import campaign_for, step_for
from allaboard.areas.campaigns.queries.content import foreseen_of
from allaboard.areas.campaigns.queries.sizes import cost_of
from allaboard.areas.campaigns.rules.plan import next_day
from allaboard.areas.campaigns.services import drafts, steps
from allaboard.areas.campaigns.views.previewing import readers
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.undo import facade as undo
from allaboard.ui.seen import undisturbed


def _is_autosave(request: ActorRequest) -> bool:
    return "HX-Request" in request.headers


def _saved(request: ActorRequest, campaign: Campaign, step: Step | None = None, *, seen: str) -> HttpResponse:
    context: dict[str, object] = {"campaign": campaign, "step": step, "saved_at": timezone.localtime()}
    context["seen"] = seen
    if step is not None:
        context |= readers(request, step)
    return render(request, "campaigns/saved.html", context)


def _not_saved(request: ActorRequest, form: BaseForm) -> HttpResponse:
    return render(request, "campaigns/not_saved.html", {"form": form}, status=422)


@requires_role(*WRITERS)
def new(request: ActorRequest) -> HttpResponse:
    initial = {
        "title": request.GET.get("title", ""),
        "outcome_kind": "rule",
        "outcome_days": 14,
        "aim": "act",
    }
    initial |= {"initiative_id": request.GET.get("initiative", ""), "owner": request.actor.person_id}
    form = GoalForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        campaign = drafts.start_campaign(by=request.actor, **form.cleaned_data)
        return redirect("campaigns:audience", campaign.pk)
    context = {"form": form, "part": "goal"}
    return render(request, "campaigns/goal.html", context, status=422 if form.is_bound else 200)


@requires_role(*WRITERS)
def goal(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    with undisturbed(request, campaign):
        form = _goal_form(request, campaign, request.POST or None)
        if request.method == "POST" and form.is_valid():
            campaign = drafts.change_campaign(pk, form.cleaned_data, by=request.actor)
            if _is_autosave(request):
                return _saved(request, campaign, seen=form.seen_after(_goal_form(request, campaign)))
            return redirect("campaigns:audience", pk)
    if form.is_bound and _is_autosave(request):
        return _not_saved(request, form)
    context = {"form": form, "campaign": campaign, "part": "goal"}
    return render(request, "campaigns/goal.html", context, status=422 if form.is_bound else 200)


def _goal_form(request: ActorRequest, campaign: Campaign, sent: QueryDict | None = None) -> StoredGoalForm:
    values = GoalForm.values_of(campaign)
    return StoredGoalForm(sent, actor=request.actor, holdout_share=campaign.holdout_share, initial=values)


@requires_role(*WRITERS)
def audience(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    with undisturbed(request, campaign):
        stored = AudienceForm.values_of(campaign)
        form = AudienceForm(request.POST or None, actor=request.actor, campaign=campaign, initial=stored)
        kept = None
        if request.method == "POST" and form.is_valid():
            kept = drafts.change_campaign(pk, form.values(), by=request.actor)
    if kept is not None:
        return (
            _counted_again(request, kept, form) if _is_autosave(request) else redirect("campaigns:detail", pk)
        )
    if form.is_bound and _is_autosave(request):
        return _not_saved(request, form)
    context = {"form": form, "part": "audience", **_counted(campaign)}
    return render(request, "campaigns/audience.html", context, status=422 if form.is_bound else 200)


def _counted_again(request: ActorRequest, campaign: Campaign, sent: AudienceForm) -> HttpResponse:
    """The numbers of the saved audience; the rule and its segment too, where the other one moved them."""
    shown = AudienceForm(actor=request.actor, campaign=campaign, initial=AudienceForm.values_of(campaign))
    moved = [shown[name].as_widget(attrs={"hx-swap-oob": "true"}) for name in sent.moved]
    context = {**_counted(campaign), "saved_at": timezone.localtime(), "moved": moved}
    context["seen"] = sent.seen_after(shown)
    return render(request, "campaigns/counted.html", context)


def _counted(campaign: Campaign) -> dict[str, object]:
    foreseen = foreseen_of(campaign)
    return {
        "campaign": campaign,
        "people": foreseen.people,
        "prospect": foreseen,
        "hours": cost_of(campaign).hours,
        "gates": gates_of(campaign),
    }


@requires_role(*WRITERS)
def new_step(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    kind = request.GET.get("kind", "tell")
    initial = {
        "kind": kind,
        "channels": ["email", "inbox"],
        "subject": request.GET.get("subject", ""),
        "on": next_day([one.on for one in campaign.steps.all() if one.on], timezone.localdate()),
    }
    form = StepForm(request.POST or None, actor=request.actor, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        step = steps.add_step(pk, form.values(), by=request.actor)
        messages.success(request, _("Step %(number)s was added.") % {"number": step.position})
        return redirect("campaigns:step", pk, step.pk)
    context = {"form": form, "campaign": campaign, "part": "steps"}
    return render(request, "campaigns/step.html", context, status=422 if form.is_bound else 200)


@requires_role(*WRITERS)
def step(request: ActorRequest, pk: int, step_id: int) -> HttpResponse:
    with undisturbed(request, campaign_for(request.actor, pk)):
        found = step_for(request.actor, pk, step_id)
        form = StoredStepForm(
            request.POST or None, actor=request.actor, campaign=found.campaign, instance=found
        )
        if request.method == "POST" and form.is_valid():
            kept = steps.change_step(pk, step_id, form.values(), by=request.actor)
            if _is_autosave(request):
                fresh = StoredStepForm(actor=request.actor, campaign=kept.campaign, instance=kept)
                return _saved(request, kept.campaign, kept, seen=form.seen_after(fresh))
            messages.success(request, _("Step %(number)s was saved.") % {"number": kept.position})
            return redirect("campaigns:detail", pk)
    if form.is_bound and _is_autosave(request):
        return _not_saved(request, form)
    context = {
        "form": form,
        "campaign": found.campaign,
        "step": found,
        "part": "steps",
        "languages": _languages(found),
        **readers(request, found),
    }
    return render(request, "campaigns/step.html", context, status=422 if form.is_bound else 200)


def _languages(step: Step) -> list[dict[str, object]]:
    written = set(step.wordings.values_list("language", flat=True))
    others = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [{"code": code, "name": name, "is_written": code in written} for code, name in others]


@requires_role(*WRITERS)
def wording(request: ActorRequest, pk: int, step_id: int, language: str) -> HttpResponse:
    names = dict(settings.LANGUAGES)
    if language not in names or language == settings.LANGUAGE_CODE:
        raise NotFound
    with undisturbed(request, campaign_for(request.actor, pk)):
        found = step_for(request.actor, pk, step_id)
        kept = found.wordings.filter(language=language).values("subject", "body", "action_label").first()
        form = WordingForm(request.POST or None, initial=dict(kept or {}))
        if request.method == "POST" and form.is_valid():
            steps.word_step(pk, step_id, language, form.cleaned_data, by=request.actor)
            said = _("The message in %(language)s was saved.") % {"language": names[language]}
            messages.success(request, said)
            return redirect("campaigns:step", pk, step_id)
    context = {"form": form, "campaign": found.campaign, "step": found, "part": "steps"}
    context["language_name"] = names[language]
    return render(request, "campaigns/wording.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires_role(*WRITERS)
def remove_step(request: ActorRequest, pk: int, step_id: int) -> HttpResponse:
    undo.announce(request, undoing.remove_step(pk, step_id, request.actor))
    return redirect("campaigns:detail", pk)


@require_POST
@requires_role(*WRITERS)
def move_step(request: ActorRequest, pk: int, step_id: int) -> HttpResponse:
    steps.move_step(pk, step_id, earlier=request.POST.get("to") == "earlier", by=request.actor)
    return redirect("campaigns:detail", pk)
