"""Flows, series and what they are made of."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from idpdash.measures import arrivals as moving
from idpdash.queries import arrivals
from idpdash.queries.places import cities
from tests.factories import World, scope, two_regions


def test_only_live_rows_whose_period_ends_in_time(world: World) -> None:
    """A row counts whole where its period ends; superseded rows never count."""
    two_regions(world)
    world.move("galt", 1, since="10-01", on="10-26")
    world.move("galt", 2, since="11-01", on="11-24")
    world.move("galt", 4, on="10-25")
    world.move("galt", 8, since="11-24", on="11-25")
    world.move("galt", 16, superseded_by=world.upload())
    assert moving.totals(arrivals.flows(world.connection, scope())).arrivals == 3


def test_within_is_one_city_or_one_place(world: World) -> None:
    """Two districts of one city are within; without a city only the same place is; a missing origin is unknown."""
    two_regions(world)
    world.move("marrow", 1, of="marrow-2")
    world.move("heath", 2, of="heath")
    world.move("heath", 4, of="west")
    world.move("galt", 8, of="marrow")
    world.move("galt", 16)
    totals = moving.totals(arrivals.flows(world.connection, scope()))
    assert (totals.within_place, totals.between_places, totals.origin_unknown) == (3, 12, 16)


def test_kind_does_not_change_with_the_filter(world: World) -> None:
    """A move from outside the chosen places stays a move between places."""
    two_regions(world)
    world.move("galt", 8, of="velda")
    totals = moving.totals(arrivals.flows(world.connection, scope("10-26", "11-24", "east")))
    assert (totals.arrivals, totals.between_places, totals.departures) == (8, 8, 0)


def test_departures_are_derived_only_of_sources_that_report_none(world: World) -> None:
    """A source that reports departures is believed; the rule looks at its whole period, whatever is asked for."""
    two_regions(world)
    world.move("galt", 8, of="velda", upload_id=world.upload(source="silent"))
    world.move("galt", 16, of="velda", upload_id=world.upload(source="telling"))
    world.move("heath", 32, of="galt", direction="departure", upload_id=world.upload(source="telling"))
    for asked, departures in (((), 40), (("velda",), 8), (("galt",), 32), (("heath",), 0)):
        totals = moving.totals(arrivals.flows(world.connection, scope("10-26", "11-24", *asked)))
        assert totals.departures == departures, asked


def test_reported_departure_of_unknown_origin(world: World) -> None:
    """It counts where everything is asked for, and from no chosen place."""
    two_regions(world)
    world.move("galt", 5, direction="departure")
    assert moving.totals(arrivals.flows(world.connection, scope())).departures == 5
    assert moving.totals(arrivals.flows(world.connection, scope("10-26", "11-24", "galt"))).departures == 0


def test_returns_and_onward_by_where_they_went(world: World) -> None:
    """Returns and onward moves are told apart, by their destination, and are no arrivals."""
    two_regions(world)
    world.move("galt", 3, of="velda", direction="return")
    world.move("velda", 4, of="galt", direction="onward")
    totals = moving.totals(arrivals.flows(world.connection, scope("10-26", "11-24", "galt")))
    assert (totals.arrivals, totals.returns, totals.onward) == (0, 3, 0)


@pytest.mark.parametrize("asked", [(), ("east",), ("velda",), ("heath", "galt")])
def test_series_and_flows_agree(world: World, asked: tuple[str, ...]) -> None:
    """The series sums to the totals, direction by direction, derived departures included."""
    two_regions(world)
    for origin, to, people in (
        ("velda", "galt", 1),
        ("marrow-2", "marrow", 2),
        ("heath", "heath", 32),
        (None, "heath", 4),
        ("heath", "west", 8),
    ):
        world.move(to, people, of=origin, on="11-03")
        world.move(to, people * 16, of=origin, on="11-04", direction="return")
    world.move("velda", 1024, of="galt", direction="departure", upload_id=world.upload(source="telling"))
    question = scope("10-26", "11-24", *asked)
    totals = moving.totals(arrivals.flows(world.connection, question))
    series = arrivals.series(world.connection, question).groupby("direction")["individuals"].sum()
    for direction, expected in (
        ("arrival", totals.arrivals),
        ("departure", totals.departures),
        ("return", totals.returns),
    ):
        assert series.get(direction, 0) == expected
    by_city = moving.by_city(arrivals.flows(world.connection, question), cities(world.connection, question))
    of_cities = arrivals.city_series(world.connection, question)["individuals"].sum()
    assert of_cities == totals.arrivals - by_city["arrivals"].iloc[-1]


def test_reasons_and_sex_age_keep_missing_missing(world: World) -> None:
    """A reason nobody gave is its own row; a band nobody told is missing, not zero."""
    two_regions(world)
    world.move("galt", 3, reason="conflict", f_0_4=0, m_18_59=2)
    world.move("galt", 4)
    reasons = arrivals.reasons(world.connection, scope())
    assert reasons["individuals"].tolist() == [4, 3]
    assert reasons["reason"].isna().tolist() == [True, False]
    told = arrivals.sex_age(world.connection, scope()).iloc[0]
    assert (told["f_0_4"], told["m_18_59"], told["individuals"]) == (0, 2, 7)
    assert told.isna().sum() == 11


def test_flows_of_a_period_read_the_covering_index_only(world: World) -> None:
    """The flows of a month never touch the table of movements."""
    seen: list[tuple[str, Any]] = []

    def keep(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        seen.append((statement, parameters))

    event.listen(world.connection, "before_cursor_execute", keep)
    arrivals.flows(world.connection, scope())
    [(statement, parameters)] = [one for one in seen if "sum(movements.individuals)" in one[0]]
    explain, covering = "EXPLAIN QUERY PLAN", "COVERING INDEX ix_movements_flow"
    if world.connection.dialect.name == "postgresql":
        explain, covering = "EXPLAIN", "Index Only Scan using ix_movements_flow"
        for other in ("seqscan", "bitmapscan"):  # what it would rather do while the table is empty
            world.connection.exec_driver_sql(f"SET LOCAL enable_{other} = off")
    plan = world.connection.exec_driver_sql(f"{explain} {statement}", parameters)
    assert covering in " ".join(str(row) for row in plan)
