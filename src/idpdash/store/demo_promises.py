"""The demonstration's promises: made by the same acts as any other, each step on its own day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, or_, select

from idpdash.store.ledger import advance, reserve
from idpdash.store.tables import Commitment, CommitmentStep, NeedStatement, OfferStatement, Upload
from idpdash.vocabulary import DEMO

MORNING = dt.time(8, 30)


def make_promises(store: Engine, told: Sequence[dict[str, Any]], *, by: str, today: dt.date) -> None:
    """Make promises (offer, need, quantity, steps with days_ago, status and reason), the first step reserving it.

    Step after step as the days went by, whatever promise they belong to.
    """
    steps = [
        (-step["days_ago"], order, number, step)
        for number, promise in enumerate(told)
        for order, step in enumerate(promise["steps"])
    ]
    made: dict[int, int] = {}
    for day, order, number, step in sorted(steps, key=lambda one: one[:3]):
        on = today + dt.timedelta(days=day)
        at = dt.datetime.combine(on, MORNING) + dt.timedelta(minutes=60 * order + number)
        if order:
            advance(store, made[number], step["status"], reason=step["reason"] or None, by=by, now=at, today=on)
            continue
        promise = told[number]
        ends = {"offer_code": promise["offer"], "need_code": promise["need"]}
        made[number] = reserve(store, quantity=promise["quantity"], by=by, now=at, today=on, **ends).number


def forget_promises(connection: Connection) -> None:
    """Remove every promise of or for what the demonstration told, those made by hand included."""
    demo = select(Upload.id).where(Upload.source == DEMO)
    offers = select(OfferStatement.offer_id).where(OfferStatement.upload_id.in_(demo))
    needs = select(NeedStatement.need_id).where(NeedStatement.upload_id.in_(demo))
    gone = or_(Commitment.offer_id.in_(offers), Commitment.need_id.in_(needs))
    numbers = list(connection.scalars(select(Commitment.id).where(gone)))
    connection.execute(delete(CommitmentStep).where(CommitmentStep.commitment_id.in_(numbers)))
    connection.execute(delete(Commitment).where(Commitment.id.in_(numbers)))
