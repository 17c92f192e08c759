"""A hasty hand: two clicks on a button that writes make one row, whichever way they come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Open, Served
from tests.e2e.screen import choose, drop_file, go, settled
from tests.e2e.stored import a_counted_site, last_day, one

pytestmark = pytest.mark.browser


def newest(served: Served) -> int:
    """Return the number of the newest upload or act."""
    return int(one(served, "select max(id) from uploads"))


def rows_in(served: Served, table: str) -> int:
    """Return how many rows a table has."""
    return int(one(served, f"select count(*) from {table}"))


def at_once(button: Locator) -> None:
    """Click twice within one moment of the browser: quicker than any hand."""
    button.evaluate("button => { button.click(); button.click(); }")


def test_two_clicks_make_one_count_one_need_and_one_load_and_take_one_back(own_demo: Served, open_page: Open) -> None:
    site, people = a_counted_site(own_demo)
    day, first = last_day(own_demo), newest(own_demo)
    counts, needs, movements = (rows_in(own_demo, table) for table in ("occupancy", "needs", "movements"))

    page = open_page(f"{own_demo.address}/housing")
    page.get_by_role("button", name="Record a count").click()
    form = page.get_by_role("dialog")
    choose(form, "Site", f"{site} — ")
    form.get_by_label("People in the site today").fill(f"{people + 1}")
    at_once(form.get_by_role("button", name="Record the count"))
    expect(form.get_by_text(f"{site}: ")).to_be_visible()
    settled(page)
    assert (rows_in(own_demo, "occupancy"), newest(own_demo)) == (counts + 1, first + 1)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)

    go(page, "Exchange")
    page.get_by_role("button", name="Enter a need").click()
    choose(form, "City that needs it", "Brackwater")
    form.get_by_label("How many").fill("37")
    form.get_by_role("button", name="Enter the need").dblclick()
    expect(form).to_have_count(0)
    settled(page)
    assert (rows_in(own_demo, "needs"), newest(own_demo)) == (needs + 1, first + 2)

    go(page, "Upload")
    drop_file(page, "team.csv", f"date,destination_name,individuals\n{day},Galt,8\n{day},Vesper,9\n")
    at_once(page.get_by_role("button", name="Load all 2 rows"))
    expect(page.get_by_text("Stored as upload")).to_be_visible()
    settled(page)
    assert (rows_in(own_demo, "movements"), newest(own_demo)) == (movements + 2, first + 3)

    go(page, "Housing")
    go(page, "Upload")
    at_once(page.locator(".st-key-undo_form").get_by_role("button", name="Undo upload"))
    expect(page.get_by_text("was taken back")).to_be_visible()
    settled(page)
    assert one(own_demo, "select count(*) from uploads where status = 'undone'") == 1
