"""Steps of promises: each is written beside the promise that it moves, and none is ever changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from idpdash.formats import _
from idpdash.store.promised.ends import lapsed_on
from idpdash.store.rows import table_of
from idpdash.store.tables import Commitment, CommitmentStep
from idpdash.vocabulary import CommitmentStatus

NOBODY = "idpdash"  # who writes that a promise has lapsed: no person decides it
_COMMITMENTS, _STEPS = table_of(Commitment), table_of(CommitmentStep)
_INSERT = insert(_STEPS)
_MOVE = update(_COMMITMENTS).where(_COMMITMENTS.c.id == bindparam("number"))


@dataclass(frozen=True)
class Step:
    """Who makes a step, when and why. now: UTC; today: the day of it; token: makes a repeated call the same step."""

    by: str
    now: dt.datetime
    today: dt.date
    reason: str | None = None
    token: str | None = None


def write_step(
    connection: Connection,
    number: int,
    status: CommitmentStatus,
    step: Step,
    *,
    former: CommitmentStatus | None,
    until: dt.date | None = None,
) -> None:
    """Keep one step of a promise."""
    row = {
        "commitment_id": number,
        "status": status,
        "former": former,
        "until": until,
        "made_at": step.now,
        "made_on": step.today,
        "made_by": step.by[:120],
        "reason": step.reason,
        "token": step.token,
    }
    connection.execute(_INSERT, row)


def move(
    connection: Connection,
    number: int,
    status: CommitmentStatus,
    step: Step,
    *,
    former: CommitmentStatus,
    until: dt.date | None = None,
) -> None:
    """Move a promise and keep the step. until: while it is only reserved."""
    connection.execute(_MOVE.values(status=status, until=until), {"number": number})
    write_step(connection, number, status, step, former=former, until=until)


def settle(connection: Connection, among: ColumnElement[bool], step: Step) -> None:
    """Write that promises have lapsed which nobody accepted in time. among: which are looked at."""
    found = select(Commitment.id, Commitment.until).where(among, lapsed_on(step.today)).order_by(Commitment.id)
    for number, until in connection.execute(found).all():
        reason = _("Nobody accepted it by {day}.").format(day=until)
        lapsing = replace(step, by=NOBODY, reason=reason, token=None)
        move(connection, number, CommitmentStatus.LAPSED, lapsing, former=CommitmentStatus.RESERVED)
