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
    is_praise: bool = False


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
            "I found someone to swap my Friday shift with in ten minutes. The approval took five days.",
            "My lead allows every shift swap, the one next door none. Same company?",
            "On nights we only hear of a shift to swap when it is gone.",
            "Swapped a shift with a colleague by text message, then got a warning because the paper was missing.",
            "An app for shift swaps would save my lead an hour a day.",
            "Could we try swapping shifts inside the team, without the office?",
            "Weekend shift swap refused again, no reason given.",
            "I would take more late shifts if swapping them was easier.",
            "Wanted to swap one shift for my son's first day at school, the answer came when it was over.",
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
            "Still waiting for an answer from HR about my parental leave.",
            "We had a workshop, wrote forty cards, and never heard of it again.",
            "If an idea is turned down that is fine, but tell us why.",
            "The mail said our feedback is taken seriously. Then nothing.",
            "Even a short reply would help: we got it, answer by May.",
            "Who reads this? Serious question, I never got an answer.",
            "Asked HR twice about my overtime balance, no reply both times.",
            "I only fill this in because I was asked nicely. No one ever answers.",
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
            "I applied for team lead twice and never heard why not.",
            "I would love to try a lead role for a few weeks before I decide.",
            "How do you become a shift lead here? Ask ten people, get ten answers.",
            "The talk about my development took eight minutes, once a year.",
            "Young people leave because there is no next step for them.",
            "I trained three new colleagues who are promoted above me now.",
            "There was a list of trainings once. It is gone.",
            "After the welding course nothing changed, same job, same grade.",
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
            "By the time lates have their lunch the good dishes are gone.",
            "Please bring back the soup in the canteen, it was cheap and warm.",
            "The canteen staff are lovely, the prices are not.",
            "I bring my own lunch now, and there are two microwaves for sixty people.",
            "No vegetables on the late menu, only fries.",
            "Nights get a sandwich machine that eats coins.",
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
            "Scanner froze at the gate again, the driver waited twenty minutes.",
            "The ticket system logs me out while I type.",
            "One handheld per aisle, so we walk more than we pick.",
            "If the label printer survived one full shift, that would be great.",
            "IT closed my ticket about the scanner without calling me.",
            "The booking software is from another century.",
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
            "When my mother was ill my manager changed the plan the same hour.",
            "We laugh a lot in this team, even at five in the morning.",
            "First boss who knows all our names.",
            "My manager says thank you. Small thing, but it helps.",
            "I can tell my manager when something went wrong and no one shouts.",
            "Good team, we have each other's backs.",
        ),
        is_praise=True,
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
            "My rent went up by a hundred euros, my pay by thirty.",
            "The night bonus does not even pay the taxi home.",
            "Agency people earn more than me for the same job.",
            "Nobody can tell me why my pay grade is what it is.",
            "Fair pay would be a better thank you than another fruit basket.",
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
            "No comment.",
            "Nothing this time, sorry.",
            "The coffee machine in hall 1 works again, hooray.",
            "ok",
        ),
    ),
)

ADDED_SHARE = 0.2  # of the comments have a word before, and as many one behind
WHERE_IT_HURTS = (
    ("Honestly, ", "Again: ", "Same as last time: ", "As said before, ", "Sorry, but "),
    (" Please fix it.", " It wears people out.", " Others here say the same.", " How hard can it be?", " Just saying."),
)  # fmt: skip
WHERE_IT_IS_GOOD = (
    ("Something good for once: ", "Just so you know: ", "Has to be said: "),
    (" :-)", " Thank you!", " Keep it that way.", " I do not take that for granted."),
)


def comment(chance: random.Random, *, night: bool) -> tuple[str, str]:
    """A theme's key and a comment about it, as somebody of that shift would write it."""
    weights = [theme.share * (theme.night_factor if night else 1.0) for theme in THEMES]
    theme = chance.choices(THEMES, weights)[0]
    sentence = chance.choice(theme.sentences)
    if theme.key == "noise":
        return theme.key, sentence
    openers, closers = WHERE_IT_IS_GOOD if theme.is_praise else WHERE_IT_HURTS
    if chance.random() < ADDED_SHARE:
        sentence = chance.choice(openers) + _within(sentence)
    if chance.random() < ADDED_SHARE:
        sentence += chance.choice(closers)
    return theme.key, _in_a_hurry(chance, sentence)


def _within(sentence: str) -> str:
    """The sentence as it goes on behind a comma."""
    first = sentence.split()[0]
    return sentence if first.split("'")[0] in ("I", "HR", "IT") else sentence[0].lower() + sentence[1:]


def _in_a_hurry(chance: random.Random, text: str) -> str:
    """Some write on a phone between two pallets, some in anger, some without a care."""
    mood = chance.random()
    if mood < 0.14:
        return text.lower().rstrip(".")
    if mood < 0.17:
        return text.replace(".", "!!")
    if mood < 0.21:
        return text.replace("the ", "teh ", 1)
    if mood < 0.25:
        return text.rstrip(".") + "..."
    if mood < 0.29:
        return text.replace("'", "").rstrip(".")
    return text.upper() if mood < 0.30 else text
