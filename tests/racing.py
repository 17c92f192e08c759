"""Many threads in many processes that want the same few offers at once; and the ways in which they may take of them.

`ledger` is the way of idpdash. `naive` reads what is left and then writes, as one would who does not think of others.
`bare` is the cheapest way that holds, against which speed is measured: one UPDATE of a stored remainder. It cannot know
of promises that lapse, of their needs, nor of their history.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from sqlalchemy import Engine, func, insert, select, text

from idpdash.errors import IdpdashError
from idpdash.store.engine import engine, reading, writing
from idpdash.store.identities import one
from idpdash.store.ledger import reserve
from idpdash.store.record import record_need, record_offer
from idpdash.store.tables import Commitment, Need, Offer
from idpdash.vocabulary import CommitmentStatus
from tests.store.made import NOW, TODAY, cities, loaded

PROCESSES, THREADS, OFFERS = 8, 25, 5
PATIENCE = 120  # seconds after which a race has failed
NOTHING = "nothing left"

# Takes one of an offer (by its place among the offers) for a key; None, or why not.
Take = Callable[[int, str], str | None]


@dataclass(frozen=True)
class Outcome:
    """What came of a race. served: how many were, refused: what the others were told; errors: anything else."""

    served: int
    refused: list[str]
    errors: list[str]
    seconds: float


def offered(store: Engine, each: int) -> None:
    """Fill an empty store with offers of `each` places, O0 to O4, and one need that would take them all."""
    loaded(store, cities("galt", "marrow"))
    who: dict[str, Any] = {"item": "places", "by": "desk", "now": NOW}
    for number in range(OFFERS):
        record_offer(store, offer_code=f"O{number}", city_code="galt", quantity=each, **who)
    record_need(store, need_code="N", city_code="marrow", quantity=10 * OFFERS * each, **who)


def remainders(store: Engine, each: int) -> None:
    """Make the table that the bare way needs."""
    with store.begin() as connection:
        connection.execute(text("CREATE TABLE remainders (number INTEGER PRIMARY KEY, remaining INTEGER)"))
        rows = [{"number": number, "remaining": each} for number in range(OFFERS)]
        connection.execute(text("INSERT INTO remainders VALUES (:number, :remaining)"), rows)


def _ledger(url: str) -> Take:
    """Take by the ledger."""
    store = engine.__wrapped__(url)
    who: dict[str, Any] = {"by": "desk", "now": NOW, "today": TODAY}

    def take(offer: int, key: str) -> str | None:
        try:
            reserve(store, offer_code=f"O{offer}", need_code="N", quantity=1, token=key, **who)
        except IdpdashError as error:
            return NOTHING if error.exit_code == 1 and "Nothing is left" in str(error) else repr(error)
        return None

    return take


def _naive(url: str) -> Take:
    """Read, then write."""
    store = engine.__wrapped__(url)
    status, until = CommitmentStatus.RESERVED, TODAY + dt.timedelta(days=3)

    def take(offer: int, _key: str) -> str | None:
        with reading(store) as connection:
            number, need = one(connection, Offer, f"O{offer}"), one(connection, Need, "N")
            taken = connection.scalar(select(func.sum(Commitment.quantity)).where(Commitment.offer_id == number)) or 0
            each = connection.scalar(text("SELECT quantity FROM offer_statements WHERE offer_id = :o"), {"o": number})
        if taken >= each:
            return NOTHING
        row = {"offer_id": number, "need_id": need, "quantity": 1, "status": status, "until": until}
        with writing(store) as connection:
            connection.execute(insert(Commitment), row)
        return None

    return take


def _bare(url: str) -> Take:
    """Lower a stored remainder: one statement in one transaction of the same engine."""
    store = engine.__wrapped__(url)
    lower = text("UPDATE remainders SET remaining = remaining - 1 WHERE number = :number AND remaining >= 1")

    def take(offer: int, _key: str) -> str | None:
        with store.connect().execution_options(write=True) as connection, connection.begin():
            return None if connection.execute(lower, {"number": offer}).rowcount else NOTHING

    return take


WAYS: dict[str, Callable[[str], Take]] = {"ledger": _ledger, "naive": _naive, "bare": _bare}


def race(url: str, way: str, *, processes: int = PROCESSES, threads: int = THREADS, times: int = 1) -> Outcome:
    """Let everybody take one, `times` times, of the first offer of which there is one left. Seconds: start to end."""
    context = multiprocessing.get_context("forkserver")  # imports once, then makes processes at once
    context.set_forkserver_preload([__name__])
    gate, answers = context.Barrier(processes), context.Queue()
    started = [
        context.Process(target=_process, args=(url, way, number, threads, times, gate, answers), daemon=True)
        for number in range(processes)
    ]
    for process in started:
        process.start()
    try:
        told = [answers.get(timeout=PATIENCE) for _process in started]
    finally:
        for process in started:
            process.join(5)
            if process.is_alive():
                process.kill()
    return Outcome(
        sum(served for served, *_rest in told),
        [one for _served, refused, *_rest in told for one in refused],
        [one for _served, _refused, errors, *_rest in told for one in errors],
        max(end for *_rest, end in told) - min(start for *_rest, start, _end in told),
    )


def _process(url: str, way: str, number: int, threads: int, times: int, gate: Any, answers: Any) -> None:
    """Take in many threads of one process, and tell what came of it."""
    served, refused, errors = list[int](), list[str](), list[str]()
    take, ready = WAYS[way](url), threading.Barrier(threads + 1)

    def thread(place: int) -> None:
        ready.wait(PATIENCE)
        for again in range(times):
            first = number * threads + place + again
            said: str | None = NOTHING
            for offer in islice(cycle(range(OFFERS)), first % OFFERS, first % OFFERS + OFFERS):
                try:
                    said = take(offer, f"{number}-{place}-{again}-{offer}")
                except Exception as error:  # noqa: BLE001 - whatever it is, the race has failed
                    errors.append(repr(error))
                    break
                if said is None:
                    served.append(offer)
                    break
            else:
                refused.append(said or "")

    all_of_them = [threading.Thread(target=thread, args=(place,), daemon=True) for place in range(threads)]
    for started in all_of_them:
        started.start()
    gate.wait(PATIENCE)
    start = time.monotonic()
    ready.wait(PATIENCE)
    for started in all_of_them:
        started.join(PATIENCE)
    errors += ["a thread never came back" for started in all_of_them if started.is_alive()]
    answers.put((len(served), refused, errors, start, time.monotonic()))
