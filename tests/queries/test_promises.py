"""Promises as they stood on a day, whatever was written of them later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from idpdash import frames
from idpdash.queries.promises import promises, steps
from idpdash.store import tables as t
from tests.factories import World, day, scope, two_regions

UNTIL = day("11-13")


@pytest.fixture
def promised(world: World) -> World:
    """Return a world with a promise that was reserved on 10 November, accepted on the 12th, returned on the 20th.

    And one, of the 11th, that nobody accepted until the 13th; that is written on the 20th.
    """
    two_regions(world)
    site = world.site("s1", "velda")
    world.offer("O1", "velda", 50, site_id=site)
    world.need("N1", "galt", 40)
    for number, quantity in ((1, 10), (2, 5)):
        offer, need = world.identity(t.Offer, "O1"), world.identity(t.Need, "N1")
        world.row(
            t.Commitment, id=number, offer_id=offer, need_id=need, quantity=quantity, status="returned", until=None
        )
    for number, on, former, status, until, reason in (
        (1, "11-10", None, "reserved", UNTIL, None),
        (2, "11-11", None, "reserved", UNTIL, None),
        (1, "11-12", "reserved", "accepted", None, None),
        (1, "11-20", "accepted", "declined", None, "Flooded."),
        (2, "11-20", "reserved", "lapsed", None, "Nobody."),
    ):
        made_at = dt.datetime.combine(day(on), dt.time(9))
        said: dict[str, Any] = {"former": former, "status": status, "until": until, "reason": reason}
        world.row(t.CommitmentStep, commitment_id=number, made_on=day(on), made_at=made_at, made_by=f"by {on}", **said)
    return world


def on(world: World, text: str) -> list[tuple[int, str, bool]]:
    """Return number, status and whether it is on its way of each promise as of a day."""
    told = promises(world.connection, scope("10-01", text))
    return list(told[["commitment", "promise_status", "live"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "stood"),
    [
        ("11-09", []),
        ("11-10", [(1, "reserved", True)]),
        ("11-11", [(1, "reserved", True), (2, "reserved", True)]),
        ("11-13", [(1, "accepted", True), (2, "reserved", True)]),
        ("11-14", [(1, "accepted", True), (2, "lapsed", False)]),
        ("11-19", [(1, "accepted", True), (2, "lapsed", False)]),
        ("11-20", [(1, "declined", False), (2, "lapsed", False)]),
    ],
)
def test_a_promise_is_as_its_last_step_by_that_day(
    promised: World, text: str, stood: list[tuple[int, str, bool]]
) -> None:
    assert on(promised, text) == stood


def test_a_promise_tells_its_ends_and_who_made_it(promised: World) -> None:
    row = promises(promised.connection, scope("10-01", "11-24", "east")).iloc[0]
    assert (row["offer_code"], row["need_code"], row["item"], row["unit"], row["quantity"]) == (
        *("O1", "N1", "places", "bed"),
        10,
    )
    assert (row["city_code"], row["city_name"], row["site_code"]) == ("velda", "Velda", "s1")
    assert (row["to_city_code"], row["to_city_name"]) == ("galt", "Galt")
    assert (row["in_scope"], row["to_in_scope"]) == (False, True)
    assert (row["made_by"], row["changed_by"], row["reason"]) == ("by 11-10", "by 11-20", "Flooded.")
    assert (row["made_at"], row["changed_at"]) == (pd.Timestamp("2026-11-10 09:00"), pd.Timestamp("2026-11-20 09:00"))
    assert pd.isna(row["until"])


def test_steps_are_in_order_and_none_is_of_a_later_day(promised: World) -> None:
    told = steps(promised.connection, scope("10-01", "11-19"))
    assert list(told[["commitment", "status"]].itertuples(index=False, name=None)) == [
        (1, "reserved"),
        (1, "accepted"),
        (2, "reserved"),
    ]
    assert told["former"].isna().tolist() == [True, False, True]
    assert list(told["until"].isna()) == [False, True, False]


def test_without_promises_the_frames_are_empty(world: World) -> None:
    for query, frame in ((promises, frames.PROMISES), (steps, frames.PROMISE_STEPS)):
        told = query(world.connection, scope())
        assert list(told.columns) == frame.names
        assert told.empty
