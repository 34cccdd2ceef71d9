"""The questions that each template starts with."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.choices import Kind, Template

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Draft:
    """A question of a template. Its key stays the same in every survey made from it, so that trends line up."""

    key: str
    kind: Kind
    text: Words
    label: Words = ""
    section: Words = ""
    counts_for_index: bool = False
    options: tuple[Words, ...] = ()


def _agree(key: str, text: Words, label: Words, section: Words = "", *, index: bool = False) -> Draft:
    return Draft(key, Kind.AGREE, text, label, section, index)


WEEK = _agree("plan_week", _("I can plan my week."), _("My week"), index=True)
CHANGE = _agree(
    "something_changes", _("Something will change because of what I say here."), _("Something changes")
)
RECOMMEND = Draft(
    "recommend",
    Kind.ENPS,
    _("How likely are you to recommend working here to a friend?"),
    _("Would recommend"),
)
FIRST = Draft("change_first", Kind.TEXT, _("What should we change first?"), _("Change first"))
LEAD = _agree("lead_listens", _("My lead listens to me."), _("My lead"), _("My team"), index=True)

LIBRARY: dict[str, tuple[Draft, ...]] = {
    Template.PULSE: (WEEK, LEAD, CHANGE, RECOMMEND, FIRST),
    Template.ENGAGEMENT: (
        _agree("proud", _("I am proud to work here."), _("Proud"), _("My work"), index=True),
        _agree("work_matters", _("My work matters."), _("My work matters"), _("My work"), index=True),
        _agree("tools", _("I have the tools that I need."), _("Tools"), _("My work"), index=True),
        _agree("plan_week", _("I can plan my week."), _("My week"), _("My work"), index=True),
        LEAD,
        _agree("team_helps", _("People in my team help each other."), _("My team"), _("My team"), index=True),
        _agree(
            "speak_up", _("I can say what I think without fear."), _("Speaking up"), _("My team"), index=True
        ),
        _agree("growth", _("I can learn and grow here."), _("Growth"), _("My future"), index=True),
        _agree("fair_pay", _("I am paid fairly for what I do."), _("Fair pay"), _("My future")),
        _agree("trust_leaders", _("I trust the people who lead the company."), _("Leaders"), _("My future")),
        CHANGE,
        RECOMMEND,
        Draft("works_well", Kind.TEXT, _("What works well here?"), _("Works well")),
        FIRST,
    ),
    Template.ONBOARDING: (
        _agree("welcome", _("I felt welcome from my first day."), _("Welcome"), index=True),
        _agree("job_as_told", _("The job is what I was told it would be."), _("As promised")),
        _agree("knows_whom_to_ask", _("I know whom to ask when I am stuck."), _("Whom to ask"), index=True),
        _agree("tools", _("I have the tools that I need."), _("Tools"), index=True),
        RECOMMEND,
        Draft("first_weeks", Kind.TEXT, _("What would have made your first weeks better?"), _("First weeks")),
    ),
    Template.EXIT: (
        Draft(
            "main_reason",
            Kind.CHOICE,
            _("What is your main reason to leave?"),
            _("Main reason"),
            options=(
                _("Pay and benefits"),
                _("My lead"),
                _("No way to grow"),
                _("Hours or shifts"),
                _("The work itself"),
                _("A move or family"),
                _("Something else"),
            ),
        ),
        _agree("could_have_stayed", _("Something could have made me stay."), _("Could have stayed")),
        _agree("lead_listens", _("My lead listened to me."), _("My lead"), index=True),
        RECOMMEND,
        Draft("make_stay", Kind.TEXT, _("What could have made you stay?"), _("Make me stay")),
    ),
    Template.BLANK: (),
}
