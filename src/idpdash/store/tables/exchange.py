"""What cities ask for and what they offer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from idpdash.store.tables.base import Base, one_of
from idpdash.vocabulary import ExchangeStatus, Item, Priority


class Need(Base):
    """The identity of a need."""

    __tablename__ = "needs"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)


class NeedStatement(Base):
    """What a city asks for; the newest statement holds."""

    __tablename__ = "need_statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("needs.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    city_as_written: Mapped[str | None] = mapped_column(String(200))
    item: Mapped[Item] = mapped_column(String(20))
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(20))
    priority: Mapped[Priority] = mapped_column(String(10))
    needed_by: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(String(500))
    status: Mapped[ExchangeStatus] = mapped_column(String(10))
    status_reason: Mapped[str | None] = mapped_column(String(300))
    __table_args__ = (
        UniqueConstraint("need_id", "upload_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        one_of("item", Item),
        one_of("priority", Priority),
        one_of("status", ExchangeStatus),
    )


class Offer(Base):
    """The identity of an offer."""

    __tablename__ = "offers"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)


class OfferStatement(Base):
    """What a city can give, to one city (to_city_id) or to any; the newest statement holds."""

    __tablename__ = "offer_statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    city_as_written: Mapped[str | None] = mapped_column(String(200))
    item: Mapped[Item] = mapped_column(String(20))
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(20))
    to_city_id: Mapped[int | None] = mapped_column(ForeignKey("cities.id"))
    to_city_as_written: Mapped[str | None] = mapped_column(String(200))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    available_from: Mapped[dt.date | None]
    expires_on: Mapped[dt.date | None]
    conditions: Mapped[str | None] = mapped_column(String(500))
    status: Mapped[ExchangeStatus] = mapped_column(String(10))
    status_reason: Mapped[str | None] = mapped_column(String(300))
    __table_args__ = (
        UniqueConstraint("offer_id", "upload_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("to_city_id IS NULL OR to_city_id <> city_id", name="not_to_oneself"),
        one_of("item", Item),
        one_of("status", ExchangeStatus),
    )
