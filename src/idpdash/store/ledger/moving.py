"""Moving a promise: one step on, or the last one back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select

from idpdash.columns import LARGEST_COUNT
from idpdash.errors import IdpdashError
from idpdash.formats import _, day
from idpdash.promises import LIVE, NEEDS_REASON, NEXT, TAKEN, status_name, status_on
from idpdash.store.engine import writing
from idpdash.store.ledger.promise import Promise, fit_each_other, fits, promise, settle_between
from idpdash.store.promised.ends import BY_NUMBER, Ends, ends
from idpdash.store.promised.steps import Step, move
from idpdash.store.record.act import text
from idpdash.store.rows import table_of
from idpdash.store.tables import Commitment, CommitmentStep, Layer
from idpdash.vocabulary import CommitmentStatus

LONGEST_REASON = 300


@dataclass(frozen=True)
class _Known:
    """A promise with its ends. status: as of the day; held: the day until which it was held, if it lapsed on it."""

    number: int
    quantity: int
    status: CommitmentStatus
    held: dt.date | None
    between: Ends


# What a promise becomes, and until when it is held then; refused by raising IdpdashError.
_Aim = Callable[[Connection, _Known], tuple[CommitmentStatus, dt.date | None]]


def advance(
    store: Engine,
    commitment: int,
    status: str,
    *,
    reason: str | None = None,
    by: str,
    now: dt.datetime,
    today: dt.date,
    token: str | None = None,
) -> Promise:
    """Move a promise one step on, and return it. Raises IdpdashError for a step that cannot be, or lacks its reason."""
    if status not in set(CommitmentStatus):
        raise IdpdashError(_("{status} is no status of a promise.").format(status=status))
    aim, why = CommitmentStatus(status), text(reason, LONGEST_REASON)

    def to(_connection: Connection, known: _Known) -> tuple[CommitmentStatus, dt.date | None]:
        if aim not in NEXT[known.status]:
            raise IdpdashError(_impossible(known, aim))
        if aim in NEEDS_REASON and why is None:
            words = _("Say why promise {number} is {status}.")
            raise IdpdashError(words.format(number=known.number, status=status_name(aim)))
        return aim, None

    return _move(store, commitment, to, Step(by, now, today, why, token), asked=aim)


def _impossible(known: _Known, aim: CommitmentStatus) -> str:
    """Return why a promise cannot become something, and what it can become."""
    told = {"number": known.number, "status": status_name(known.status), "aim": status_name(aim)}
    if known.held is not None:
        return _("Promise {number} lapsed: nobody accepted it by {day}. Promise anew.").format(
            **told, day=day(known.held)
        )
    if not NEXT[known.status]:
        return _("Promise {number} is {status}, and nothing follows that. Promise anew.").format(**told)
    by_hand = [one for one in NEXT[known.status] if one is not CommitmentStatus.LAPSED]
    possible = _(" or ").join(status_name(one) for one in by_hand)
    words = _("Promise {number} is {status}: it can become {possible}, but not {aim}.")
    return words.format(**told, possible=possible)


def take_back(
    store: Engine,
    commitment: int,
    *,
    by: str,
    now: dt.datetime,
    today: dt.date,
    token: str | None = None,
    surplus: bool = False,
) -> Promise:
    """Take the last step of a promise back, and return it: a step that leads to the status before.

    A promise that only began is declined. Taken back again, the step holds again. Raises IdpdashError where what it
    would claim again is no longer there; surplus: more than the need asks for is meant.
    """

    def to(connection: Connection, known: _Known) -> tuple[CommitmentStatus, dt.date | None]:
        steps = select(CommitmentStep).where(CommitmentStep.commitment_id == known.number)
        said = connection.execute(select(*steps.subquery().c).order_by("id")).all()
        if known.held is not None:
            raise IdpdashError(_impossible(known, known.status))
        if said[-1].former is None:
            return CommitmentStatus.DECLINED, None
        former = CommitmentStatus(said[-1].former)
        if former is not CommitmentStatus.RESERVED:
            return former, None
        until: dt.date = next(one.until for one in reversed(said) if one.status == former)
        if until < today:
            words = _("Promise {number} was held until {day}, which is past: promise anew.")
            raise IdpdashError(words.format(number=known.number, day=day(until)))
        return former, until

    step = Step(by, now, today, _("Taken back."), token)
    return _move(store, commitment, to, step, asked=None, surplus=surplus)


def _move(
    store: Engine, commitment: int, to: _Aim, step: Step, *, asked: CommitmentStatus | None, surplus: bool = False
) -> Promise:
    """Move a promise in one transaction. asked: the status that a repeated call must have led to (None: any)."""
    with writing(store, Layer.PROMISES) as connection:
        known = _known(connection, commitment, step.today)
        if step.token and (made := _made(connection, step.token)) is not None:
            if made.commitment_id != commitment or asked not in (None, made.status):
                words = _("This was sent before with other words and moved promise {number}: begin anew.")
                raise IdpdashError(words.format(number=made.commitment_id))
            return _told(known, known.status)
        aim, until = to(connection, known)
        anew = aim in TAKEN and known.status not in TAKEN
        if anew or (aim in LIVE and known.status not in LIVE):  # on its way again: its ends must stand
            fit_each_other(connection, known.between)
        if anew:
            fits(known.between, known.quantity, surplus=surplus)
        settle_between(connection, known.between, step)
        move(connection, commitment, aim, step, former=known.status, until=until)
        return _told(known, aim)


def _told(known: _Known, status: CommitmentStatus) -> Promise:
    """Return a promise of a status now, by what was taken of its ends before."""
    change = known.quantity * ((status in TAKEN) - (known.status in TAKEN))
    return promise(known.number, status, known.quantity, known.between, change=change)


def _made(connection: Connection, token: str) -> Any:
    """Return the step that an act with this token made, None if there is none."""
    return connection.execute(select(table_of(CommitmentStep)).where(CommitmentStep.token == token)).one_or_none()


def _known(connection: Connection, commitment: int, today: dt.date) -> _Known:
    """Return a promise with its ends, locked; IdpdashError where there is none of this number."""
    found = select(table_of(Commitment)).where(Commitment.id == commitment)
    row = connection.execute(found).one_or_none() if 0 < commitment <= LARGEST_COUNT else None
    if row is None:
        raise IdpdashError(_("There is no promise {number}.").format(number=commitment))
    keys = {"offer": row.offer_id, "need": row.need_id, "day": today}
    both = connection.execute(BY_NUMBER, keys).one_or_none()
    if both is None:
        words = _("The offer or the need of promise {number} was taken back: nothing can become of it.")
        raise IdpdashError(words.format(number=commitment))
    stored = CommitmentStatus(row.status)
    status = status_on(stored, row.until, today)
    held = row.until if status is not stored else None
    return _Known(row.id, row.quantity, status, held, ends(both))
