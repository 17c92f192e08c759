"""The Exchange page in a browser: links, ends with a reason and the way back, the ledger, two desks, keys alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open, Served
from tests.e2e.screen import settled
from tests.e2e.stored import one

pytestmark = pytest.mark.browser
OFFER = """select code from offers where id = (select offer_id from commitments
  where status = 'accepted' and id = (select min(id) from commitments where status = 'accepted'))"""
FREE_OFFER = """select offers.code from offers join offer_statements told on told.offer_id = offers.id
  where told.item = 'places' and not exists (select 1 from commitments where offer_id = offers.id) order by 1"""
LONGEST = """select needs.code from needs join need_statements told on told.need_id = needs.id
  join uploads on uploads.id = told.upload_id
  where told.item = 'places' and not exists (select 1 from commitments where need_id = needs.id)
  order by uploads.loaded_at limit 1"""


def tabbed_to(page: Page, target: Locator, *, most: int = 120) -> None:
    """Go on by the tabulator until an element has the focus."""
    for _step in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} is not reached by the tabulator")


def test_a_link_leads_to_one_offer_whose_end_says_whom_it_hits_and_is_taken_back(
    own_demo: Served, open_page: Open
) -> None:
    code = one(own_demo, OFFER)
    number = one(own_demo, "select min(id) from commitments where status = 'accepted'")
    page = open_page(f"{own_demo.address}/exchange?offer={code}")
    chosen = page.locator(".st-key-chosen_offer")
    expect(chosen).to_contain_text(code)
    expect(chosen).to_contain_text("Desk of")
    assert f"offer={code}" in page.url
    page.locator(".st-key-end_offer").get_by_role("button").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_text("This takes help away from")).to_be_visible()
    form.get_by_text("Withdraw: it no longer holds").click()
    form.get_by_label("Why").fill("the hall burnt down")
    form.get_by_role("button", name="End this offer").click()
    expect(page.get_by_text("is withdrawn.")).to_be_visible()
    settled(page)
    assert one(own_demo, f"select status from commitments where id = {number}") == "declined"
    expect(page.get_by_text(f"({code}) is over: withdrawn (the hall burnt down)")).to_be_visible()
    page.locator(".st-key-said").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    settled(page)
    expect(chosen).to_contain_text(code)


def test_the_ledger_is_downloaded_with_its_history(demo: Served, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{demo.address}/exchange")
    page.get_by_text("Table of 40 promises").click()
    button = page.get_by_role("button", name="Download the ledger")
    with page.expect_download() as started:
        button.click()
    file = tmp_path / "ledger.csv"
    started.value.save_as(file)
    ledger = pd.read_csv(file)
    assert len(ledger) == one(demo, "select count(*) from commitment_steps")
    assert ledger["commitment"].nunique() == one(demo, "select count(*) from commitments")
    assert {"former", "made_by", "made_at", "reason", "status"} <= set(ledger.columns)


def test_of_two_desks_at_one_offer_the_second_sees_both_versions_and_chooses(own_demo: Served, open_page: Open) -> None:
    code = one(own_demo, FREE_OFFER)
    first, second = (open_page(f"{own_demo.address}/exchange?offer={code}") for _desk in range(2))
    for page, quantity in ((first, "61"), (second, "62")):
        page.locator(".st-key-edit_offer").get_by_role("button").click()
        page.get_by_role("dialog").get_by_label("How many").fill(quantity)
    first.get_by_role("dialog").get_by_role("button", name="Save the change").click()
    expect(first.get_by_text("61 places, changed.")).to_be_visible()
    form = second.get_by_role("dialog")
    form.get_by_role("button", name="Save the change").click()
    expect(form.get_by_text("changed this meanwhile")).to_be_visible()
    expect(form.get_by_role("row", name="Quantity")).to_contain_text("61")
    expect(form.get_by_role("row", name="Quantity")).to_contain_text("62")
    form.get_by_role("button", name="Leave it as it was saved").click()
    expect(form).to_have_count(0)
    settled(second)
    expect(second.locator(".st-key-chosen_offer")).to_contain_text("61 places")


def test_the_longest_waiting_need_is_answered_by_keys_alone(own_demo: Served, open_page: Open) -> None:
    need = one(own_demo, LONGEST)
    page = open_page(f"{own_demo.address}/exchange")
    tabbed_to(page, page.locator(f".st-key-answer_{need} button"))
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    offers = form.get_by_role("combobox", name="Out of which offer")
    expect(offers).to_be_visible()
    tabbed_to(page, offers)
    page.keyboard.type("Dray")
    expect(page.get_by_role("option", name="Dray").first).to_be_visible()
    page.keyboard.press("Enter")
    reserve = form.get_by_role("button", name="Reserve it")
    expect(reserve).to_be_visible()
    tabbed_to(page, reserve)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reserved: ")).to_be_visible()
    settled(page)
    number = one(own_demo, "select max(id) from commitments")
    tabbed_to(page, page.locator(f".st-key-card_{number}").get_by_role("button", name="Accept"), most=160)
    page.keyboard.press("Enter")
    expect(page.get_by_text("is accepted.")).to_be_visible()
    settled(page)
    assert one(own_demo, f"select status from commitments where id = {number}") == "accepted"
