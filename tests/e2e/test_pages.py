"""Every page in a real browser: drawn offline, on a desk and on a phone, light and dark, readable by everyone."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

from tests.e2e.conftest import DESK, PHONE, Open

ADDRESSES = ("", "arrivals", "housing", "exchange", "briefing", "upload")
WITH_MAP = ("", "arrivals", "housing", "exchange", "briefing?slide=3")
# Streamlit's own: the canvas table is a grid whose rows axe cannot see, and its toolbar stands outside landmarks.
NOT_OURS = "[data-testid=stDataFrame], [data-testid=stHeader], [data-testid=stToolbar]"
pytestmark = pytest.mark.browser


def no_exception(page: Page) -> None:
    """Assert that the page shows no exception and asks for nothing twice."""
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("h1.sentence").first.inner_text().strip()


def serious(page: Page) -> list[str]:
    """Return what axe finds that is serious or critical, outside what Streamlit alone makes."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}, context={"exclude": [NOT_OURS]})
    return [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]})"
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_on_a_desk(demo: str, open_page: Open, address: str, dark: bool) -> None:
    page = open_page(f"{demo}/{address}", size=DESK, dark=dark)
    no_exception(page)
    assert serious(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_on_a_phone_is_not_cut_off(demo: str, open_page: Open, address: str) -> None:
    page = open_page(f"{demo}/{address}", size=PHONE, phone=True)
    no_exception(page)
    wider = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert wider <= 0, "the page is wider than the phone"


@pytest.mark.parametrize("address", WITH_MAP)
def test_map_is_drawn_offline(demo: str, open_page: Open, address: str) -> None:
    page = open_page(f"{demo}/{address}")
    chart = page.locator(".maplibregl-canvas").first
    chart.wait_for(timeout=60_000)
    page.wait_for_function("() => performance.getEntriesByType('resource').some(e => e.name.includes('backdrop-'))")
    colours = 0
    for _attempt in range(20):  # the browser draws in its own time: each picture waits for one more frame
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        picture = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
        colours = len(picture.getcolors(maxcolors=1_000_000) or ())
        if colours > 200:
            break
    assert colours > 200, "the map is blank"


def test_a_deep_link_on_a_fresh_server_comes_through_the_frame(demo: str, open_page: Open) -> None:
    page = open_page(f"{demo}/arrivals?city=ZV0101&days=7")
    no_exception(page)
    assert page.get_by_role("link", name="Housing").count() >= 1  # the frame's navigation is there
    assert "days=7" in page.url


def test_the_briefing_has_no_frame_and_moves_by_keys(demo: str, open_page: Open) -> None:
    page = open_page(f"{demo}/briefing", size=(1920, 1080))
    assert not page.locator("[data-testid=stHeader]").is_visible()
    assert not page.locator("[data-testid=stSidebar]").is_visible()
    page.get_by_text("Briefing 1 of 5").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("Briefing 2 of 5").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Briefing 1 of 5").wait_for()
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.slide *')]
            .filter(e => e.childElementCount === 0 && e.textContent.trim())
            .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 28
