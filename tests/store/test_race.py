"""Two hundred at once: nothing is promised twice, nobody who could be served goes without, and nobody sees an error."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Engine, func, select

from idpdash.store.ledger import Promise, reserve
from idpdash.store.tables import Commitment, CommitmentStep, Offer
from tests.racing import NOTHING, OFFERS, PROCESSES, THREADS, offered, race
from tests.store.made import NOW, TODAY

EACH = 20  # places of an offer: half of those who ask can be served


def promised(store: Engine) -> dict[str, int]:
    """Return how much is promised of each offer."""
    asked = select(Offer.code, func.sum(Commitment.quantity)).join(Commitment, Commitment.offer_id == Offer.id)
    with store.connect() as connection:
        return {code: int(quantity) for code, quantity in connection.execute(asked.group_by(Offer.code))}


def test_two_hundred_at_once_promise_each_place_once(store: Engine, url: str) -> None:
    offered(store, EACH)
    came = race(url, "ledger")
    assert came.errors == []
    assert came.served == OFFERS * EACH
    assert came.refused == [NOTHING] * (PROCESSES * THREADS - OFFERS * EACH)
    assert promised(store) == {f"O{number}": EACH for number in range(OFFERS)}
    with store.connect() as connection:
        steps = connection.execute(select(CommitmentStep.commitment_id, CommitmentStep.former)).all()
        numbers = connection.scalars(select(Commitment.id)).all()
    assert sorted(steps) == [(number, None) for number in sorted(numbers)]


def test_the_same_race_shows_who_reads_and_then_writes(store: Engine, url: str) -> None:
    """The race is one: without the queue of writers places are promised twice."""
    offered(store, EACH)
    came = race(url, "naive")
    assert came.errors == []
    assert max(promised(store).values()) > EACH


def test_a_double_click_makes_one_promise(store: Engine) -> None:
    offered(store, EACH)
    made, start = list[Promise](), threading.Barrier(8)
    who: dict[str, Any] = {"by": "desk", "now": NOW, "today": TODAY}

    def click() -> None:
        start.wait(30)
        made.append(reserve(store, offer_code="O1", need_code="N", quantity=3, token="click", **who))

    clicks = [threading.Thread(target=click) for _click in range(8)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(30)
    assert len(made) == 8
    assert len(set(made)) == 1
    assert promised(store) == {"O1": 3}
