"""What stands on the screen: when it is complete, the figures, maps and tables on it, and what keeps people out."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

PATIENCE = 40_000  # milliseconds that a page may take on a busy machine
COMPLETE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (document.querySelector('[data-testid=stException]')) return true;
  if (!document.querySelector('h1.sentence') || document.querySelector('[data-testid=stSkeleton]')) return false;
  const drawn = chart => {
    const figure = chart.querySelector('.js-plotly-plot');
    const map = figure?._fullLayout?.map?._subplot?.map;
    return figure?.querySelector('.main-svg') && (!figure._fullLayout.map || map?.loaded());
  };
  return [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(drawn)
    && [...document.querySelectorAll('[data-testid=stDataFrame]')].every(table => table.querySelector('canvas'));
}"""
WHERE_ON_MAP = """code => {
  for (const figure of document.querySelectorAll('.js-plotly-plot')) {
    const map = figure._fullLayout?.map?._subplot?.map;
    for (const trace of map ? figure._fullData : []) {
      const codes = [...(trace.customdata ?? [])].map(data => [data].flat()[0]);
      const at = trace.lon ? codes.indexOf(code) : -1;
      if (at < 0) continue;
      const point = map.project([trace.lon[at], trace.lat[at]]), box = map.getCanvas().getBoundingClientRect();
      return [box.x + point.x, box.y + point.y];
    }
  }
}"""
OVER_A_CITY = """code => [...document.querySelectorAll('.js-plotly-plot')].some(
  figure => (figure._hoverdata ?? []).some(point => [point.customdata].flat()[0] === code))"""
NOTHING_IN = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(figure => {
  const map = figure._fullLayout?.map?._subplot?.map;
  return Object.entries(map?.getStyle().sources ?? {})
    .filter(([name, source]) => typeof source.data === 'string' && !map.querySourceFeatures(name).length)
    .map(([name, source]) => source.data);
})"""
TRACES = """name => {
  const figure = document.querySelector(`.st-key-${name} .js-plotly-plot`);
  return JSON.stringify(figure.data.map(trace => [trace.type, trace.marker, trace.line, trace.text, trace.hovertext]));
}"""
WATCH_TIMERS = """() => {
  if (window.pendingTimers) return;
  const pending = window.pendingTimers = new Set(), start = window.setTimeout, clear = window.clearTimeout;
  window.setTimeout = (act, delay, ...rest) => {
    const timer = start((...given) => { pending.delete(timer); act(...given); }, delay, ...rest);
    if (delay <= 1000) pending.add(timer);
    return timer;
  };
  window.clearTimeout = timer => { pending.delete(timer); clear(timer); };
}"""
NO_TIMER = "window.pendingTimers.size === 0"
FITTED = """() => [...document.querySelectorAll('.js-plotly-plot')].every(
  figure => Math.abs(figure.querySelector('.main-svg').clientWidth - figure.clientWidth) <= 1)"""
CUT_OFF = """() => [...document.querySelectorAll(
    '[data-testid=stMain] :is(h1, h2, p, button, a, .key, .meta, .source, .main-svg, [data-testid=stDataFrame])')]
  .filter(part => part.offsetParent !== null || part instanceof SVGElement)
  .map(part => [part, part.getBoundingClientRect()])
  .filter(([part, box]) => box.width > 0 && (box.right > innerWidth + 1 || box.left < -1))
  .map(([part, box]) => `${part.tagName} ${Math.round(box.right)}: ${part.textContent.slice(0, 50)}`)"""


def settled(page: Page) -> None:
    """Wait until the page's script has run and all of it is drawn: its sentence, charts, maps and tables.

    Fails where the page shows an exception or a refusal.
    """
    page.wait_for_function(COMPLETE, timeout=PATIENCE)
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").all_inner_texts() == []


def go(page: Page, name: str) -> None:
    """Go to another page by the navigation."""
    page.get_by_test_id("stTopNav").get_by_role("link", name=name, exact=True).click()
    here(page, name)


def here(page: Page, name: str) -> None:
    """Wait until a page stands whole."""
    expect(page.locator("[data-testid=stTopNavLink][aria-current=page]")).to_have_text(name)
    settled(page)


def serious(page: Page) -> list[str]:
    """Return what axe finds on the whole page, Streamlit's own parts included, that is serious or critical."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]})"
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def key_figure(page: Page, label: str) -> Locator:
    """Return the number of a key figure, by its label."""
    return page.locator(".keys .key").filter(has=page.get_by_text(label, exact=True)).locator(".value strong")


