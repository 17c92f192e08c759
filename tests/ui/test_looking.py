"""Since when changes are told, and how it stands in the address."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import streamlit as st

from idpdash.store.engine import engine
from idpdash.ui import looking
from tests.factories import World, two_regions
from tests.pages.conftest import Open
from tests.pages.test_overview import filtered, words

NOW = dt.datetime(2026, 11, 24, 14, 37, 20)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("24h", dt.datetime(2026, 11, 23, 14)),
        ("7d", dt.datetime(2026, 11, 17, 14)),
        ("2026-11-20T08:05Z", dt.datetime(2026, 11, 20, 8, 5)),
        ("2026-11-24T14:38Z", None),  # still to come
        ("1800-01-01T00:00Z", None),
        ("2026-11-20", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_what_an_address_means(text: str, at: dt.datetime | None) -> None:
    assert looking._instant(text, NOW) == at


def test_the_day_is_that_of_this_houses_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_TIMEZONE", "Asia/Tokyo")
    monkeypatch.setattr(st, "query_params", {})
    monkeypatch.setattr(st, "session_state", {})
    since = looking.since(dt.datetime(2026, 11, 24, 20, 30))
    assert (since.at, since.day, since.says) == (dt.datetime(2026, 11, 23, 20), dt.date(2026, 11, 24), "24 Nov, 05:00")


def test_seen_stands_in_the_address_and_goes_again(database: Path, open_page: Open) -> None:
    """What cannot be read is the usual; a moment survives a visit of another page, and a new session by its address."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.move("galt", 5)
    app = filtered(open_page("overview"), since="nonsense")
    assert app.selectbox(key="since_span").value == "24h"
    assert "since" not in app.query_params
    app.button(key="since_seen").click().run()
    written = str(app.selectbox(key="since_span").value)
    assert written.startswith("2026-11-24T")
    assert written in app.query_params["since"]
    assert "Nothing has changed since 24 Nov" in words(app)
    app.switch_page("pages/arrivals.py").run()
    app.switch_page("pages/overview.py").run()
    assert written in app.query_params["since"]
    later = filtered(open_page("overview"), since=written)
    assert later.selectbox(key="since_span").value == written
    app.selectbox(key="since_span").set_value("24h").run()
    assert "since" not in app.query_params
