"""How the store is reached: the one engine a process needs, and what each database must be told.

The only room with SQLite-only statements.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Engine, Table, create_engine, event, insert, make_url, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.formats import _
from idpdash.store.tables import DataVersion

LOCK_SECONDS = 60  # waiting for another writer is waiting, not an error
BATCH = 20_000  # rows handed to the driver at once
TOGETHER = 50  # rows to one statement on SQLite, which takes some 30,000 values in one


@cache
def engine(url: str) -> Engine:
    """Return the engine for a URL; the folder of a SQLite file is made.

    Raises SurroundingsError if the URL is no database URL or its folder cannot be made.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True, pool_size=2)
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
        made = create_engine(parsed, connect_args={"timeout": LOCK_SECONDS})
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SurroundingsError(
            _("IDPDASH_DATABASE_URL names no database that can be opened: {error}").format(error=error)
        ) from error
    except OSError as error:
        raise SurroundingsError(_("The folder of the store cannot be made: {error}").format(error=error)) from error
    event.listen(made, "connect", _tell_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _tell_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Make SQLite keep foreign keys, let readers go on while one writes, and leave transactions to us."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={LOCK_SECONDS * 1000}", "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start of a writing transaction: read-then-write would otherwise race."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a database driver raises, wrapped or not, into a sentence (SurroundingsError)."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        text = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise SurroundingsError(
            _("The store cannot be reached or does not answer as it should: {error}").format(error=text)
        ) from error
    except OverflowError as error:  # drivers raise these two unwrapped
        raise IdpdashError(_("A number is larger than the store can hold.")) from error
    except UnicodeEncodeError as error:
        raise IdpdashError(_("A text holds half a character, which cannot be stored.")) from error


@contextmanager
def reading(store: Engine) -> Iterator[Connection]:
    """Open one consistent view of the store."""
    with explained(), store.connect() as connection:
        yield connection


@contextmanager
def changing_schema(store: Engine) -> Iterator[Connection]:
    """Open one transaction in which only this process touches the schema: all of it is changed, or nothing."""
    with explained(), store.connect().execution_options(write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4701)")  # any number, the same for all
        yield connection


@contextmanager
def writing(store: Engine) -> Iterator[Connection]:
    """Open one transaction that writes: all of it is kept, or nothing. Raising the data version queues writers."""
    with explained(), store.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(update(DataVersion).values(version=DataVersion.version + 1))
        yield connection


def append(
    connection: Connection,
    table: Table,
    portions: Iterable[Mapping[str, list[Any]]],
    *,
    rows: int,
    progress: Callable[[float], None],
) -> None:
    """Add many rows, given in portions as columns of plain values, inside the open transaction.

    On SQLite on the driver's own cursor: five times as fast as through SQLAlchemy, and its errors arrive unwrapped.
    """
    cursor = connection.connection.cursor() if connection.dialect.name == "sqlite" else None
    done = 0
    for portion in portions:
        if cursor is None:
            records = [dict(zip(portion, row, strict=True)) for row in zip(*portion.values(), strict=True)]
            connection.execute(insert(table), records)
        else:
            statement = insert(table).compile(dialect=connection.dialect, column_keys=list(portion))
            ordered = [_as_sqlite(table, name, portion[name]) for name in statement.positiontup or []]
            _add_to_sqlite(cursor, statement.string, ordered)
        done += len(next(iter(portion.values())))
        progress(done / rows)


def _add_to_sqlite(cursor: Any, statement: str, columns: list[list[Any]]) -> None:
    """Add rows, given as columns, by a statement for one of them.

    Many rows to a statement: SQLite prepares the lists that its CHECKs know once for all of them, not for each.
    """
    width, rows = len(columns), len(columns[0])
    flat: list[Any] = [None] * (width * rows)
    for place, column in enumerate(columns):
        flat[place::width] = column
    head, one = statement.split(" VALUES ")
    whole = width * (rows - rows % TOGETHER)
    for size, start, end in ((TOGETHER, 0, whole), (1, whole, len(flat))):
        step = width * size
        cells = (flat[at : at + step] for at in range(start, end, step))
        cursor.executemany(f"{head} VALUES {', '.join([one] * size)}", cells)


def _as_sqlite(table: Table, name: str, column: list[Any]) -> list[Any]:
    """Return the values of a column as SQLite keeps them: days and instants as text, each different one made once."""
    kind = table.columns[name].type
    if not isinstance(kind, (Date, DateTime)):
        return column
    form = (" ", "microseconds") if isinstance(kind, DateTime) else ()
    written = {value: None if value is None else value.isoformat(*form) for value in set(column)}
    return [written[value] for value in column]