def count_of(figure: Locator) -> int:
    """Return a figure on the page as a number."""
    return int(re.sub(r"\s", "", figure.inner_text()))


def map_picture(page: Page) -> Image.Image:
    """Return the first map as it is drawn; assert that its boundaries and its backdrop came."""
    assert page.evaluate(NOTHING_IN) == []
    chart = page.locator(".maplibregl-canvas").first
    chart.scroll_into_view_if_needed()
    return Image.open(io.BytesIO(chart.screenshot())).convert("RGB")


def colours(picture: Image.Image) -> int:
    """Return how many colours a picture has: one or two where nothing is drawn."""
    return len(picture.getcolors(maxcolors=10_000_000) or ())


def click_on_city(page: Page, code: str) -> None:
    """Click on a city on the page's map."""
    page.locator(".maplibregl-canvas").first.scroll_into_view_if_needed()
    x, y = page.evaluate(WHERE_ON_MAP, code)
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    page.wait_for_function(OVER_A_CITY, arg=code)  # the map answers to the mouse in its own time
    page.mouse.click(x, y)


def traces(page: Page, chart: str) -> str:
    """Return what a chart draws, to be compared."""
    return str(page.evaluate(TRACES, chart))


def rows_of(page: Page, chart: str, folder: Path) -> pd.DataFrame:
    """Return the table behind a chart, as it is downloaded from the chart's foot."""
    foot = page.locator(f".st-key-{chart}_foot")
    foot.get_by_role("button", name="Table").click()
    with page.expect_download() as started:
        page.locator(f".st-key-{chart}_csv button").click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    page.keyboard.press("Escape")
    expect(page.locator(f".st-key-{chart}_csv")).to_have_count(0)
    return pd.read_csv(file)


def choose(inside: Page | Locator, label: str, words: str) -> None:
    """Choose from a selection by typing a part of the words, and taking the first that has them."""
    field = inside.get_by_role("combobox", name=label)
    field.click()
    field.fill(words)
    field.page.get_by_role("option", name=words).first.click()
    field.press("Tab")  # a list of several stays open, and hides the rest of the page


def drop_file(page: Page, name: str, text: str) -> None:
    """Give a file to the Upload page."""
    payload = FilePayload(name=name, mimeType="text/csv", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(files=payload)


def type_into(page: Page, table: str, *, row: int, column: str, words: str) -> str:
    """Type into a cell of a table with the keyboard, and return what stood there.

    table: how its key begins. row: 0 first. column: its heading. The cells are drawn, and no elements to click.
    """
    held = page.locator(f'[class*="st-key-{table}"] [data-testid=stDataFrame]')
    held.scroll_into_view_if_needed()
    heads = held.locator("[role=columnheader]")
    expect(heads.filter(has_text=column)).to_have_count(1)
    place = heads.all_text_contents().index(column)
    held.click(position={"x": 20, "y": 50})  # the first cell; from there by the keyboard
    _chosen(held, 0, 0)
    for across in range(place):
        page.keyboard.press("ArrowRight")
        _chosen(held, across + 1, 0)
    for down in range(row):
        page.keyboard.press("ArrowDown")
        _chosen(held, place, down + 1)
    cell = held.get_by_test_id(f"glide-cell-{place}-{row}")
    before = cell.text_content()
    page.keyboard.press("Enter")
    page.locator("textarea.gdg-input").fill(words)
    page.evaluate(WATCH_TIMERS)
    page.keyboard.press("Enter")
    expect(cell).to_have_text(words)
    page.wait_for_function(NO_TIMER)  # a table hands on what was typed by a timer
    return before or ""


def _chosen(table: Locator, column: int, row: int) -> None:
    """Wait until a cell of a table is the chosen one: keys pressed sooner are lost."""
    cell = table.get_by_test_id(f"glide-cell-{column}-{row}")
    expect(cell).to_have_attribute("aria-selected", "true")
    expect(cell).to_be_focused()
