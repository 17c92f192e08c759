"""A small world to be filled with facts: one method a table, everything else by default."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, insert, select

from idpdash.queries import Query, Read, reader
from idpdash.scope import Scope
from idpdash.store import tables as t
from idpdash.store.engine import engine

TODAY = dt.date(2026, 11, 24)


def day(text: str) -> dt.date:
    """Return an ISO day; "11-03" is of this year."""
    return dt.date.fromisoformat(text if len(text) == 10 else f"{TODAY.year}-{text}")


def scope(from_day: str = "10-26", to_day: str = "11-24", *places: str, as_of: str | None = None) -> Scope:
    """Return a scope; as_of defaults to its last day."""
    last = day(as_of or to_day)
    return Scope(day(from_day), day(to_day), last, last, places)


def empty_store(url: str = "sqlite://") -> Engine:
    """Return a store with all tables and no facts (in memory, unless told otherwise)."""
    engine.cache_clear()  # every ":memory:" is its own
    store = engine(url)
    with store.begin() as connection:
        t.Base.metadata.create_all(connection, checkfirst=False)
        connection.execute(insert(t.DataVersion), [{"id": layer, "version": 0} for layer in t.Layer])
    return store


class World:
    """Facts written straight into the tables of an open connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.codes: dict[tuple[str, str], int] = {}

    @property
    def read(self) -> Read:
        """Return how queries are run on this world as it is now; the same question is asked once."""
        plain = reader(self.connection)
        known: dict[tuple[Query, Scope], pd.DataFrame] = {}

        def read(query: Query, scope: Scope) -> pd.DataFrame:
            if (query, scope) not in known:
                known[query, scope] = plain(query, scope)
            return known[query, scope]

        return read

    def row(self, table: type[t.Base], **values: Any) -> int:
        """Add one row; return its id (0 where it has none)."""
        key = self.connection.execute(insert(table).values(**values)).inserted_primary_key
        return int(key[0]) if key else 0

    def identity(self, table: type[Any], code: str) -> int:
        """Return the id of a place, city, site, need or offer, made on first use."""
        key = (str(table.__tablename__), code)
        if key not in self.codes:
            self.codes[key] = self.row(table, code=code)
        return self.codes[key]

    def upload(self, layout: str = "movements", source: str = "desk", **values: Any) -> int:
        """Add an upload."""
        given: dict[str, Any] = {
            "file_name": f"{layout}.csv", "layout": layout, "source": source, "options": json.dumps({}),
            "loaded_at": dt.datetime(2026, 11, 24, 8), "loaded_by": "test", "rows_read": 1, "rows_loaded": 1,
            "status": t.UploadStatus.LIVE,
        }  # fmt: skip
        return self.row(t.Upload, **given | values)

    def place(self, code: str, *, parent: str | None = None, level: int | None = 2, **values: Any) -> int:
        """Add a place and what is said of it."""
        place = self.identity(t.Place, code)
        values = {"upload_id": self.upload("places"), "name": code.title()} | values
        above = self.identity(t.Place, parent) if parent else None
        self.row(t.PlaceStatement, place_id=place, level=level, parent_id=above, **values)
        return place

    def city(self, code: str, *, places: tuple[str, ...] = (), **values: Any) -> int:
        """Add a city, its own place and what it holds."""
        city = self.identity(t.City, code)
        values = {"upload_id": self.upload("cities"), "name": code.title()} | values
        statement = self.row(t.CityStatement, city_id=city, **values)
        for held in dict.fromkeys((code, *places)):
            self.row(t.CityPlace, statement_id=statement, place_id=self.identity(t.Place, held))
        return city

    def move(
        self,
        to: str,
        individuals: int,
        *,
        on: str = "11-20",
        of: str | None = None,
        since: str | None = None,
        **values: Any,
    ) -> None:
        """Add a movement, an arrival by default; of: its origin."""
        values = {"upload_id": values.pop("upload_id", None) or self.upload()} | values
        self.row(
            t.Movement, period_start=day(since or on), period_end=day(on), direction=values.pop("direction", "arrival"),
            origin_place_id=self.identity(t.Place, of) if of else None,
            destination_place_id=self.identity(t.Place, to), individuals=individuals, **values,
        )  # fmt: skip

    def site(self, code: str, place: str, *, beds: int | None = None, since: str | None = None, **values: Any) -> int:
        """Add what is said of a site from a day on."""
        site = self.identity(t.Site, code)
        values = {"upload_id": values.pop("upload_id", None) or self.upload("sites"), "name": code} | values
        at = self.identity(t.Place, place)
        valid_from = day(since) if since else None
        self.row(t.SiteStatement, site_id=site, place_id=at, beds=beds, valid_from=valid_from, **values)
        return site

    def count(self, site: str, individuals: int, *, on: str = "11-20", hour: int = 12, **values: Any) -> None:
        """Add a count of a site."""
        values = {"upload_id": values.pop("upload_id", None) or self.upload("occupancy")} | values
        at = dt.datetime.combine(day(on), dt.time(hour))
        of = self.identity(t.Site, site)
        self.row(t.Occupancy, site_id=of, counted_on=day(on), counted_at=at, individuals=individuals, **values)

    def need(self, code: str, city: str, quantity: int, *, item: str = "places", **values: Any) -> None:
        """Add what is said of a need."""
        given = {"upload_id": self.upload("needs"), "unit": "bed", "priority": "normal", "status": "open"} | values
        need, of = self.identity(t.Need, code), self.identity(t.City, city)
        self.row(t.NeedStatement, need_id=need, city_id=of, item=item, quantity=quantity, **given)

    def offer(
        self, code: str, city: str, quantity: int, *, item: str = "places", to: str | None = None, **values: Any
    ) -> None:
        """Add what is said of an offer."""
        given = {"upload_id": self.upload("offers"), "unit": "bed", "status": "open"} | values
        offer, of = self.identity(t.Offer, code), self.identity(t.City, city)
        receiver = self.identity(t.City, to) if to else None
        self.row(
            t.OfferStatement, offer_id=offer, city_id=of, to_city_id=receiver, item=item, quantity=quantity, **given
        )

    def promise(
        self, offer: str, need: str, quantity: int, *, status: str = "accepted", on: str = "11-20", **values: Any
    ) -> int:
        """Add a promise with one step, made on a day; return its number."""
        told = {"status": status, "until": values.get("until")}
        of, wanted = self.identity(t.Offer, offer), self.identity(t.Need, need)
        made = self.row(t.Commitment, offer_id=of, need_id=wanted, quantity=quantity, **told)
        at = dt.datetime.combine(day(on), dt.time(9))
        self.row(t.CommitmentStep, commitment_id=made, made_at=at, made_on=day(on), made_by="test", **told)
        return made

    def count_rows(self, table: type[t.Base]) -> int:
        """Return how many rows a table has."""
        return len(self.connection.execute(select(table)).all())


def two_regions(world: World) -> World:
    """Add a country of two regions: East with Marrow (two districts) and Galt, West with Velda; Heath has no city."""
    world.place("land", level=0)
    for region in ("east", "west"):
        world.place(region, level=1, parent="land")
    for code, above in (
        ("marrow", "east"),
        ("marrow-2", "east"),
        ("galt", "east"),
        ("velda", "west"),
        ("heath", "west"),
    ):
        world.place(code, parent=above)
    world.city("marrow", places=("marrow-2",))
    world.city("galt")
    world.city("velda")
    return world
