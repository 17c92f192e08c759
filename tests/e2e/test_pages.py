"""Every page in a real browser, offline: on a desk, light and dark, on a phone, readable by everyone."""

from __future__ import annotations

import re

import pytest
from PIL import ImageStat
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open, Served
from tests.e2e.screen import CUT_OFF, FITTED, colours, map_picture, serious, settled

PAGES = ("", "arrivals", "housing", "exchange", "city?city=ZE0603", "city", "upload")
WITH_MAP = {"", "arrivals", "housing", "exchange"}
WALL, SLIDES, SLIDE_WITH_MAP = (1920, 1080), 5, 3
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.slide *, .main-svg text, .main-svg tspan')]
    .filter(part => part.childElementCount === 0 && part.textContent.trim())
    .map(part => parseFloat(getComputedStyle(part).fontSize)))"""
LOWEST = "Math.max(...[...document.querySelectorAll('.slide')].map(part => part.getBoundingClientRect().bottom))"
MAP_LABELS = """() => Math.min(...document.querySelector('.js-plotly-plot')._fullData
    .filter(trace => trace.type === 'scattermap' && trace.mode?.includes('text') && trace.text?.length)
    .map(trace => trace.textfont.size))"""
pytestmark = pytest.mark.browser


def darkened(page: Page) -> None:
    """Switch the machine to dark, and wait until the page has followed."""
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-testid=stApp]")).to_have_css("color-scheme", "dark")
    settled(page)


def brightness(page: Page) -> float:
    """Return how bright the page's map is; assert that something is drawn on it."""
    picture = map_picture(page)
    assert colours(picture) > 200, "the map is blank"
    return float(sum(ImageStat.Stat(picture).mean))


@pytest.mark.parametrize("address", PAGES)
def test_page_on_a_desk_light_and_dark(demo: Served, open_page: Open, address: str) -> None:
    page = open_page(f"{demo.address}/{address}")
    assert serious(page) == []
    light = brightness(page) if address in WITH_MAP else 0
    darkened(page)
    assert serious(page) == []
    if address in WITH_MAP:
        assert brightness(page) < light, "the map stays light on a dark page"


@pytest.mark.parametrize("address", [*PAGES, "briefing"])
def test_page_on_a_phone_is_not_cut_off(demo: Served, open_page: Open, address: str) -> None:
    page = open_page(f"{demo.address}/{address}", phone=True, dark=True)
    assert serious(page) == []
    wider = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert wider <= 0, "the page is wider than the phone"
    assert page.evaluate(CUT_OFF) == []


def test_a_city_is_printed_on_one_page(demo: Served, open_page: Open) -> None:
    page = open_page(f"{demo.address}/city?city=ZE0603")
    page.wait_for_function(FITTED)  # charts take their width after they are drawn
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator("table.brief").first).to_be_visible()


def test_a_deep_link_on_a_fresh_server_comes_through_the_frame(own_demo: Served, open_page: Open) -> None:
    page = open_page(f"{own_demo.address}/arrivals?city=ZE0603&days=7")
    navigation = page.get_by_role("link", name="Housing", exact=True)
    expect(navigation).to_be_visible()
    expect(page.locator(".st-key-chips")).to_contain_text("City: ")
    assert "city=ZE0603" in page.url
    assert "days=7" in page.url


def test_the_briefing_fills_a_wall_and_moves_by_keys(demo: Served, open_page: Open) -> None:
    page = open_page(f"{demo.address}/briefing", size=WALL)
    for part in ("stHeader", "stSidebar"):
        expect(page.locator(f"[data-testid={part}]:visible")).to_have_count(0)
    for slide in range(1, SLIDES + 1):
        on_slide(page, slide)
        assert page.evaluate(SMALLEST) >= 28
        if slide == SLIDE_WITH_MAP:
            assert page.evaluate(MAP_LABELS) >= 28
            brightness(page)
        if slide < SLIDES:
            page.keyboard.press("ArrowRight")
    darkened(page)
    for slide in reversed(range(1, SLIDES + 1)):
        on_slide(page, slide)
        page.keyboard.press("ArrowLeft")
    on_slide(page, SLIDES)  # round to the end


def on_slide(page: Page, slide: int) -> None:
    """Wait until a slide stands whole on the wall, and assert that it is sound and that nothing runs off the wall."""
    page.get_by_text(f"Briefing {slide} of {SLIDES}").wait_for()
    settled(page)
    assert serious(page) == []
    assert page.evaluate(LOWEST) <= WALL[1], "the slide runs off the wall"
