"""Reservations a second while 200 threads in 8 processes want the same 5 offers, beside a bare UPDATE … WHERE loop.

`python -m bench.ledger ROUNDS` races in a process of its own and prints one JSON object; its imports are large.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import run
from bench.report import Figure

TIMES = 5  # each thread takes so often
LEDGER, BARE = "reservations in the ledger", "bare UPDATE … WHERE"
WAYS = {LEDGER: "ledger", BARE: "bare"}


@dataclass(frozen=True)
class Rates:
    """Acts a second by database and way, the best of the rounds."""

    ways: dict[tuple[str, str], float]


def compare(*, rounds: int) -> Rates:
    """Run both races in turn, `rounds` times, on both databases (PostgreSQL only where its server is installed)."""
    _spent, said = run("-m", "bench.ledger", str(rounds), environment={})
    return Rates({(one["database"], one["way"]): one["rate"] for one in json.loads(said)["rates"]})


def figures(rates: Rates) -> list[Figure]:
    """Return how the bare loop's rate compares on each database: the ledger is to reach at least half of it."""
    kinds = dict.fromkeys(kind for kind, _way in rates.ways)
    ratios = {kind: rates.ways[kind, BARE] / rates.ways[kind, LEDGER] for kind in kinds}
    return [Figure(f"{kind}: bare UPDATE … WHERE ÷ reservations", ratio, 2.0, "×") for kind, ratio in ratios.items()]


def rows(rates: Rates) -> list[tuple[str, str]]:
    """Return what is printed of each way."""
    return [(f"{way}, {kind}", f"{rate:,.0f}") for (kind, way), rate in rates.ways.items()]


@contextmanager
def _file() -> Iterator[str]:
    """Yield the address of a new SQLite file."""
    with tempfile.TemporaryDirectory(prefix="idpdash-race-") as folder:
        yield f"sqlite:///{Path(folder) / 'store.sqlite3'}"


@contextmanager
def _database(server: Any) -> Iterator[str]:
    """Yield the address of a new database of a server."""
    with server.database() as name:
        yield server.url(name)


def _races(rounds: int) -> dict[tuple[str, str], float]:
    """Return the best rate by database and way."""
    from tests import postgresql

    best: dict[tuple[str, str], float] = {}
    with ExitStack() as stack:
        kinds: dict[str, Callable[[], AbstractContextManager[str]]] = {"SQLite": _file}
        if (programs := postgresql.programs()) is not None:
            server = stack.enter_context(postgresql.running(programs))
            kinds["PostgreSQL"] = lambda: _database(server)
        for _round in range(rounds):
            for kind, fresh in kinds.items():
                for name, way in WAYS.items():
                    with fresh() as url:
                        best[kind, name] = max(best.get((kind, name), 0.0), _rate(url, way))
    return best


def _rate(url: str, way: str) -> float:
    """Return acts a second of one race in an empty store; RuntimeError where it went wrong."""
    from idpdash.store.engine import engine
    from idpdash.store.migrate import migrate
    from tests.racing import OFFERS, PROCESSES, THREADS, offered, race, remainders

    all_of_them = PROCESSES * THREADS * TIMES
    store = engine.__wrapped__(url)
    migrate(store)
    offered(store, all_of_them // OFFERS)
    remainders(store, all_of_them // OFFERS)
    store.dispose()
    came = race(url, way, times=TIMES)
    if came.errors or came.refused or came.served != all_of_them:
        raise RuntimeError(f"{came.served} were served, not {all_of_them}: {came.errors[:3]} {came.refused[:3]}")
    return came.served / came.seconds


if __name__ == "__main__":
    found = _races(int(sys.argv[1]))
    print(json.dumps({"rates": [{"database": kind, "way": way, "rate": rate} for (kind, way), rate in found.items()]}))
