"""A hasty hand: two clicks on a button that writes make one row, whichever way they come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Open, Served
from tests.e2e.screen import choose, settled
from tests.e2e.stored import a_counted_site, last_day, one

pytestmark = pytest.mark.browser
TWICE_AT_ONCE = "button => { button.click(); button.click(); }"


def upload(served: Served) -> int:
    """Return the number of the newest upload or act."""
    return int(one(served, "select max(id) from uploads"))


def hasty(button: Locator, *, at_once: bool) -> None:
    """Click twice: as a mouse does, or both within one moment of the browser."""
    if at_once:
        button.evaluate(TWICE_AT_ONCE)
    else:
        button.dblclick()


@pytest.mark.parametrize("at_once", [False, True], ids=["mouse", "at_once"])
def test_two_clicks_make_one_count_one_need_and_one_load(own_demo: Served, open_page: Open, at_once: bool) -> None:
    site, people = a_counted_site(own_demo)
    counts, needs, movements = (
        int(one(own_demo, f"select count(*) from {table}")) for table in ("occupancy", "needs", "movements")
    )
    first = upload(own_demo)

    page = open_page(f"{own_demo.address}/housing")
    page.get_by_role("button", name="Record a count").click()
    form = page.get_by_role("dialog")
    choose(form, "Site", f"{site} — ")
    form.get_by_label("People in the site today").fill(f"{people + 1}")
    hasty(form.get_by_role("button", name="Record the count"), at_once=at_once)
    expect(form.get_by_text(f"{site}: ")).to_be_visible()
    settled(page)
    assert (one(own_demo, "select count(*) from occupancy"), upload(own_demo)) == (counts + 1, first + 1)

    page.goto(f"{own_demo.address}/exchange?item=places")
    settled(page)
    page.get_by_role("button", name="Enter a need").click()
    choose(form, "City that needs it", "Brackwater")
    form.get_by_label("How many").fill("37")
    hasty(form.get_by_role("button", name="Enter the need"), at_once=at_once)
    expect(form).to_have_count(0)
    settled(page)
    assert (one(own_demo, "select count(*) from needs"), upload(own_demo)) == (needs + 1, first + 2)

    page.goto(f"{own_demo.address}/upload")
    settled(page)
    file = f"date,destination_name,individuals\n{last_day(own_demo)},Galt,8\n{last_day(own_demo)},Vesper,9\n"
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "team.csv", "mimeType": "text/csv", "buffer": file.encode()}]
    )
    hasty(page.get_by_role("button", name="Load all 2 rows"), at_once=at_once)
    expect(page.get_by_text("Stored as upload")).to_be_visible()
    settled(page)
    assert (one(own_demo, "select count(*) from movements"), upload(own_demo)) == (movements + 2, first + 3)
