"""How far the facts reach: newest day, last reporting period, and whether there is any fact."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash import frames
from idpdash.scope import Scope
from idpdash.store.tables import (
    Movement,
    NeedStatement,
    Occupancy,
    OfferStatement,
    Site,
    SiteStatement,
    Upload,
    UploadStatus,
)
from idpdash.vocabulary import DEMO


def extent(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.EXTENT`, one row, of the whole store whatever is asked for: `reach`, and if there is a fact."""
    return frames.EXTENT.typed(reach(connection, scope).assign(any_fact=_any_fact(connection)))


def reach(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.REACH`, one row: how far the facts reach, without counting them.

    Missing days: no such facts. The last reporting period is judged on scope.as_of.
    """
    newest_end = connection.scalar(_newest_end())
    newest_count = connection.scalar(_newest_count())
    last_end = connection.scalar(_newest_end(scope.as_of))
    lasting: Any = select(func.max(Upload.longest_period_days)).where(Upload.status == UploadStatus.LIVE)
    fictional = select(Upload.id).where(Upload.source == DEMO, Upload.status == UploadStatus.LIVE).limit(1)
    row: dict[str, Any] = {
        "newest_fact": max((day for day in (newest_end, newest_count) if day), default=None),
        "newest_period_end": newest_end,
        "last_period_start": _start_of(connection, last_end),
        "last_period_end": last_end,
        "longest_period_days": connection.scalar(lasting),
        "fictional": connection.scalar(fictional) is not None,
    }
    return frames.REACH.typed(pd.DataFrame([row], dtype=object))


def _newest_end(until: dt.date | None = None) -> Any:
    """Return the newest period end (not after a day), as a statement that reads one entry of the index."""
    newest = select(Movement.period_end).where(Movement.superseded_by.is_(None))
    if until is not None:
        newest = newest.where(Movement.period_end <= until)
    return newest.order_by(Movement.period_end.desc()).limit(1)


def _newest_count() -> Any:
    """Return the newest day of a count, as a statement: one look into the index a site."""
    last = (
        select(Occupancy.counted_on)
        .where(Occupancy.site_id == Site.id, Occupancy.superseded_by.is_(None))
        .order_by(Occupancy.counted_on.desc())
        .limit(1)
        .correlate(Site)
        .scalar_subquery()
    )
    return select(func.max(select(last.label("counted_on")).select_from(Site).subquery("last").c.counted_on))


def _start_of(connection: Connection, period_end: dt.date | None) -> dt.date | None:
    """Return the earliest start of the movements whose period ends on a day."""
    earliest = select(func.min(Movement.period_start))
    return connection.scalar(earliest.where(Movement.period_end == period_end, Movement.superseded_by.is_(None)))


def _any_fact(connection: Connection) -> bool:
    """Return whether there is any fact; the first row of a kind tells it, nothing is counted."""
    facts = (
        select(Movement.id).where(Movement.superseded_by.is_(None)),
        select(Occupancy.id).where(Occupancy.superseded_by.is_(None)),
        *(select(statement.id) for statement in (SiteStatement, NeedStatement, OfferStatement)),
    )
    return any(connection.scalar(fact.limit(1)) is not None for fact in facts)
