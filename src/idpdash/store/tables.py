"""The tables, and what the database refuses.

Reference data (places, cities, sites, needs, offers) is an identity (a code that never changes) and the *statements*
made about it: every load or act adds statements, none is overwritten, and the newest holds. So an undo is the removal
of one upload's rows, and every version is kept. Facts (movements, occupancy) are rows of an upload, kept when
superseded, which `superseded_by` says. Days are days in IDPDASH_TIMEZONE, instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from idpdash import columns as c
from idpdash.vocabulary import Basis, Direction, ExchangeStatus, Item, Priority, Reason, SiteStatus, SiteType

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UploadStatus(StrEnum):
    """What became of an upload."""

    LIVE = "live"
    SUPERSEDED = "superseded"
    UNDONE = "undone"


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """Return the constraint that a column holds one of the codes, or nothing."""
    return CheckConstraint(
        f"{column} IN ({', '.join(repr(str(choice)) for choice in choices)})", name=f"{column}_known"
    )


def not_negative(*names: str) -> CheckConstraint:
    """Return the constraint that counts are not below zero (missing is allowed)."""
    return CheckConstraint(
        " AND ".join(f"({name} IS NULL OR {name} >= 0)" for name in names), name=f"{names[0]}_not_negative"
    )


class Base(DeclarativeBase):
    """All tables, with named constraints."""

    metadata = MetaData(naming_convention=NAMES)


class DataVersion(Base):
    """One row: a counter that every write raises first, in its own transaction. It also puts writers in a queue."""

    __tablename__ = "data_version"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]


class Upload(Base):
    """One file, or one act entered by hand (`file_name` missing): where every row comes from.

    fingerprint: of bytes, layout, source, mapping and constants; a live one is never loaded twice.
    options: JSON of mapping and constants. listed_at, listed_on: the instant (UTC) and day of a complete list of sites.
    longest_period_days: of the movements loaded.
    """

    __tablename__ = "uploads"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str | None] = mapped_column(String(300))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(120))
    options: Mapped[str]
    loaded_at: Mapped[dt.datetime]
    loaded_by: Mapped[str] = mapped_column(String(120))
    rows_read: Mapped[int]
    rows_loaded: Mapped[int]
    status: Mapped[UploadStatus] = mapped_column(String(12))
    period_start: Mapped[dt.date | None]
    period_end: Mapped[dt.date | None]
    longest_period_days: Mapped[int | None]
    listed_at: Mapped[dt.datetime | None]
    listed_on: Mapped[dt.date | None]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    __table_args__ = (one_of("status", UploadStatus), Index(None, "fingerprint"))


class WaitingRow(Base):
    """A row of an upload that could not be loaded yet: its cells as written and what is wrong (both JSON)."""

    __tablename__ = "waiting_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    layout: Mapped[str] = mapped_column(String(20))
    row_number: Mapped[int]
    cells: Mapped[str]
    issues: Mapped[str]
    __table_args__ = (Index(None, "upload_id"),)


class Place(Base):
    """The identity of an admin area, or of a city's own point: facts refer to it."""

    __tablename__ = "places"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)


class PlaceStatement(Base):
    """What is said of a place. level: 0 country, 1 region, 2 district…; missing for a city's own point.

    latitude, longitude: a point inside it. geometry: WKB, WGS84, missing for points.
    """

    __tablename__ = "place_statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    geometry: Mapped[bytes | None]
    __table_args__ = (UniqueConstraint("place_id", "upload_id"),)


class PlaceAlias(Base):
    """Another spelling of a place, for one source ("" for all), given by a user. `folded` as `formats.fold` does."""

    __tablename__ = "place_aliases"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    source: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(200))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    __table_args__ = (UniqueConstraint("source", "folded", "upload_id"),)


class City(Base):
    """The identity of a city of the network, here or abroad. Its own place has the same code."""

    __tablename__ = "cities"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)


class CityStatement(Base):
    """What is said of a city. The desk is an office, never a person."""

    __tablename__ = "city_statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    name: Mapped[str] = mapped_column(String(200))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    country: Mapped[str | None] = mapped_column(String(100))
    population: Mapped[int | None]
    tax_revenue: Mapped[float | None]
    desk_phone: Mapped[str | None] = mapped_column(String(60))
    desk_mail: Mapped[str | None] = mapped_column(String(120))
    __table_args__ = (UniqueConstraint("city_id", "upload_id"), not_negative("population", "tax_revenue"))


class CityPlace(Base):
    """A place that belongs to a city, as one city statement says; of two cities the newer statement wins."""

    __tablename__ = "city_places"
    statement_id: Mapped[int] = mapped_column(ForeignKey("city_statements.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)


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
