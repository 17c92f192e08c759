"""Transactions: readers see one moment, writers queue, and what fails is a sentence and leaves nothing behind."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from sqlalchemy import Engine, func, select

from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.queries.uploads import data_version
from idpdash.store import engine as room
from idpdash.store import tables as t
from idpdash.store.bulk import append
from idpdash.store.engine import engine, reading, writing
from idpdash.store.load import load
from idpdash.store.record import record_need
from idpdash.store.rows import table_of
from tests.postgresql import Server
from tests.store.made import NOW, TODAY, cities, contents, loaded, made, move, rows


def test_a_reader_sees_one_moment_and_holds_nobody_up(store: Engine) -> None:
    with reading(store) as connection:
        before = data_version(connection)
        loaded(store, cities("marrow"))
        assert data_version(connection) == before
        assert connection.scalar(select(func.count()).select_from(t.City)) == 0
    with reading(store) as connection:
        assert data_version(connection) == before + 1


def test_a_writer_waits_for_another_only_so_long(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LOCK_SECONDS", 0.2)
    first, second = engine.__wrapped__(url), engine.__wrapped__(url)
    with writing(first):
        began = time.monotonic()
        with pytest.raises(SurroundingsError, match="lock"):
            loaded(second, cities("marrow"))
        assert time.monotonic() - began < 20
    assert loaded(second, cities("marrow")).status == "loaded"
    first.dispose()
    second.dispose()


@pytest.mark.parametrize(
    ("wrong", "sentence"), [({"individuals": 2**63}, "number|range"), ({"record_id": "\ud800"}, "half a character")]
)
def test_values_that_no_database_holds_are_sentences(store: Engine, wrong: dict[str, object], sentence: str) -> None:
    loaded(store, cities("marrow"))
    before = contents(store)
    row = {"site_id": 1, "upload_id": 1, "counted_on": TODAY, "counted_at": NOW, "individuals": 1} | wrong
    portion = [{name: [value] for name, value in row.items()}]
    with pytest.raises(IdpdashError, match=sentence) as refused, writing(store) as connection:
        append(connection, table_of(t.Occupancy), portion, rows=1, progress=lambda _share: None)
    assert not isinstance(refused.value, SurroundingsError)
    assert contents(store) == before


def test_a_letter_that_one_database_lacks_is_left_out_by_all(store: Engine) -> None:
    loaded(store, cities("marrow"))
    record_need(store, city_code="marrow", item="other", quantity=1, note="be\0ds", by="desk", now=NOW)
    assert rows(store, t.NeedStatement, "note") == [("beds",)]


def test_a_source_with_too_long_a_name_is_refused(store: Engine) -> None:
    said = loaded(store, made(source="s" * 121, cities=[{"city_code": "a", "city_name": "A"}]))
    assert said.status == "rejected"
    assert "at most 120 letters" in said.issues[0].message


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_server_that_cuts_the_line_amid_a_load_leaves_everything_as_it_was(store: Engine, server: Server) -> None:
    loaded(store, cities("marrow"))
    before = contents(store)

    def cut(_share: float) -> None:
        server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{store.url.database}'")

    with pytest.raises(SurroundingsError, match="cannot be reached"):
        load(store, made(movements=[move("marrow", 1)]), by="test", now=NOW, today=TODAY, progress=cut)
    assert contents(store) == before  # and the pool notices that its connections are gone
    assert loaded(store, made(movements=[move("marrow", 1)])).status == "loaded"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_instants_are_utc_whatever_the_zone_of_the_server(store: Engine) -> None:
    loaded(store, cities("marrow"))
    with store.begin() as connection:
        aware = dt.datetime(2026, 11, 24, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
        connection.execute(t.Upload.__table__.update().values(loaded_at=aware))  # type: ignore[attr-defined]
    assert rows(store, t.Upload, "loaded_at") == [(dt.datetime(2026, 11, 24),)]


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    away = engine.__wrapped__("postgresql+psycopg://nobody@127.0.0.1:1/idpdash")
    with pytest.raises(SurroundingsError, match="cannot be reached"), reading(away):
        pass
