"""The main job, from a comment in a survey to “You said, we did” on a phone, and out again."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from allaboard.areas.listening.models import Theme
from allaboard.foundation.access import facade as access
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person
from tests.journeys.conftest import cast, sample_company

CAMPAIGN = "Find your swap on the board"
PEOPLE = "Name;E-Mail;Abteilung\nAda Lund;ada@company.example;Sales\nNoor Haddad;noor@company.example;Sales\n"
YOU_SAID = "Swapping a shift takes days."


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker):
    """A company of its own, which is gone in the end."""
    with sample_company(django_db_blocker):
        yield


def test_from_what_people_wrote_to_what_changed(visit, live_server, settings):
    settings.PUBLIC_URL = live_server.url
    sam = visit(cast("Sam"))
    case = start_from_a_theme(sam)
    leader = add_leader(sam, "Rosa")
    send_brief(sam)
    accept_if(visit(cast("Rosa")), "No more than two teams at first")
    stage_follows(sam, case, leader)
    campaign = write_campaign(sam)
    see_how_it_looks(sam)
    sam.goto(campaign)
    sam.get_by_role("button", name="Send for review").click()
    approve_with_an_edit(visit(cast("Mei")))
    launch(sam, campaign)
    days_pass(campaign)
    read_results(sam, campaign)
    publish_change(sam, case)
    read_on_the_phone(visit(cast("Chidi"), phone=True))
    remove_sample(visit(cast("Alex")))
    assert not Person.objects.exists()
    bring_your_own(visit())


def start_from_a_theme(page: Page) -> str:
    """From Today's card to what people wrote, the results around it, and an initiative resting on it; its address."""
    page.goto("/")
    card = page.locator(".task", has_text="comments in “Autumn pulse”, and no initiative yet").first
    said = card.locator("strong").inner_text()
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    expect(page.get_by_text("Against last time")).to_be_visible()
    expect(page.locator(".listening-comments li").nth(5)).to_contain_text("“")
    page.get_by_role("link", name="Autumn pulse").first.click()
    expect(page.get_by_role("heading", name="What anyone could work out")).to_be_visible()
    expect(page.get_by_role("region", name="Where it differs")).to_be_visible()
    page.locator(".listening-themes").get_by_role("link", name=said, exact=True).click()
    page.get_by_role("button", name="Start initiative").click()
    page.wait_for_url(re.compile(r"/initiatives/\d+/$"))
    expect(page.locator(".evidence")).to_contain_text(said)
    return page.url


def add_leader(page: Page, name: str) -> str:
    """Put a sponsor on the list; the address of what is known of them."""
    page.get_by_role("link", name="Add leader").first.click()
    page.get_by_role("searchbox", name="Find a person").fill(cast(name).name)
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name=f"Choose {cast(name).name}").click()
    page.get_by_label("Role").select_option("sponsor")
    page.get_by_role("button", name="Add to the list").click()
    row = page.locator(".leaders tbody tr")
    expect(row).to_contain_text("Unaware")
    return re.sub(
        r"/ask/\?leader=(\d+)", r"/leaders/\1/", row.get_by_role("link").last.evaluate("link => link.href")
    )


def send_brief(page: Page) -> None:
    """The one-page brief goes to the leader, by inbox and e-mail."""
    page.get_by_role("link", name="Ask 1 leader").click()
    page.get_by_role("button", name="Send brief").click()
    expect(page.locator("body")).to_contain_text("The brief is on its way to 1 leader.")
    delivery.run_due()


def accept_if(page: Page, condition: str) -> None:
    """The leader opens the brief from the inbox, reads it and says yes with a condition."""
    page.goto("/delivery/inbox/")
    brief = re.compile("Your view, please|Ihre Meinung, bitte")  # Rosa reads German
    page.locator("main").get_by_role("link", name=brief).first.click()
    page.locator("main .button--main").click()
    page.wait_for_url(re.compile("/brief/"))
    expect(page.locator("main")).to_contain_text("HR sees that you opened this, and on which day.")
    page.get_by_role("button", name="Open the brief").click()
    page.get_by_role("radio", name="I accept, if …").check()
    page.get_by_label("My condition").fill(condition)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator("body")).to_contain_text("Your answer is kept")


