"""How far round the loop each initiative is."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.initiatives.choices import Progress, Step
from allaboard.areas.initiatives.loop import LoopStep, StepState, states_of
from allaboard.areas.initiatives.models import Initiative, Source
from allaboard.areas.initiatives.queries.leaders import leaders_of
from allaboard.areas.initiatives.queries.step_notes import noted_states
from allaboard.areas.initiatives.rules.loop import arranged, current_step
from allaboard.areas.initiatives.rules.standing import convinced_share
from allaboard.foundation.access.roles import Actor
from allaboard.words import all_grouped, grouped

NOBODY_ANSWERS = "–"


def ribbon_of(actor: Actor, initiative: Initiative) -> list[LoopStep]:
    """The eight stops of the ribbon; steps for which no area answers and nobody noted anything show a dash."""
    states = _known(actor, [initiative.pk])[initiative.pk]
    progress = arranged({key: state.state for key, state in states.items()})
    nothing = StepState(Progress.NEXT, NOBODY_ANSWERS)
    return [
        LoopStep(
            step,
            str(step.label),
            progress[step],
            states.get(step, nothing).note or NOBODY_ANSWERS,
            states.get(step, nothing).url,
            states.get(step, nothing).by_hand,
        )
        for step in Step
    ]


def _known(actor: Actor, initiative_ids: Sequence[int]) -> dict[int, dict[str, StepState]]:
    """What is known of each step; what an area says wins over what was noted by hand."""
    noted = noted_states(initiative_ids)
    return {pk: noted[pk] | states for pk, states in states_of(actor, initiative_ids).items()}


def steps_of(actor: Actor, initiative_ids: Sequence[int]) -> dict[int, Step]:
    """The step at which each initiative stands."""
    states = _known(actor, initiative_ids)
    return {
        pk: current_step({key: state.state for key, state in known.items()}) for pk, known in states.items()
    }


def notes_of(actor: Actor, initiative_ids: Sequence[int]) -> dict[int, tuple[Step, StepState]]:
    """The step at which each initiative stands, with what its area says of it."""
    states = _known(actor, initiative_ids)
    found = {}
    for pk, known in states.items():
        step = current_step({key: state.state for key, state in known.items()})
        found[pk] = (step, known.get(step, StepState(Progress.NEXT, NOBODY_ANSWERS)))
    return found


def listened(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
    """Listened: the case rests on evidence."""
    counts: dict[int, int] = dict.fromkeys(ids, 0)
    for pk in Source.objects.filter(initiative_id__in=ids).values_list("initiative_id", flat=True):
        counts[pk] += 1
    return {pk: _listened(pk, number) for pk, number in counts.items()}


def _listened(pk: int, sources: int) -> StepState:
    url = reverse("initiatives:detail", args=[pk]) + "#case"
    if not sources:
        return StepState(Progress.NOW, _("no evidence yet"), url)
    return StepState(Progress.DONE, ngettext("%s source", "%s sources", sources) % grouped(sources), url)


def decided(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
    """Decided: one of the options is chosen, on a day."""
    found = {}
    for initiative in Initiative.objects.filter(pk__in=ids).prefetch_related("options"):
        url = reverse("initiatives:detail", args=[initiative.pk]) + "#options"
        chosen = next((option for option in initiative.options.all() if option.is_chosen), None)
        if chosen and initiative.decided_on:
            note = f"{_short(chosen.label)}, {date_format(initiative.decided_on, 'MONTH_DAY_FORMAT')}"
            found[initiative.pk] = StepState(Progress.DONE, note, url)
        else:
            number = len(initiative.options.all())
            note = (
                ngettext("%s option", "%s options", number) % grouped(number)
                if number
                else _("no options yet")
            )
            found[initiative.pk] = StepState(Progress.NOW, note, url)
    return found


def _short(label: str, length: int = 28) -> str:
    """The name before the colon, such as “Option B”, cut to fit under a stop of the ribbon."""
    label = label.split(":")[0]
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def bought_in(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
    """Bought in: enough of the pull is convinced."""
    needed = dict(Initiative.objects.filter(pk__in=ids).values_list("pk", "needed_percent"))
    found = {}
    for pk, rows in leaders_of(ids).items():
        url = reverse("initiatives:detail", args=[pk]) + "#leaders"
        convinced = sum(row.leader.standing.is_convinced for row in rows)
        share = convinced_share([row.leader for row in rows])
        done = bool(rows) and round(share * 100) >= needed[pk]
        note = (
            ngettext("%(won)s of %(all)s leader", "%(won)s of %(all)s leaders", len(rows))
            % all_grouped({"won": convinced, "all": len(rows)})
            if rows
            else _("no leaders yet")
        )
        found[pk] = StepState(Progress.DONE if done else Progress.NOW, note, url)
    return found
