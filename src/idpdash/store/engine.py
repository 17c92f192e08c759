"""How the store is reached: the one engine a process needs, and what each database must be told."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Engine, bindparam, create_engine, event, make_url, select, update
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import configure_mappers

from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.formats import _
from idpdash.store.tables import DataVersion, Layer

LOCK_SECONDS = 60.0  # waiting for another writer is waiting, not an error
CONNECT_SECONDS = 10  # a server that does not answer by then is down
_RAISE = update(DataVersion).values(version=DataVersion.version + 1)
_FIRST = _RAISE.where(DataVersion.id == Layer.PROMISES)  # made once: every act begins with it
_REST = _RAISE.where(DataVersion.id > Layer.PROMISES, DataVersion.id <= bindparam("layer"))
SCHEMA_LOCK = 4701  # any number, the same for every process


@cache
def engine(url: str) -> Engine:
    """Return the engine for a URL; the folder of a SQLite file is made.

    Raises SurroundingsError if the URL is no database URL or its folder cannot be made.
    """
    try:
        parsed = make_url(url)
        return _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SurroundingsError(
            _("IDPDASH_DATABASE_URL names no database that can be opened: {error}").format(error=error)
        ) from error
    except OSError as error:
        raise SurroundingsError(_("The folder of the store cannot be made: {error}").format(error=error)) from error


def _sqlite(url: URL) -> Engine:
    """Return the engine for a SQLite file."""
    if url.database and url.database != ":memory:":
        Path(url.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, connect_args={"timeout": LOCK_SECONDS})
    event.listen(made, "connect", _tell_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _tell_sqlite(connection: Any, _record: Any) -> None:
    """Make SQLite keep foreign keys, let readers go on while one writes, and leave transactions to us."""
    connection.isolation_level = None
    patience = f"busy_timeout={LOCK_SECONDS * 1000:.0f}"
    for pragma in (patience, "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Turn the write-ahead log on; on a new file two processes may try at once, and SQLite then does not wait."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start of a writing transaction: read-then-write would otherwise race."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


def _postgresql(url: URL) -> Engine:
    """Return the engine for a PostgreSQL server."""
    given = {"connect_timeout": CONNECT_SECONDS} if "connect_timeout" not in url.query else {}
    made = create_engine(url, pool_pre_ping=True, pool_size=2, connect_args=given)
    event.listen(made, "connect", _tell_postgresql)
    return made


def _tell_postgresql(connection: Any, _record: Any) -> None:
    """Make PostgreSQL end its waiting for another writer, and keep instants in UTC whatever the server's zone is."""
    connection.execute(f"SET lock_timeout = '{LOCK_SECONDS * 1000:.0f}ms'")
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


@contextmanager
def from_driver(connection: Connection) -> Iterator[None]:
    """Wrap what a driver raises where it is used without SQLAlchemy, as SQLAlchemy does itself."""
    driver: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        raise DBAPIError.instance(None, None, error, driver.Error, dialect=connection.dialect) from error


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a database raises into a sentence: SurroundingsError, or IdpdashError for values it cannot hold."""
    try:
        yield
    except DataError as error:
        raise IdpdashError(_("A value cannot be stored: {error}").format(error=_told(error))) from error
    except DBAPIError as error:
        raise SurroundingsError(
            _("The store cannot be reached or does not answer as it should: {error}").format(error=_told(error))
        ) from error
    except OverflowError as error:  # drivers raise these two unwrapped
        raise IdpdashError(_("A number is larger than the store can hold.")) from error
    except UnicodeEncodeError as error:
        raise IdpdashError(_("A text holds half a character, which cannot be stored.")) from error


def _told(error: DBAPIError) -> str:
    """Return the first line of what the database itself said."""
    return next(iter(str(error.orig or error).splitlines()), "")


@contextmanager
def reading(store: Engine) -> Iterator[Connection]:
    """Open one consistent view of the store: what others write meanwhile is not seen."""
    with explained(), store.connect() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's transactions are so anyway
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def changing_schema(store: Engine) -> Iterator[Connection]:
    """Open one transaction in which only this process touches the schema: all of it is changed, or nothing."""
    with explained(), store.connect().execution_options(write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        yield connection


_QUEUES: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


@contextmanager
def _own_queue(store: Engine) -> Iterator[None]:
    """Wait for the other writers of this process, before a connection is taken.

    Neither database lets many wait well: SQLite has each look again and again, PostgreSQL needs a connection for each.
    """
    queue = _QUEUES.setdefault(store, Lock())
    if not queue.acquire(timeout=LOCK_SECONDS):
        raise SurroundingsError(_("The store is still being written by somebody else; try again in a moment."))
    try:
        yield
    finally:
        queue.release()


@contextmanager
def writing(store: Engine, layer: Layer = Layer.ALL) -> Iterator[Connection]:
    """Open one transaction that writes: all of it is kept, or nothing. Raising the data version queues writers.

    layer: what it may touch at most; what the pages know of the later ones then still holds.
    """
    configure_mappers()  # a tenth of a second, once a process: before others have to wait for it
    with (
        explained(),
        _own_queue(store),
        store.connect().execution_options(write=True) as connection,
        connection.begin(),
    ):
        connection.execute(_FIRST)
        if layer > Layer.PROMISES:  # only whoever raised the first raises more: so nobody waits in a circle
            connection.execute(_REST, {"layer": layer})
        yield connection


def data_version(connection: Connection) -> int:
    """Return how often the store has been written; 0 before the first time. A writing transaction counts itself."""
    return connection.scalar(select(DataVersion.version).where(DataVersion.id == Layer.PROMISES)) or 0
