"""What people of the sample company write: themes, moods and ways of speaking."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that many people write about, in their own words."""

    key: str
    title: str
    share: float  # planted share of the comments
    night_factor: float  # planted: how much more often nights write about it
    sentences: tuple[str, ...]


THEMES: tuple[Theme, ...] = (
    Theme(
        "swaps",
        "Swapping shifts takes days",
        0.24,
        2.0,
        (
            "I swap by shouting across the hall. If the person is off, I lose the day.",
            "Took four days to get a shift swapped for my daughter's recital.",
            "Shift swaps go through three people and a paper list, it takes forever.",
            "Why does swapping a shift need two signatures when we both agree?",
            "Asked on Monday to swap Friday's shift, heard back on Saturday.",
            "Please give us a board or an app where we can swap shifts ourselves.",
            "The swap list hangs in the office and nights never see it.",
            "I stopped asking for shift swaps, it is quicker to call in sick to be honest.",
            "Swapping a late for an early should not be this hard.",
            "Every shift swap depends on whether the lead is in a good mood.",
            "My swap request for the weekend shift got lost twice this month.",
            "If two of us want to swap shifts, just let us.",
        ),
    ),
    Theme(
        "reply",
        "Not hearing back",
        0.17,
        1.0,
        (
            "We answer these surveys and never hear what happened with it.",
            "I asked HR a question in March and still have no answer.",
            "Nobody tells us what was decided after the last survey.",
            "You ask, we answer, then silence.",
            "Would be nice to hear back even if the answer is no.",
            "I raised an idea and got no reply, so I will not raise another.",
            "Feedback goes into a black hole here.",
            "What came out of the last pulse? No one could tell me.",
            "Tell us what you changed and what not, and why.",
            "My question was forwarded three times and never answered.",
        ),
    ),
    Theme(
        "growth",
        "The way to team lead",
        0.14,
        0.8,
        (
            "I don't know what I have to do to become a team lead.",
            "Promotions feel random, the criteria should be written down.",
            "Eight years here and no one ever talked with me about my next step.",
            "I would like training to move into a lead role but it is never my turn.",
            "Career talks only happen in the office, not on the floor.",
            "Show us the path to a higher position and what skills count.",
            "I'd like to learn the new line but training is always cancelled.",
            "People from outside get the lead jobs.",
            "My manager says he supports my growth but there is no plan.",
        ),
    ),
    Theme(
        "canteen",
        "Canteen prices and hours",
        0.11,
        1.3,
        (
            "Lunch costs too much since the new caterer.",
            "The canteen is closed when nights have their break.",
            "Canteen food got expensive and the portions smaller.",
            "A warm meal after ten at night would be great, there is only the vending machine.",
            "Eight euros for pasta, really?",
            "Vegetarian choice in the canteen is always the same cheese thing.",
            "The queue at lunch eats half of my break.",
        ),
    ),
    Theme(
        "tools",
        "Tools that get in the way",
        0.12,
        0.9,
        (
            "The scanner app crashes twice a shift and we type everything again.",
            "Three log-ins to book one delivery.",
            "My laptop takes ten minutes to start every morning.",
            "The new ticket system hides everything behind five clicks.",
            "We have two torque tools for nine people, so we wait.",
            "Handhelds are always empty because chargers are missing.",
            "Reports in the system never match the sheet my lead keeps.",
        ),
    ),
    Theme(
        "lead",
        "Good leads",
        0.10,
        1.0,
        (
            "My lead listens and sorts things out the same day, thank you Ben.",
            "Best team I have worked in, we help each other.",
            "My manager asks how I am, and means it.",
            "Our lead stands up for us, that makes a hard week okay.",
            "I feel trusted, nobody looks over my shoulder.",
            "Great colleagues, fair lead, that is why I stay.",
        ),
    ),
    Theme(
        "pay",
        "Pay against others",
        0.08,
        1.1,
        (
            "The company across the road pays two euros more per hour.",
            "Night bonus has not changed in six years.",
            "New hires earn more than people who train them.",
            "Pay is okay but prices rose faster.",
            "I got an offer with eight percent more and am thinking about it.",
        ),
    ),
    Theme(
        "noise",
        "Other remarks",
        0.04,
        1.0,
        (
            "All good.",
            "nothing to add",
            "See last time.",
            "n/a",
            "Keep going!",
            "Parking is a mess on Tuesdays.",
            "Can the radio in hall 2 be louder or off, not in between?",
            "The new gloves are better.",
        ),
    ),
)

OPENERS = (
    "",
    "",
    "",
    "",
    "Honestly, ",
    "To be fair: ",
    "Again: ",
    "One thing. ",
    "As said before, ",
)
CLOSERS = (
    "",
    "",
    "",
    "",
    " Please fix it.",
    " It wears people out.",
    " Others here say the same.",
    " Thanks for asking.",
    " Just saying.",
    " :-)",
)


def comment(chance: random.Random, *, night: bool) -> tuple[str, str]:
    """A theme's key and a comment about it, as somebody of that shift would write it."""
    weights = [theme.share * (theme.night_factor if night else 1.0) for theme in THEMES]
    theme = chance.choices(THEMES, weights)[0]
    sentence = chance.choice(theme.sentences)
    if theme.key == "noise":
        return theme.key, sentence
    opener = chance.choice(OPENERS)
    if opener and not opener.endswith(". ") and not sentence.startswith("I "):
        sentence = sentence[0].lower() + sentence[1:]
    return theme.key, _in_a_hurry(chance, f"{opener}{sentence}{chance.choice(CLOSERS)}")


def _in_a_hurry(chance: random.Random, text: str) -> str:
    """Some write on a phone between two pallets."""
    mood = chance.random()
    if mood < 0.12:
        return text.lower().rstrip(".")
    if mood < 0.15:
        return text.replace(".", "!!")
    if mood < 0.20:
        return text.replace("the ", "teh ", 1)
    return text
