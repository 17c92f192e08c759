"""How far the facts reach, and the list of uploads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from idpdash.queries import uploads
from idpdash.queries.extent import extent
from idpdash.store import tables as t
from tests.factories import World, day, scope, two_regions


def test_newest_fact_is_the_later_of_period_and_count(world: World) -> None:
    """Live period ends and counts make the newest fact; capacities, needs and offers do not."""
    two_regions(world)
    world.move("galt", 1, since="10-01", on="10-31", upload_id=world.upload(longest_period_days=31))
    world.move("galt", 1, since="11-01", on="11-30")
    world.move("galt", 1, on="12-05", superseded_by=world.upload())
    world.site("S", "galt", since="12-20")
    world.count("S", 1, on="11-15")
    world.need("N", "galt", 1, needed_by=day("12-24"))
    known = extent(world.connection, scope("11-20", "11-20")).iloc[0]
    assert known["newest_fact"] == pd.Timestamp(2026, 11, 30)
    assert (known["last_period_start"], known["last_period_end"]) == (
        pd.Timestamp(2026, 10, 1),
        pd.Timestamp(2026, 10, 31),
    )
    assert known["longest_period_days"] == 31
    assert known["any_fact"]
    last = extent(world.connection, scope("10-31", "10-31")).iloc[0]["last_period_end"]
    assert last == pd.Timestamp(2026, 10, 31)  # the last day of the period is in it
    world.count("S", 1, on="12-01")
    assert extent(world.connection, scope()).iloc[0]["newest_fact"] == pd.Timestamp(2026, 12, 1)


def test_fictional_while_the_demonstration_is_live(world: World) -> None:
    """Undone demonstration data is no longer fictional data on the screen."""
    world.upload(source="demo", status="undone")
    assert not extent(world.connection, scope()).iloc[0]["fictional"]
    world.upload(source="demo")
    assert extent(world.connection, scope()).iloc[0]["fictional"]


def test_empty_store_knows_no_day(world: World) -> None:
    """Without facts days are missing; cities alone and what was superseded are no facts."""
    two_regions(world)
    world.move("galt", 1, on="12-05", superseded_by=world.upload())
    known = extent(world.connection, scope()).iloc[0]
    assert pd.isna(known["newest_fact"])
    assert not known["any_fact"]


@pytest.mark.parametrize("fact", ["movement", "site", "need", "offer"])
def test_one_fact_of_any_kind_makes_a_store_hold_facts(world: World, fact: str) -> None:
    two_regions(world)
    make: dict[str, Callable[[], object]] = {
        "movement": lambda: world.move("galt", 1, on="12-05"),
        "site": lambda: world.site("S", "galt"),
        "need": lambda: world.need("N", "galt", 1),
        "offer": lambda: world.offer("O", "galt", 1),
    }
    make[fact]()
    assert extent(world.connection, scope()).iloc[0]["any_fact"]


def test_uploads_newest_first_with_what_waits(world: World) -> None:
    """Every upload is listed; what waits of one taken back does not wait any more."""
    first, second = world.upload(loaded_at=dt.datetime(2026, 11, 1)), world.upload(status="undone")
    for upload in (first, first, second):
        world.row(t.WaitingRow, upload_id=upload, layout="movements", row_number=7, cells="{}", issues="[]")
    listed = uploads.uploads(world.connection, scope())
    assert listed["upload"].tolist() == [second, first]
    assert listed["rows_waiting"].tolist() == [1, 2]
    assert uploads.waiting(world.connection, scope())["upload"].tolist() == [first, first]
    assert uploads.data_version(world.connection) == 0
