"""What people at work write about: a fixed list of subjects, which names a theme without repeating anyone's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEAST_SHARE = 0.25  # of a theme's comments that must touch on a subject
LEAST_LIFT = 1.3  # as often as in the other comments, at least


@dataclass(frozen=True)
class Subject:
    """A subject, and the words by which it is known, in the four languages: whole ones, and beginnings of words."""

    label: Promise
    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def is_in(self, words: Iterable[str]) -> bool:
        """Whether one of the words, in lower case, belongs to the subject."""
        return any(word in self.whole or word.startswith(self.beginnings) for word in words)


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects; where two fit alike, the earlier one is meant."""
    return tuple(_subject(label, known.split()) for label, known in _SUBJECTS)


def _subject(label: Promise, known: Sequence[str]) -> Subject:
    whole = frozenset(word.removesuffix(".") for word in known if word.endswith("."))
    return Subject(label, whole, tuple(word for word in known if not word.endswith(".")))


# A word with a full stop is a whole word, any other the beginning of some.
_SUBJECTS = (
    (_("Pay"), "pay. pays. paid. payment salar wage bonus earn prices money gehalt gehäl lohn löhne bezahl prämie sueld paga nómina cobra salair paie prime. rémunér"),
    (_("Shifts and rotas"), "shift rota roster swap schedul schicht dienstplan tausch turno cuadrante horario horaire planning"),
    (_("Food and breaks"), "canteen food lunch meal vending cater breakfast kantine essen. mittag pause comedor comida almuerzo cantine repas déjeun"),
    (_("Training and careers"), "training trained. career promot skill course learn. learning appren weiterbild karriere beförd schulung aufstieg formaci ascens carrera formation carrière évolu"),
    (_("Tools and technology"), "system laptop scanner software app. apps. computer tool equipment charger handheld device printer gerät werkzeug rechner drucker herramient ordenador aplicaci outil matériel logiciel ordinateur"),
    (_("Hearing back"), "answer. repl feedback silence survey heard antwort rückmeld umfrage respuest respond encuesta contest répons répond enquête"),
    (_("Leads and managers"), "manager boss supervisor lead. leads. leader. leaders. chef führung vorgesetz leitung teamleit jefe jefa responsable encargad manag hiérarch"),
    (_("Workload and staffing"), "overtime workload stress pressure staff understaff burnout deadline überstund belast personalmangel unterbesetz carga estrés plantilla surcharge effectif débord"),
    (_("Time off and working hours"), "weekend holiday vacation leave family remote flexib home. urlaub homeoffice familie wochenende vacacion teletrabaj familia concilia congé télétravail famill"),
    (_("Workplace and surroundings"), "parking office desk noise noisy heating toilet locker parkplatz parkplätz büro lärm heizung toilett aparcam oficina ruido bureau bruit chauff"),
    (_("Recognition"), "recogni appreciat valued praise anerkenn wertschätz lob. reconoc valorad elogi reconnaiss valoris félicit"),
    (_("Rules and paperwork"), "paperwork signature approval bureaucra process formular bürokrat genehmig unterschrift trámite papeleo burocra firma paperass signatur bureaucr"),
    (_("Information and meetings"), "inform communicat meeting announce kommunik besprech comunica reunion reunión communiq réunion annonc"),
    (_("Decisions and direction"), "decision decide strateg direction entscheid strategie estrateg decisi décision stratég"),
    (_("Health and safety"), "health safety accident mental depress anxiety therap gesund sicherheit unfall salud seguridad accident santé sécurité"),
    (_("Hiring and interviews"), "hire hiring interview recruit candidate applicant einstell bewerb contrat entrevist candidat embauch recrut entretien"),
    (_("Fairness"), "fair. fairly. fairness unfair discriminat bias stigma prejudi equal. gerecht ungerecht diskrimin vorurteil justo injust prejuici igual équit inégal préjug"),
    (_("Privacy"), "privacy private privat confidential datenschutz vertraulich privad confidencial privé confidentiel"),
    (_("Team and colleagues"), "team colleague cowork coworker kolleg teamgeist compañer équipe collègu"),
)  # fmt: skip


def subject_of(own: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> Subject | None:
    """The subject that most of a theme's comments touch on and few others do; None when there is no such one.

    Args:
        own: the words of each comment of the theme, in lower case.
        others: the words of the other comments.
    """
    best, most = None, 0.0
    for subject in subjects():
        share = sum(map(subject.is_in, own)) / len(own) if own else 0.0
        elsewhere = (sum(map(subject.is_in, others)) + 0.5) / (len(others) + 1)
        if share >= LEAST_SHARE and share >= LEAST_LIFT * elsewhere and share > most:
            best, most = subject, share
    return best
