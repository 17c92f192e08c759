"""Sites, what is said of them, and how many people they held."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from idpdash.store.tables.base import Base, not_negative, one_of
from idpdash.vocabulary import Basis, SiteStatus, SiteType


class Site(Base):
    """The identity of a site."""

    __tablename__ = "sites"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)


class SiteStatement(Base):
    """What is said of a site from `valid_from` on (missing: since always). The newest valid_from, then upload, holds.

    Under an upload that is a complete list, the statement also says that the site stands in the list.
    Coordinates of a sensitive site are blurred before they are stored.
    """

    __tablename__ = "site_statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    valid_from: Mapped[dt.date | None]
    name: Mapped[str] = mapped_column(String(200))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    place_as_written: Mapped[str | None] = mapped_column(String(200))
    site_type: Mapped[SiteType | None] = mapped_column(String(20))
    site_type_local: Mapped[str | None] = mapped_column(String(120))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    status: Mapped[SiteStatus | None] = mapped_column(String(10))
    floor_area_m2: Mapped[float | None]
    beds: Mapped[int | None]
    toilets: Mapped[int | None]
    safe_room_seats: Mapped[int | None]
    staffed_places: Mapped[int | None]
    legal_limit: Mapped[int | None]
    accessible_beds: Mapped[int | None]
    opens_on: Mapped[dt.date | None]
    closes_on: Mapped[dt.date | None]
    sensitive: Mapped[bool | None]
    __table_args__ = (
        one_of("site_type", SiteType),
        one_of("status", SiteStatus),
        not_negative(
            "beds", "legal_limit", "floor_area_m2", "toilets", "safe_room_seats", "staffed_places", "accessible_beds"
        ),
        Index(None, "site_id", "valid_from"),
        Index(None, "upload_id"),
    )


PLACES_TOLD = text("places_reported IS NOT NULL")


class Occupancy(Base):
    """How many people a site held at an instant: a stock, never summed over time."""

    __tablename__ = "occupancy"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    counted_on: Mapped[dt.date]
    counted_at: Mapped[dt.datetime]
    individuals: Mapped[int]
    households: Mapped[int | None]
    places_reported: Mapped[int | None]
    basis: Mapped[Basis | None] = mapped_column(String(10))
    record_id: Mapped[str | None] = mapped_column(String(80))
    __table_args__ = (
        one_of("basis", Basis),
        not_negative("individuals", "households", "places_reported"),
        Index(None, "site_id", "counted_on", "counted_at"),
        # the last places a site stated: most counts of most sites tell none
        Index(
            "ix_occupancy_places_reported",
            "site_id",
            "counted_on",
            "counted_at",
            sqlite_where=PLACES_TOLD,
            postgresql_where=PLACES_TOLD,
        ),
    )
