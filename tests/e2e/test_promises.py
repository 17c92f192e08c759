"""The way of a promise in a browser: reserved, accepted, sent off, received, with the figures of other pages moving."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open, Served
from tests.e2e.screen import choose, count_of, go, key_figure, serious, settled
from tests.e2e.stored import one

pytestmark = pytest.mark.browser
QUANTITY = 10


def free_places(page: Page, name: str) -> int:
    """Return the free places as a page tells them."""
    go(page, name)
    return count_of(key_figure(page, "Free places"))


def on_the_board(page: Page, number: int, label: str, status: str) -> None:
    """Press the button of the next step on a promise's card, and wait until the page says what it is now."""
    go(page, "Exchange")
    page.locator(f".st-key-card_{number}").get_by_role("button", name=label).click()
    expect(page.get_by_text(f"is {status.replace('_', ' ')}.")).to_be_visible()
    settled(page)


def test_a_promise_from_the_first_word_to_the_receipt(own_demo: Served, open_page: Open) -> None:
    """Its places are not free while it is on its way, on every page; a double click makes one promise."""
    page = open_page(own_demo.address)
    overview, housing = (free_places(page, name) for name in ("Overview", "Housing"))
    before = one(own_demo, "select count(*) from commitments")

    go(page, "Exchange")
    page.locator(".st-key-reserve_need").get_by_role("button").click()
    form = page.get_by_role("dialog")
    choose(form, "For which need", "Galt")
    choose(form, "Out of which offer", "Dray")
    form.get_by_label("How many").fill(str(QUANTITY))
    form.get_by_role("button", name="Reserve it").dblclick()
    expect(form).to_have_count(0)
    expect(page.get_by_text(f"Reserved: {QUANTITY} places of Dray for Galt")).to_be_visible()
    settled(page)
    assert one(own_demo, "select count(*) from commitments") == before + 1
    number = int(one(own_demo, "select max(id) from commitments"))

    for label, status in (("Accept", "accepted"), ("Send off", "in_transit")):
        assert free_places(page, "Housing") == housing - QUANTITY
        on_the_board(page, number, label, status)
        assert one(own_demo, f"select status from commitments where id = {number}") == status
    assert free_places(page, "Overview") == overview - QUANTITY

    on_the_board(page, number, "Received", "received")
    card = page.locator(f".st-key-open_{number} button")
    expect(card).to_have_count(1)
    card.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("ol.steps li")).to_have_count(4)
    expect(drawer.get_by_text("Desk of Dray (gives):")).to_be_visible()
    assert f"promise={number}" in page.url
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert (free_places(page, "Overview"), free_places(page, "Housing")) == (overview, housing)
