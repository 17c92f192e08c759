"""Places and cities: identities, what is said of them, and which city holds which place."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from idpdash.store.tables.base import Base, not_negative


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


class PlaceName(Base):
    """A further name of a place as one upload says it: in the local language, say. `folded` as `formats.fold` does."""

    __tablename__ = "place_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    __table_args__ = (UniqueConstraint("place_id", "folded", "upload_id"),)


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
