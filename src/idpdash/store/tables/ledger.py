"""What was promised of an offer for a need, step by step; and what a coordinator chose."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from idpdash.store.tables.base import Base, one_of
from idpdash.vocabulary import CommitmentStatus


class Commitment(Base):
    """One promise: so much of an offer for a need, in the unit of their item. The quantity never changes.

    status: of its last step. until: the last day on which it is held while it is only reserved (else missing).
    token: makes a repeated call the same promise.
    """

    __tablename__ = "commitments"
    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("needs.id"))
    quantity: Mapped[int]
    status: Mapped[CommitmentStatus] = mapped_column(String(10))
    until: Mapped[dt.date | None]
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        one_of("status", CommitmentStatus),
        Index(None, "offer_id"),
        Index(None, "need_id"),
    )


class CommitmentStep(Base):
    """One step of a promise, never changed: who made it, when, why, and what held before (missing: it began)."""

    __tablename__ = "commitment_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    status: Mapped[CommitmentStatus] = mapped_column(String(10))
    former: Mapped[CommitmentStatus | None] = mapped_column(String(10))
    until: Mapped[dt.date | None]
    made_at: Mapped[dt.datetime]
    made_on: Mapped[dt.date]
    made_by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(String(300))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    __table_args__ = (
        one_of("status", CommitmentStatus),
        one_of("former", CommitmentStatus),
        Index(None, "commitment_id"),
    )


class Choice(Base):
    """A standard or threshold that a coordinator chose; of one key the newest upload holds. value: as text."""

    __tablename__ = "choices"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(60))
    __table_args__ = (Index(None, "key"), Index(None, "upload_id"))
