"""The way of a desk through idpdash: a file with faults to a figure on the map and back; a call; a need; a filter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from idpdash.formats import number
from tests.e2e.conftest import Open, Served
from tests.e2e.screen import (
    choose,
    click_on_city,
    count_of,
    drop_file,
    go,
    here,
    key_figure,
    rows_of,
    serious,
    settled,
    traces,
    type_into,
)
from tests.e2e.stored import a_counted_site, last_day, one
from tests.postgresql import on_both

pytestmark = pytest.mark.browser
RIGHT, MISSPELLED = 57, 41  # people
OPEN_NEEDS = """
select count(*) from need_statements told
where status = 'open' and id = (select max(id) from need_statements where need_id = told.need_id)
"""


def team_file(day: str) -> str:
    """Return a team's file: one good row, one with a misspelled city, one with fewer than no people."""
    rows = (("Brackwater", RIGHT), ("Wexcomb", MISSPELLED), ("Galt", -5))
    lines = [f"{day},{city},{people},conflict" for city, people in rows]
    return "\n".join(["date,destination_name,individuals,reason", *lines])


def take_back_the_newest(page: Page) -> None:
    """Take the newest upload or act back, on the Upload page."""
    go(page, "Upload")
    page.locator(".st-key-undo_form").get_by_role("button", name="Undo upload").click()
    expect(page.get_by_text("was taken back: every figure is as it was before it")).to_be_visible()


def arrivals_of(page: Page, folder: Path) -> dict[str, int]:
    """Return how many people arrived in each city, from the table behind the map."""
    table = rows_of(page, "map", folder)
    return dict(zip(table["city_name"], table["arrivals"], strict=True))


