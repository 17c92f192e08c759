"""Open needs and offers, and how far the one covers the other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from idpdash.frames import NEEDS, OFFERS, Frame
from idpdash.measures import exchange as giving

DAY = dt.date(2026, 11, 24)


def frame(said: tuple[dict[str, Any], ...], usual: dict[str, Any], frame: Frame, code: str) -> pd.DataFrame:
    """Return what is said as a frame, each row with a code of its own."""
    named = [usual | {code: f"{code}-{number}"} | row for number, row in enumerate(said)]
    return frame.typed(pd.DataFrame(named, columns=frame.names, dtype=object))


def needs(*said: dict[str, Any]) -> pd.DataFrame:
    """Return open needs for places of which this is said."""
    usual = {"item": "places", "priority": "normal", "exchange_status": "open", "in_scope": True}
    return frame(said, usual, NEEDS, "need_code")


def offers(*said: dict[str, Any]) -> pd.DataFrame:
    """Return open offers of places of which this is said."""
    usual = {"item": "places", "exchange_status": "open", "in_scope": True}
    return frame(said, usual, OFFERS, "offer_code")


def test_need_stays_open_when_overdue_and_urgent_ones_come_first() -> None:
    """Order: priority, then day, those without a day last."""
    told = giving.open_needs(
        needs(
            {"needed_by": dt.date(2026, 12, 1), "quantity": 1},
            {"needed_by": dt.date(2026, 11, 20), "quantity": 2},
            {"priority": "critical", "quantity": 3},
            {"exchange_status": "closed", "quantity": 4},
            {"exchange_status": "withdrawn", "quantity": 5},
        ),
        DAY,
    )
    assert told["quantity"].tolist() == [3, 2, 1]
    assert told["overdue"].tolist() == [False, True, False]
    assert told["days_left"].isna().tolist() == [True, False, False]


def test_offer_is_open_up_to_its_last_day() -> None:
    """The last day still counts; one that begins later is open and not yet available."""
    told = giving.open_offers(
        offers(
            {"expires_on": DAY, "quantity": 1},
            {"expires_on": dt.date(2026, 11, 23), "quantity": 2},
            {"available_from": dt.date(2026, 12, 1), "quantity": 3},
            {"exchange_status": "withdrawn", "quantity": 4},
        ),
        DAY,
    )
    assert told["quantity"].tolist() == [3, 1]
    assert told["available"].tolist() == [False, True]


def test_offer_for_one_city_covers_only_that_city() -> None:
    """What is meant for one city beyond its need helps nobody else; what is for any city fills the rest."""
    asked = needs({"city_code": "a", "quantity": 10}, {"city_code": "b", "quantity": 10})
    given_ = offers(
        {"city_code": "c", "to_city_code": "a", "quantity": 15},
        {"city_code": "d", "quantity": 4},
        {"city_code": "d", "item": "transport", "quantity": 4},
    )
    told = giving.coverage(asked, given_).set_index("item")
    assert list(told.loc["places", ["needed", "offered", "covered", "uncovered"]]) == [20, 19, 14, 6]
    assert list(told.loc["transport", ["needed", "offered", "covered", "uncovered"]]) == [0, 4, 0, 0]
    assert giving.coverage(needs(), offers()).empty


quantities = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 50)), max_size=6)
addressed = st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(1, 50)), max_size=6)


@given(asked=quantities, offered=addressed)
def test_cover_never_exceeds_need_or_offer(asked: list[tuple[str, int]], offered: list[tuple[str | None, int]]) -> None:
    """Covered and uncovered sum to the need; no more is covered than is offered."""
    told = giving.coverage(
        needs(*({"city_code": city, "quantity": quantity} for city, quantity in asked)),
        offers(*({"city_code": "z", "to_city_code": city, "quantity": quantity} for city, quantity in offered)),
    )
    for row in told.to_dict("records"):
        assert row["covered"] + row["uncovered"] == row["needed"]
        assert 0 <= row["covered"] <= min(row["needed"], row["offered"])


def test_cities_of_an_item_and_its_arcs() -> None:
    """A city that asks stands beside one that gives; directed offers are arcs, summed by pair."""
    asked = giving.open_needs(
        needs(
            {"city_code": "a", "city_name": "A", "quantity": 3, "needed_by": dt.date(2026, 12, 9)},
            {"city_code": "a", "city_name": "A", "quantity": 4, "priority": "critical"},
        ),
        DAY,
    )
    arc = {"city_code": "b", "city_name": "B", "to_city_code": "a", "to_city_name": "A"}
    given_ = giving.open_offers(
        offers({**arc, "quantity": 2}, {**arc, "quantity": 5}, {"city_code": "c", "city_name": "C", "quantity": 9}), DAY
    )
    told = giving.by_city(asked, given_, "places").set_index("city_code")
    assert list(told.loc["a", ["needed", "priority", "offered", "offered_to"]]) == [7, "critical", 0, 7]
    assert told.loc["a", "needed_by"] == pd.Timestamp(2026, 12, 9)
    assert told["offered"].to_dict() == {"a": 0, "c": 9, "b": 7}
    assert giving.arcs(given_, "places")["quantity"].tolist() == [7]
    assert giving.by_city(needs(), offers(), "places").empty
    assert giving.arcs(offers(), "places").empty
