"""A standard is set, refused and taken back by the keyboard alone, and the page says what came of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open, Served
from tests.e2e.screen import count_of, key_figure, serious
from tests.e2e.stored import one

pytestmark = pytest.mark.browser
AREA = "Covered floor area a person (m²)"


def test_a_standard_is_set_and_taken_back_by_the_keyboard_alone(own_demo: Served, open_page: Open) -> None:
    """What is no number stays in its field with a sentence; what is one closes the form, changes the places once."""
    page = open_page(f"{own_demo.address}/housing", dark=True)
    places = key_figure(page, "Places")
    before = count_of(places)
    way = page.get_by_role("button", name="Standards and thresholds")
    way.focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_text("Sphere Handbook, 4th edition 2018").first).to_be_visible()
    assert serious(page) == []  # small type too can be read on the dark page

    form.get_by_label(AREA).fill("much")
    page.keyboard.press("Enter")
    expect(form.get_by_text("write a number from 1 to 20")).to_be_visible()
    expect(form.get_by_label(AREA)).to_have_value("much")
    form.get_by_label(AREA).fill("4,5")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(page.get_by_text("1 standard or threshold is set")).to_be_visible()
    expect(way).to_have_text("tune\n\nStandards and thresholds (1 changed)", use_inner_text=True)
    assert count_of(places) < before
    assert one(own_demo, "select count(*) from choices") == 1

    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(places).to_have_text(f"{before:,}".replace(",", "\u202f"))
    assert one(own_demo, "select count(*) from choices") == 0