def stage_follows(page: Page, case: str, leader: str) -> None:
    """The stage has moved by what the leader did; meeting the condition and a commitment make the ask possible."""
    page.goto(case)
    expect(page.locator(".leaders tbody tr")).not_to_contain_text("Unaware")
    page.goto(leader)
    page.get_by_label("How it was met").fill("Two teams of Plant North begin")
    page.get_by_role("button", name="The condition is met").click()
    page.locator("#note [name=kind]").select_option("committed_resource")
    page.locator("#note [name=note]").fill("Puts two team leads on it")
    page.locator("#note form").get_by_role("button").click()
    page.goto(case)
    expect(page.locator(".leaders tbody tr")).to_contain_text("Committed")
    expect(page.locator("main")).to_contain_text("Ready to ask?")
    expect(page.get_by_text("Not yet", exact=True)).to_have_count(0)


def write_campaign(page: Page) -> str:
    """Goal, measure, audience with a holdout, and one ask; the campaign's address."""
    page.goto("/campaigns/new/?initiative=" + re.search(r"/initiatives/(\d+)/", page.url)[1])
    page.locator("main [name=title]").fill(CAMPAIGN)
    page.locator("main [name=goal]").fill("A swap is settled within a day.")
    page.locator("main [name=outcome]").fill("use the swap board")
    page.locator("main [name=outcome_rule]").fill("custom.swap_board = yes")
    page.get_by_role("button", name="Create the draft").click()
    page.locator("main [name=audience_text]").fill("")
    page.locator("main [name=holdout_percent]").fill("25")
    page.locator("main [name=balance]").select_option("shift")
    page.get_by_role("button", name="Go on to the messages").click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))
    campaign = page.url
    expect(page.locator("main")).to_contain_text("points or more will show")
    page.get_by_role("link", name="Write the first message").click()
    page.locator("main [name=kind][value=ask]").check()
    page.locator("main [name=subject]").fill("Your next swap is on the board")
    page.locator("main [name=body]").fill("Hello {first_name},\n\nput your next swap on **the board**.")
    page.locator("[name=on]").fill(timezone.localdate().isoformat())
    page.locator("[name=at]").fill("00:00")
    page.get_by_role("button", name="Add this step").click()
    page.wait_for_url(re.compile(r"/steps/\d+/$"))
    return campaign


def see_how_it_looks(page: Page) -> None:
    """The preview shows the author's own name; a test goes to the author alone."""
    expect(page.frame_locator("iframe").first.locator("body")).to_contain_text("Hello Sam")
    page.get_by_role("button", name="Send a test to myself").click()
    expect(page.locator("body")).to_contain_text("A test is on its way to")


def approve_with_an_edit(page: Page) -> None:
    """Legal finds it in the queue, reads it, mends a word and approves."""
    page.goto("/campaigns/reviews/")
    page.get_by_role("link", name=re.compile(CAMPAIGN)).first.click()
    expect(page.locator(".diff")).to_contain_text("put your next swap on")
    page.get_by_text("Edit the words").click()
    body = page.get_by_label("Message of step 1")
    body.fill(body.input_value().replace("put your next swap", "please put your next swap"))
    page.get_by_role("button", name="Approve with my edits").click()
    expect(page.locator("body")).to_contain_text("Approved")


def launch(page: Page, campaign: str) -> None:
    """It goes out to everyone whose day has begun."""
    page.goto(campaign)
    page.get_by_role("button", name="Launch").click()
    expect(page.locator("body")).to_contain_text("Launched.")
    sent = Delivery.objects.filter(sending__object_ref=f"campaign:{campaign.split('/')[-2]}", channel="inbox")
    sent.update(due_at=timezone.now())  # else it waits for the morning where each person is
    while delivery.run_due():
        pass
    assert sent.filter(sent_at__isnull=False).count() > 100


