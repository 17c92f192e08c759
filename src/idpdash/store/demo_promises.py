"""The demonstration's promises: made by the same acts as any other, each step on its own day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, or_, select

from idpdash.store.engine import reading
from idpdash.store.ledger import advance, reserve
from idpdash.store.tables import Commitment, CommitmentStep, NeedStatement, OfferStatement, Upload
from idpdash.vocabulary import DEMO

MORNING = dt.time(8, 30)


def make_promises(store: Engine, told: Sequence[dict[str, Any]], *, by: str, today: dt.date) -> None:
    """Make promises (offer, need, quantity, steps with days_ago, status and reason), the first step reserving it.

    Step after step as the days went by, whatever promise they belong to. Each has a token of its own: where the work
    broke off, the rest is made when this is called again, and where all was made, nothing is.
    """
    if _made(store, told, by):
        return
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
            why, token = step["reason"] or None, _token(number, order)
            advance(store, made[number], step["status"], reason=why, by=by, now=at, today=on, token=token)
            continue
        promise = told[number]
        ends = {"offer_code": promise["offer"], "need_code": promise["need"]}
        asked = {"quantity": promise["quantity"], "token": _token(number, order)}
        made[number] = reserve(store, **ends, **asked, by=by, now=at, today=on).number


def _token(number: int, order: int) -> str:
    """Return the token of one step of one promise."""
    return f"{DEMO} {number} {order}"


def _made(store: Engine, told: Sequence[dict[str, Any]], by: str) -> bool:
    """Return whether all steps are made; those that an earlier version made have no tokens, and were made at once."""
    with reading(store) as connection:
        first = select(Commitment.id).join(CommitmentStep, CommitmentStep.commitment_id == Commitment.id)
        first = first.where(CommitmentStep.made_by == by, CommitmentStep.former.is_(None), Commitment.token.is_(None))
        if connection.scalar(first.limit(1)) is not None:
            return True
        tokens = {*connection.scalars(select(Commitment.token)), *connection.scalars(select(CommitmentStep.token))}
    return {_token(number, order) for number, one in enumerate(told) for order in range(len(one["steps"]))} <= tokens


def forget_promises(connection: Connection) -> None:
    """Remove every promise of or for what the demonstration told, those made by hand included."""
    demo = select(Upload.id).where(Upload.source == DEMO)
    offers = select(OfferStatement.offer_id).where(OfferStatement.upload_id.in_(demo))
    needs = select(NeedStatement.need_id).where(NeedStatement.upload_id.in_(demo))
    gone = or_(Commitment.offer_id.in_(offers), Commitment.need_id.in_(needs))
    numbers = list(connection.scalars(select(Commitment.id).where(gone)))
    connection.execute(delete(CommitmentStep).where(CommitmentStep.commitment_id.in_(numbers)))
    connection.execute(delete(Commitment).where(Commitment.id.in_(numbers)))
