"""The same facts give the same answers, whichever database keeps them."""

from __future__ import annotations

import inspect
import json
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from idpdash import queries, settings
from idpdash.answers.question import resolve
from idpdash.answers.summary import summary
from idpdash.queries import Query, reader
from idpdash.queries.housing import sites
from idpdash.queries.places import cities
from idpdash.store.demo import load_demo
from idpdash.store.engine import engine, reading
from idpdash.store.migrate import migrate
from idpdash.store.record import add_alias, record_count, record_need, record_offer
from idpdash.store.record.choices import choose
from idpdash.store.record.waiting import dismiss_waiting
from idpdash.store.undo import undo
from tests.postgresql import Server
from tests.store.made import NOW, TODAY, UTC, loaded, made, move
from tests.store.made import cities as cities_of

pytestmark = pytest.mark.postgresql
WHO: dict[str, Any] = {"by": "desk", "now": NOW}


def questions() -> list[Query]:
    """Return every query: what takes a connection and a scope."""
    rooms = [import_module(f"idpdash.queries.{room.name}") for room in pkgutil.iter_modules(queries.__path__)]
    return [
        member
        for room in rooms
        for name, member in inspect.getmembers(room, inspect.isfunction)
        if member.__module__ == room.__name__ and name[0] != "_"
        if list(inspect.signature(member).parameters) == ["connection", "scope"]
    ]


def live_through(store: Engine) -> None:
    """Fill a store with the demonstration, and with what people do then."""
    migrate(store)
    load_demo(store, settings.DEMO, now=NOW, today=TODAY, timezone=UTC)
    with reading(store) as connection:
        asked = resolve(reader(connection), today=TODAY)
        site = sites(connection, asked).dropna(subset="city_code").iloc[0]
    city = str(site["city_code"])
    record_count(store, site_code=site["site_code"], individuals=7, counted_at=NOW, counted_on=TODAY, **WHO)
    for note in ("Ünïçode ✓", None):
        record_need(store, city_code=city, item="other", quantity=3, note=note, **WHO)
    loaded(store, cities_of("öst", "Zeta", "alpha-b", "alphab", "ALPHA"))
    for code in ("n 2", "N-1", "n-1", "M"):
        record_need(store, need_code=code, city_code=city, item="other", quantity=3, **WHO)
        record_offer(store, offer_code=code, city_code=city, item="other", quantity=3, **WHO)
    loaded(store, made(movements=[move(city, 1, reason=reason, on="11-23") for reason in ("other", "conflict")]))
    add_alias(store, source="", written="Elsewhere", place_code=city, **WHO)
    loaded(store, made(movements=[move(city, 5), move(city, 6, on="11-19")], waiting=(9,)), partial=True)
    aside = loaded(store, made(movements=[move(city, 4, on="11-18")], waiting=(8,)), partial=True)
    assert aside.upload
    dismiss_waiting(store, aside.upload, reason="no people", **WHO)
    choose(store, {"m2_per_person": "4.5"}, **WHO)
    loaded(store, made(movements=[move(city, 5)]), dry_run=True)
    loaded(store, made(movements=[move(city, 50)]), replace_period=True)
    third = loaded(store, made(movements=[move(city, 60)]), replace_period=True)
    assert third.upload
    undo(store, third.upload, **WHO)


@pytest.fixture(scope="module")
def stores(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """Yield one store on each kind of database, that lived through the same."""
    with server.database() as name:
        urls = (f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.sqlite3'}", server.url(name))
        both = (engine.__wrapped__(urls[0]), engine.__wrapped__(urls[1]))
        for store in both:
            live_through(store)
        yield both
        for store in both:
            store.dispose()


@pytest.mark.parametrize("query", questions(), ids=lambda query: query.__name__)
def test_every_query_answers_alike(stores: tuple[Engine, Engine], query: Query) -> None:
    found = []
    for store in stores:
        with reading(store) as connection:
            found.append(query(connection, resolve(reader(connection), today=TODAY)))
    pd.testing.assert_frame_equal(found[0], found[1])
    assert len(found[0])


def test_the_summary_answers_alike(stores: tuple[Engine, Engine]) -> None:
    found = []
    for store in stores:
        with reading(store) as connection:
            read = reader(connection)
            asked = resolve(read, today=TODAY)
            region = str(cities(connection, asked)["region_code"].dropna().iloc[0])
            for question in (asked, replace(asked, places=(region,))):
                found.append(json.dumps(summary(read, question).as_json()))
    assert found[:2] == found[2:]
    assert found[0] != found[1]
