"""The same on a PostgreSQL server that the benchmark starts: check and load, and writes beside readers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine

from bench import beside
from bench.beside import Paces
from bench.loading import LOAD, Costs, Country, settings
from bench.processes import run, timed
from bench.report import Figure, Spent
from tests import postgresql
from tests.postgresql import Server

PLAIN = "plain driver insert"


@contextmanager
def _country(server: Server, country: Country) -> Iterator[str]:
    """Yield the name of a database with all but the movements."""
    with server.database() as name:
        country.fill(server.url(name))
        yield name


def compare(country: Country, *, rows: int, rounds: int) -> tuple[Costs, Paces] | None:
    """Measure both ways in turn, `rounds` times, and writes beside readers of what was loaded last.

    None where PostgreSQL's server is not installed.
    """
    programs = postgresql.programs()
    if programs is None:
        return None
    costs: dict[str, list[Spent]] = {LOAD: [], PLAIN: []}
    with postgresql.running(programs) as server, _country(server, country) as base:
        for number in range(rounds):
            with server.database(base) as name:
                costs[LOAD].append(_load(server.url(name), country, rows))
                if number == rounds - 1:
                    paces = _beside(server, name)
            with server.database() as name:
                costs[PLAIN].append(timed("driver_postgresql", str(country.million), server.url(name), environment={}))
    return Costs({way: min(spent, key=lambda one: one.seconds) for way, spent in costs.items()}), paces


def _beside(server: Server, name: str) -> Paces:
    """Measure writes to a database beside readers of it, and of another one like it."""
    made = create_engine(server.url(name), isolation_level="AUTOCOMMIT")
    with made.connect() as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")  # as a server does by itself in time
    made.dispose()
    with server.database(name) as other:
        return beside.compare(server.url(name), server.url(other))


def _load(database: str, country: Country, rows: int) -> Spent:
    """Load the movements and see that they are there."""
    spent, said = run("-m", "idpdash", *country.load_movements, environment=settings(database))
    loaded = json.loads(said)["rows_loaded"]
    if loaded != rows:
        raise RuntimeError(f"{loaded} rows were loaded, not {rows}: {said[:2_000]}")
    return spent


def figures(costs: Costs) -> list[Figure]:
    """Return the ratio of times on the wall: the server works beside the process that asks it."""
    ratio = costs.of(LOAD).seconds / costs.of(PLAIN).seconds
    return [Figure("on PostgreSQL, by the clock: check and load ÷ plain driver insert", ratio, 1.5, "×")]
