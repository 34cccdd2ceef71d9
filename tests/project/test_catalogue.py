"""The living catalogue: what stands on it works as it does on any page."""

from bs4 import BeautifulSoup
from tests.conftest import signed_in


def test_the_table_of_the_catalogue_does_what_tables_do(amara):
    client = signed_in(amara)

    kept = client.post("/views/keep/", {"address": "/ui/?q=answer", "name": "Answers"}, follow=True)
    page = BeautifulSoup(kept.content, "html.parser")
    assert page.select_one(".saved-views [aria-current]").get_text() == "Answers"
    matching = page.select("#models tbody tr")
    assert matching

    rows = client.get("/ui/?q=answer&export=csv").getvalue().decode().strip().splitlines()
    assert len(rows) == 1 + len(matching)
    counted = client.post("/ui/?q=answer", {"all_matching": "yes"}, follow=True).content.decode()
    assert f"{len(matching)} rows were chosen." in counted


def test_the_catalogue_shows_toasts_with_a_way_back(amara):
    page = BeautifulSoup(signed_in(amara).get("/ui/").content, "html.parser")

    assert [toast["data-tone"] for toast in page.select(".card .toast")] == [
        "success",
        "info",
        "warning",
        "error",
    ]
    assert page.select_one(".card .toast form button").get_text() == "Undo"
