"""Who moved."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from idpdash import columns as c
from idpdash.store.tables.base import Base, not_negative, one_of
from idpdash.vocabulary import Basis, Direction, Reason

SEX_AGE = tuple(column.name for column in c.SEX_AGE)


class Movement(Base):
    """People who moved in a period: a flow. Summed as it stands, never spread over days.

    A missing origin_place_id is an origin not known, or not resolved: then `origin_as_written` says what stood there.
    """

    __tablename__ = "movements"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    period_start: Mapped[dt.date]
    period_end: Mapped[dt.date]
    direction: Mapped[Direction] = mapped_column(String(10))
    origin_place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    origin_as_written: Mapped[str | None] = mapped_column(String(200))
    destination_place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    destination_as_written: Mapped[str | None] = mapped_column(String(200))
    households: Mapped[int | None]
    individuals: Mapped[int]
    f_0_4: Mapped[int | None]
    f_5_11: Mapped[int | None]
    f_12_17: Mapped[int | None]
    f_18_59: Mapped[int | None]
    f_60_plus: Mapped[int | None]
    f_unknown: Mapped[int | None]
    m_0_4: Mapped[int | None]
    m_5_11: Mapped[int | None]
    m_12_17: Mapped[int | None]
    m_18_59: Mapped[int | None]
    m_60_plus: Mapped[int | None]
    m_unknown: Mapped[int | None]
    u_unknown: Mapped[int | None]
    reason: Mapped[Reason | None] = mapped_column(String(20))
    reason_as_written: Mapped[str | None] = mapped_column(String(120))
    priority_need: Mapped[str | None] = mapped_column(String(120))
    basis: Mapped[Basis | None] = mapped_column(String(10))
    operation: Mapped[str | None] = mapped_column(String(120))
    record_id: Mapped[str | None] = mapped_column(String(80))
    __table_args__ = (
        CheckConstraint("period_start <= period_end", name="period_in_order"),
        one_of("direction", Direction),
        one_of("reason", Reason),
        one_of("basis", Basis),
        not_negative("individuals", "households", *SEX_AGE),
        # covers the flows of a period without touching the table
        Index(
            "ix_movements_flow",
            "period_end",
            "period_start",
            "direction",
            "destination_place_id",
            "origin_place_id",
            "upload_id",
            "superseded_by",
            "individuals",
        ),
    )
