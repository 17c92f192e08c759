"""Writes beside readers: reservations one after another while four processes read the key figures over and over.

`python -m bench.beside WRITTEN OTHER` measures in a process of its own and prints one JSON object; its imports are
large. WRITTEN and OTHER are addresses of two stores alike.

Readers need processors too, and a machine has few: that alone slows a writer, whatever the store does. So two things
are compared, each with what is like it but for the store. Readers that hold one consistent view of the written store
open and do nothing: beside no reader. Readers that read the written store without a pause: beside the same ones
reading OTHER, which is the same work in another store.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection as Pipe
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING, Any

from bench.land import TODAY
from bench.loading import settings
from bench.processes import run
from bench.report import Figure

if TYPE_CHECKING:
    from sqlalchemy import Engine

READERS, ROUNDS = 4, 4
WRITES, WARM = 500, 200  # beside each kind of readers, each round; before all that counts
PATIENCE = 120.0  # seconds for a reader to answer
MOST_SLOWER = 1.2
NOBODY, HOLDING = "no reader", "4 readers hold a view open"
ELSEWHERE, READING = "4 read another store like it", "4 read the store"
KINDS = (NOBODY, HOLDING, ELSEWHERE, READING)


@dataclass(frozen=True)
class Pace:
    """How writes went beside one kind of readers. slowest: milliseconds of the slowest; reads: of all readers."""

    writes: int
    seconds: float
    slowest: float
    reads: int

    def __add__(self, other: Pace) -> Pace:
        """Return both together."""
        return Pace(
            self.writes + other.writes,
            self.seconds + other.seconds,
            max(self.slowest, other.slowest),
            self.reads + other.reads,
        )

    @property
    def milliseconds(self) -> float:
        """Return the time of a write in the mean."""
        return self.seconds / self.writes * 1000


Paces = dict[str, Pace]  # by kind of readers


def compare(written: str, other: str) -> Paces:
    """Measure on two stores alike."""
    _spent, said = run("-m", "bench.beside", written, other, environment=settings(written))
    return {kind: Pace(**pace) for kind, pace in json.loads(said).items()}


def rows(database: str, paces: Paces) -> list[tuple[str, ...]]:
    """Return what is printed of each kind of readers."""
    return [
        (
            f"{database}, {kind}",
            f"{pace.writes / pace.seconds:,.0f}",
            f"{pace.milliseconds:.1f}",
            f"{pace.slowest:,.0f}",
            f"{pace.reads / pace.seconds:.1f}",
        )
        for kind, pace in paces.items()
    ]


def figures(database: str, paces: Paces) -> list[Figure]:
    """Return how much longer a write takes beside readers of its store than beside none of it."""
    pairs = (("views held open", HOLDING, NOBODY), ("readers", READING, ELSEWHERE))
    return [
        Figure(
            f"{database}: a write beside {what} ÷ without",
            paces[kind].milliseconds / paces[control].milliseconds,
            MOST_SLOWER,
            "×",
        )
        for what, kind, control in pairs
    ]


def _measure(written: str, other: str) -> Paces:
    """Return the paces, of all rounds together. Each round turns the order round."""
    from bench.promised import fitting
    from idpdash.store.engine import engine

    store, pairs, found = engine(written), cycle(fitting()), dict[str, Pace]()
    with _readers(written, other) as readers:
        _write(store, islice(pairs, WARM))
        for number in range(ROUNDS):
            for kind in KINDS if number % 2 == 0 else KINDS[::-1]:
                with readers.at(kind) as reads:
                    pace = _write(store, islice(pairs, WRITES))
                pace += Pace(0, 0, 0, sum(reads))
                found[kind] = found[kind] + pace if kind in found else pace
    store.dispose()
    return {kind: found[kind] for kind in KINDS}


def _write(store: Engine, pairs: Iterator[tuple[str, str]]) -> Pace:
    """Reserve one piece for each pair of an offer and a need, one after another."""
    from idpdash.store.ledger import reserve

    now, slowest, writes = dt.datetime.combine(TODAY, dt.time(9)), 0.0, 0
    began = before = time.perf_counter()
    for offer, need in pairs:
        reserve(store, offer_code=offer, need_code=need, quantity=1, by="desk", now=now, today=TODAY, surplus=True)
        after = time.perf_counter()
        slowest, before, writes = max(slowest, after - before), after, writes + 1
    return Pace(writes, before - began, slowest * 1000, 0)


class Readers:
    """Processes that read, as they are told."""

    def __init__(self, pipes: list[Pipe], stop: Event) -> None:
        """Take the ends by which they are told."""
        self._pipes = pipes
        self._stop = stop

    def tell(self, said: str) -> list[Any]:
        """Tell all of them something, and return what they answer."""
        for pipe in self._pipes:
            pipe.send(said)
        return self._answers()

    def _answers(self) -> list[Any]:
        """Return one answer of each."""
        found = list[Any]()
        for pipe in self._pipes:
            if not pipe.poll(PATIENCE):
                raise RuntimeError("A reader does not answer.")
            found.append(pipe.recv())
        return found

    @contextmanager
    def at(self, kind: str) -> Iterator[list[int]]:
        """Let them be readers of one kind; in the end the list holds how many reads each began meanwhile."""
        reads = list[int]()
        self._stop.clear()
        self.tell(kind)
        yield reads
        self._stop.set()
        reads.extend(self._answers())


@contextmanager
def _readers(written: str, other: str) -> Iterator[Readers]:
    """Start the readers, and stop them in the end."""
    context = multiprocessing.get_context("spawn")
    stop, pipes = context.Event(), list[Pipe]()
    started = []
    for _number in range(READERS):
        ours, theirs = context.Pipe()
        pipes.append(ours)
        started.append(context.Process(target=_reader, args=(written, other, theirs, stop), daemon=True))
        started[-1].start()
    try:
        readers = Readers(pipes, stop)
        readers.tell("warm")
        yield readers
    finally:
        for process in started:
            process.kill()
            process.join()


def _reader(written: str, other: str, told: Pipe, stop: Event) -> None:
    """Do what is told until the stop, and answer twice: when it begins, and how many reads it began meanwhile."""
    from idpdash.answers.question import resolve
    from idpdash.answers.summary import summary
    from idpdash.queries import reader
    from idpdash.store.engine import data_version, engine, reading

    def read(url: str) -> None:
        """Read the key figures once."""
        with reading(engine(url)) as connection:
            ask = reader(connection)
            summary(ask, resolve(ask, today=TODAY, from_day=None, to_day=None, as_of=None, places=()))

    while True:
        kind = told.recv()
        if kind == "warm":
            read(written)
            read(other)
            told.send(0)
            continue
        reads = 0
        if kind == HOLDING:
            with reading(engine(written)) as connection:
                data_version(connection)  # the view is of this moment
                told.send(0)
                stop.wait(PATIENCE)
        else:
            told.send(0)
            while kind != NOBODY and not stop.is_set():
                read(written if kind == READING else other)
                reads += 1
        told.send(reads)


if __name__ == "__main__":
    print(json.dumps({kind: asdict(pace) for kind, pace in _measure(*sys.argv[1:3]).items()}))