def days_pass(campaign: str) -> None:
    """Three in five see it and begin to use the board; of the nights, who read little mail, one in five."""
    got = Delivery.objects.filter(sending__object_ref=f"campaign:{campaign.split('/')[-2]}", channel="inbox")
    in_turn = got.order_by("person__department", "pk")  # so that no department is of one mind
    nights = in_turn.filter(person__shift="Night").values_list("pk", flat=True)
    others = in_turn.exclude(person__shift="Night").values_list("pk", flat=True)
    read = [*nights[::5], *(pk for place, pk in enumerate(others) if place % 5 < 3)]
    got.filter(pk__in=read).update(seen_at=timezone.now())
    readers = got.filter(pk__in=read).values("person")
    Person.objects.filter(pk__in=readers).update(custom_fields={"swap_board": "yes"})


def read_results(page: Page, campaign: str) -> None:
    """The funnel, the lift with its interval against the holdout, and the remedy for whom it did not reach."""
    page.goto(f"{campaign}results/")
    page.get_by_role("button", name="Measure now").click()
    funnel = page.locator(".bars--funnel")
    for step in ("Intended", "Delivered", "Seen", "Acted"):
        expect(funnel.get_by_role("rowheader", name=step)).to_be_visible()
    expect(page.locator(".stats").first).to_contain_text(
        re.compile(r"\+\d+ points\s*\+\d+ to \+\d+, against a holdout of \d+")
    )
    expect(page.locator("main")).to_contain_text("More people acted because they were told.")
    unreached = page.locator(".card", has=page.get_by_role("heading", name="Not reached"))
    expect(unreached).to_contain_text("Night")
    expect(unreached.get_by_role("link", name="Plan a handover talk")).to_be_visible()


def publish_change(page: Page, case: str) -> None:
    """You said, we did: resting on the theme, told to those who were asked."""
    theme = Theme.objects.get(initiative_id=re.search(r"/initiatives/(\d+)/", case)[1])
    page.goto(f"/changes/write/?initiative={theme.initiative_id}")
    page.locator("main [name=you_said]").fill(YOU_SAID)
    page.locator("main [name=we_did]").fill("A shared swap board. Most swaps are settled within a day.")
    page.locator("main [name=theme]").select_option(str(theme.pk))
    page.locator("form", has=page.locator("[name=you_said]")).get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("people who were asked")
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator("body")).to_contain_text("on its way to those who were asked")
    while delivery.run_due():
        pass


def read_on_the_phone(page: Page) -> None:
    """An employee meets it at home, among all changes and in the inbox."""
    for path in ("/", "/changes/", "/delivery/inbox/"):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(YOU_SAID)


def remove_sample(page: Page) -> None:
    """One action takes the whole company out."""
    page.goto("/people/")
    expect(page.locator("main tbody tr").first).to_be_visible()
    page.goto("/sample/")
    page.get_by_role("button", name="Remove sample data").click()
    expect(page.locator("main")).to_contain_text("rows")


def first_administrator() -> str:
    """Whom the command line lets in, to begin with an own company; the link that signs them in."""
    owner = access.add_user("you@company.example", by=SYSTEM)
    for role in ("admin", "hr_leader"):
        access.grant_role(owner, role, by=SYSTEM)
    return access.sign_in_link(owner, 10)


def bring_your_own(page: Page) -> None:
    """The first people of the own company come in by a file."""
    page.goto(first_administrator())
    page.locator("main form").get_by_role("button").first.click()
    page.goto("/people/imports/new/")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    page.locator("input[type=file]").set_input_files(file)
    for button in ("Read the file", "Check the rows", "Import 2 rows"):
        page.get_by_role("button", name=button).click()
    expect(page.locator("main")).to_contain_text("of 2 rows")
    page.goto("/people/")
    for name in ("Ada Lund", "Noor Haddad"):
        expect(page.locator("main tbody")).to_contain_text(name)
