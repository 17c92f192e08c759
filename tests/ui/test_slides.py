"""The wall: it moves by keys and by the clock, follows the store, and what fails is said where it stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from idpdash import clock as day_clock
from idpdash.errors import SurroundingsError
from idpdash.store.engine import engine
from idpdash.ui import data, show, slides
from idpdash.ui.page import Page
from idpdash.ui.slides import SLIDE_SECONDS
from tests.factories import TODAY, World, scope, two_regions
from tests.pages.conftest import ROOT

COUNT = 5


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Return a clock that stands until it is set."""
    clock = SimpleNamespace(seconds=1_000.0)
    monkeypatch.setattr(slides, "time", SimpleNamespace(monotonic=lambda: clock.seconds))
    return clock


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store with one arrival."""
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection)).move("marrow", 10)
    return database


@pytest.fixture
def wall(filled: Path, clock: SimpleNamespace) -> AppTest:
    """Return the briefing at its first slide."""
    return opened()


def opened(**query: str) -> AppTest:
    """Open the briefing at an address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).switch_page("pages/briefing.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def number(app: AppTest) -> int:
    """Return the number of the slide that is shown, which must also be the one the address names, if any."""
    assert not app.exception, app.exception
    kicker = next(str(one.value) for one in app.html if 'class="kicker"' in str(one.value))
    shown = int(kicker.split("Briefing ")[1].split(" of ")[0])
    named = app.query_params.get("slide")
    assert named is None or shown == int(named[0] if isinstance(named, list) else named)
    return shown


def press(app: AppTest, key: str) -> AppTest:
    """Press one of the controls."""
    return app.button(key=f"slide_{key}").click().run()


def test_the_keys_turn_the_slides_round_and_the_address_follows(wall: AppTest) -> None:
    assert number(wall) == 1
    app = press(wall, "back")
    assert number(app) == COUNT
    seen = [number(app := press(app, "next")) for _press in range(COUNT)]
    assert seen == [1, 2, 3, 4, 5]
    assert app.query_params["slide"] in ("5", ["5"])


@pytest.mark.parametrize(("asked", "shown"), [("3", 3), ("5", 5), ("0", 1), ("6", 1), ("²", 1), ("x", 1)])
def test_an_address_opens_its_slide(filled: Path, clock: SimpleNamespace, asked: str, shown: int) -> None:
    app = opened(slide=asked)
    del app.query_params["slide"]
    assert number(app) == shown


def test_slides_move_on_by_the_clock_only_when_asked_to(wall: AppTest, clock: SimpleNamespace) -> None:
    clock.seconds += 10 * SLIDE_SECONDS
    assert number(wall.run()) == 1
    app = press(wall, "play")
    assert app.button(key="slide_play").label == "Stop"
    clock.seconds += SLIDE_SECONDS - 1
    assert number(app.run()) == 1
    clock.seconds += 1
    assert number(app.run()) == 2
    assert number(app.run()) == 2  # its own time begins anew
    clock.seconds += SLIDE_SECONDS - 1
    app = press(app, "next")  # as it does when a key is pressed
    clock.seconds += 1
    assert number(app.run()) == 3
    app = press(app, "play")
    clock.seconds += 10 * SLIDE_SECONDS
    assert number(app.run()) == 3


def test_an_address_can_start_the_wall_by_itself(filled: Path, clock: SimpleNamespace) -> None:
    app = opened(play="1")
    clock.seconds += SLIDE_SECONDS
    assert number(app.run()) == 2


class AgainError(Exception):
    """The whole page is asked for."""


def tick(monkeypatch: pytest.MonkeyPatch, *, version: int = 7, today: dt.date = TODAY) -> None:
    """Let the wall look once more, on a page of version 7 of today; AgainError: it asks for the whole page."""

    def again() -> None:
        raise AgainError

    monkeypatch.setattr(data, "version", lambda: version)
    monkeypatch.setattr(day_clock, "today", lambda: today)
    monkeypatch.setattr(st, "rerun", again)
    page = Page(scope(), 7, lambda _query, _scope: pytest.fail("asked"), TODAY, False, False, False, False)
    state = st.session_state
    state["slide"], state["playing"], state["slide_since"] = 0, False, 0.0

    def ask() -> None:
        raise SurroundingsError("Nobody is here.")

    slides._stage.__wrapped__(page, [], ask)  # type: ignore[attr-defined]


def test_a_look_finds_that_the_store_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AgainError):
        tick(monkeypatch, version=8)


def test_a_look_finds_that_a_new_day_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AgainError):
        tick(monkeypatch, today=TODAY + dt.timedelta(days=1))


def test_a_store_that_fails_between_two_looks_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(show, "broken", said.append)
    tick(monkeypatch)
    assert said == ["Nobody is here."]
