"""What the table of sites says of each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from idpdash.ui.site_table import binding, counted, open_days, state

NO_DAY = pd.NaT


def site(**values: Any) -> dict[str, Any]:
    """Return a site with 100 places and 80 people, counted yesterday, unless told otherwise."""
    usual: dict[str, Any] = {
        "status": "open", "capacity": 100, "occupied": 80, "free": 20, "over": 0, "age_days": 1, "stale": False,
        "opens_on": NO_DAY, "closes_on": NO_DAY,
    }  # fmt: skip
    return usual | values


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "20 free"),
        ({"occupied": 100, "free": 0}, "full"),
        ({"occupied": 137, "free": 0, "over": 37}, "■ 37 over"),
        ({"capacity": pd.NA, "free": pd.NA, "over": pd.NA}, "unknown"),
        ({"occupied": pd.NA, "free": 100}, "100 places, not counted"),
        ({"status": "paused", "capacity": pd.NA}, "paused, takes nobody"),
    ],
)
def test_room_is_said_in_words(values: dict[str, Any], words: str) -> None:
    assert state(site(**values)) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"age_days": 0}, "today"),
        ({"age_days": 14}, "14 d ago"),
        ({"age_days": 15, "stale": True}, "△ 15 d ago, stale"),
        ({"age_days": pd.NA, "stale": True}, "△ never"),
    ],
)
def test_an_old_count_is_called_stale(values: dict[str, Any], words: str) -> None:
    assert counted(site(**values)) == words


@pytest.mark.parametrize(
    ("what", "lifting", "words"),
    [
        ("beds", 14, "beds (+14)"),
        ("by_area", pd.NA, "floor area"),  # nothing else is known to limit it
        ("legal_limit", 0, "legal limit and others"),  # lifting it alone gives nothing
        (pd.NA, pd.NA, ""),
    ],
)
def test_what_binds_is_named_with_what_lifting_it_gives(what: Any, lifting: Any, words: str) -> None:
    row = site(binding=what, lifting=lifting)
    assert binding(row) == words


def test_on_a_phone_an_old_count_keeps_its_sign() -> None:
    old = site(age_days=15, stale=True)
    assert (counted(old, short=True), counted(site(), short=True)) == ("△ 15 d", "1 d")


def test_opening_and_closing_days_are_said_where_they_are_known() -> None:
    opens, closes = pd.Timestamp("2026-05-01"), pd.Timestamp("2026-12-31")
    assert open_days(site()) == ""
    assert open_days(site(opens_on=opens)) == "since 1 May 2026"
    assert open_days(site(closes_on=closes)) == "until 31 Dec 2026"
    assert open_days(site(opens_on=opens, closes_on=closes)) == "1 May – 31 Dec 2026"