@on_both
def test_a_file_with_faults_becomes_figures_on_the_map_and_can_be_taken_back(
    own_demo: Served, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(own_demo.address)
    figure = key_figure(page, "Arrivals")
    before, cities, drawing = count_of(figure), arrivals_of(page, tmp_path), traces(page, "map")
    movements = one(own_demo, "select count(*) from movements")

    go(page, "Upload")
    drop_file(page, "team-north.csv", team_file(last_day(own_demo)))
    unknown = page.locator(".issue").filter(has_text="Wexcomb")
    negative = page.locator(".issue").filter(has_text="-5")
    expect(unknown).to_contain_text("Row 3")
    expect(unknown).to_contain_text("Wexcombe")
    expect(negative).to_contain_text("Row 4")
    expect(key_figure(page, "People")).to_have_text(number(RIGHT))
    assert serious(page) == []

    page.get_by_role("button", name="Use this place").click()
    expect(unknown).to_have_count(0)
    expect(key_figure(page, "People")).to_have_text(number(RIGHT + MISSPELLED))
    page.get_by_role("button", name="Load the 2 good rows, keep 1 aside").click()
    expect(page.get_by_text("Stored as upload")).to_contain_text("2 rows; 1 row waits to be mended")
    assert one(own_demo, "select count(*) from movements") == movements + 2

    page.get_by_role("link", name="See the overview").click()
    expect(figure).to_have_text(number(before + RIGHT + MISSPELLED))
    settled(page)
    changed = cities | {
        "Brackwater": cities["Brackwater"] + RIGHT,
        "Wexcombe": cities["Wexcombe"] + MISSPELLED,
    }
    assert arrivals_of(page, tmp_path) == changed
    assert traces(page, "map") != drawing

    take_back_the_newest(page)
    assert one(own_demo, "select count(*) from movements") == movements
    go(page, "Overview")
    expect(figure).to_have_text(number(before))
    assert arrivals_of(page, tmp_path) == cities
    assert traces(page, "map") == drawing


def test_what_is_wrong_is_mended_in_the_file_by_hand_and_with_one_click(
    own_demo: Served, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(f"{own_demo.address}/upload")
    drop_file(page, "team-north.csv", team_file(last_day(own_demo)))
    people = key_figure(page, "People")
    expect(people).to_have_text(number(RIGHT))
    assert type_into(page, "grid_", row=1, column="individuals", words="5") == "-5"
    page.get_by_role("button", name="Check again").click()
    expect(people).to_have_text(number(RIGHT + 5))
    page.get_by_role("button", name="Row 4, Individuals: 5 ✕").click()
    expect(people).to_have_text(number(RIGHT))
    with page.expect_download() as started:
        page.get_by_role("button", name="Your file with the faults marked").click()
    assert started.value.suggested_filename == "team-north-checked.xlsx"
    below_zero = page.locator(".st-key-kind_negative")
    below_zero.get_by_role("button", name="Leave this row out").click()
    expect(below_zero).to_have_count(0)
    page.get_by_role("button", name="Yes, for this row").click()
    expect(people).to_have_text(number(RIGHT + MISSPELLED))
    settled(page)  # what is about to go is pale, and pale words would be found
    assert serious(page) == []
    movements = one(own_demo, "select count(*) from movements")
    page.get_by_role("button", name="Load all 2 rows").click()
    expect(page.get_by_text("Stored as upload")).to_be_visible()
    assert one(own_demo, "select count(*) from movements") == movements + 2
    assert one(own_demo, "select count(*) from waiting_rows") == 0


def test_a_count_told_by_telephone_moves_the_figures_and_is_taken_back(own_demo: Served, open_page: Open) -> None:
    site, latest = a_counted_site(own_demo)
    counts = one(own_demo, "select count(*) from occupancy")
    page = open_page(f"{own_demo.address}/housing")
    figure = key_figure(page, "Occupied")
    before = count_of(figure)

    page.get_by_role("button", name="Record a count").click()
    form = page.get_by_role("dialog")
    choose(form, "Site", f"{site} — ")
    form.get_by_label("People in the site today").fill(f"{latest + 12}")
    form.get_by_role("button", name="Record the count").click()
    expect(form.get_by_text(f"{site}: {number(latest + 12)} people recorded for today, +12")).to_be_visible()
    assert one(own_demo, "select count(*) from occupancy") == counts + 1
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(figure).to_have_text(number(before + 12))

    take_back_the_newest(page)
    assert one(own_demo, "select count(*) from occupancy") == counts
    go(page, "Housing")
    expect(figure).to_have_text(number(before))


def test_a_need_is_entered_seen_and_withdrawn(own_demo: Served, open_page: Open) -> None:
    page = open_page(f"{own_demo.address}/exchange?item=places")
    needed = page.locator(".cover .words b").first
    before, open_needs = count_of(needed), one(own_demo, OPEN_NEEDS)

    page.get_by_role("button", name="Enter a need").click()
    form = page.get_by_role("dialog")
    choose(form, "City that needs it", "Brackwater")
    form.get_by_label("How many").fill("37")
    form.get_by_role("button", name="Enter the need").click()
    expect(form).to_have_count(0)
    expect(page.get_by_text("Brackwater now asks for 37 ")).to_be_visible()
    expect(needed).to_have_text(number(before + 37))
    assert one(own_demo, OPEN_NEEDS) == open_needs + 1

    page.get_by_role("button", name="End…").first.click()
    choose(form, "Which need", "Brackwater, 37")
    form.get_by_text("Withdraw: it no longer holds").click()
    form.get_by_label("Why").fill("The families went on to Vesper")
    form.get_by_role("button", name="End this need").click()
    expect(form).to_have_count(0)
    expect(page.get_by_text("is withdrawn.")).to_be_visible()
    expect(needed).to_have_text(number(before))
    assert one(own_demo, OPEN_NEEDS) == open_needs


def test_a_filter_holds_on_every_page_and_a_click_on_a_city_leads_on(demo: Served, open_page: Open) -> None:
    page = open_page(demo.address)
    sidebar, chips = page.get_by_test_id("stSidebar"), page.locator(".st-key-chips")
    arrivals, free = key_figure(page, "Arrivals"), key_figure(page, "Free places")
    everywhere = arrivals.inner_text()
    sidebar.get_by_text("7 d", exact=True).click()
    expect(page).to_have_url(asks("days=7"))
    choose(sidebar, "Regions", "Eastern Hills")
    expect(page).to_have_url(asks("days=7", "region=ZE06"))
    expect(arrivals).not_to_have_text(everywhere)
    settled(page)
    of_region, free_there = arrivals.inner_text(), free.inner_text()
    go(page, "Arrivals")
    expect(arrivals).to_have_text(of_region)
    expect(chips.get_by_role("button")).to_have_accessible_name("Region: Eastern Hills ✕")
    go(page, "Housing")
    expect(free).to_have_text(free_there)
    expect(chips.get_by_role("button")).to_have_accessible_name("Region: Eastern Hills ✕")
    expect(page).to_have_url(asks("days=7", "region=ZE06"))

    go(page, "Overview")
    click_on_city(page, "ZE0604")
    expect(page).to_have_url(asks("days=7", "region=ZE06", "city=ZE0604"))
    expect(arrivals).not_to_have_text(of_region)
    settled(page)
    of_city = arrivals.inner_text()
    page.get_by_role("link", name="Arrivals →").click()
    here(page, "Arrivals")
    expect(page).to_have_url(asks("days=7", "region=ZE06", "city=ZE0604"))
    expect(arrivals).to_have_text(of_city)
    chips.get_by_role("button", name="City: Wexcombe").click()
    expect(arrivals).to_have_text(of_region)
    expect(page).not_to_have_url(asks("city="))


def asks(*pairs: str) -> re.Pattern[str]:
    """Return a pattern of addresses that say all these things."""
    return re.compile("".join(f"(?=.*[?&]{pair})" for pair in pairs))
