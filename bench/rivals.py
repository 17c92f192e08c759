"""What our check and load are measured beside. Each runs in a process of its own and prints one JSON object.

`python -m bench.rivals driver STORE`, `… driver_postgresql STORE DATABASE`, `… to_sql FILE`, `… frictionless FILE`.
seconds and cpu: of the work alone, without the start of Python and without what is prepared.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.report import Spent

BATCH = 20_000


@contextmanager
def clocked() -> Iterator[None]:
    """Time what is done inside, and print it."""
    began, worked = time.perf_counter(), time.process_time()
    yield
    spent = Spent(time.perf_counter() - began, time.process_time() - worked)
    print(json.dumps(spent.as_json()))


def driver(store: Path) -> None:
    """Insert the movements of a store once more, as tuples that lie ready, into an empty one like it.

    The same tables, constraints, index and settings of the engine, the rows they refer to in place, one transaction.
    """
    from idpdash.store.engine import engine
    from idpdash.store.migrate import migrate

    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        made = engine(f"sqlite:///{folder}/plain.sqlite3")
        migrate(made)
        with made.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("ATTACH DATABASE ? AS ours", (str(store),))
            cursor.execute("BEGIN IMMEDIATE")
            for name in ("places", "uploads"):
                cursor.execute(f"INSERT INTO main.{name} SELECT * FROM ours.{name}")
            cursor.execute("COMMIT")
            columns = [row[1] for row in cursor.execute("PRAGMA ours.table_info(movements)") if row[1] != "id"]
            rows = cursor.execute(f"SELECT {', '.join(columns)} FROM ours.movements ORDER BY id").fetchall()
            cursor.execute("DETACH DATABASE ours")
            places = ", ".join("?" * len(columns))
            with clocked():
                cursor.execute("BEGIN IMMEDIATE")
                cursor.executemany(f"INSERT INTO movements ({', '.join(columns)}) VALUES ({places})", rows)
                cursor.execute("COMMIT")


def driver_postgresql(store: Path, database: str) -> None:
    """Insert the movements of a store into an empty PostgreSQL database, as `driver` does into an empty file."""
    from idpdash.store.engine import engine
    from idpdash.store.migrate import migrate

    made, ours = engine(database), sqlite3.connect(store)
    migrate(made)
    with made.connect() as connection:
        cursor = connection.connection.cursor()
        for name in ("places", "uploads"):
            _insert(cursor, name, *_rows(ours, name))
        connection.connection.commit()
        columns, rows = _rows(ours, "movements", without="id")
        with clocked():
            _insert(cursor, "movements", columns, rows)
            connection.connection.commit()


def _rows(store: sqlite3.Connection, table: str, *, without: str = "") -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns of a table and its rows as tuples."""
    columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})") if row[1] != without]
    return columns, store.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id").fetchall()


def _insert(cursor: Any, table: str, columns: list[str], rows: list[tuple[object, ...]]) -> None:
    """Insert rows by the driver's executemany."""
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def to_sql(file: Path) -> None:
    """Write the rows of a file, read already, with pandas into a bare table: no constraint, no index, no check."""
    import pandas as pd
    from sqlalchemy import create_engine

    rows = pd.read_csv(file, dtype_backend="numpy_nullable")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder, clocked():
        made = create_engine(f"sqlite:///{folder}/pandas.sqlite3")
        rows.to_sql("movements", made, index=False, chunksize=BATCH)
        made.dispose()


def frictionless(file: Path) -> None:
    """Validate a file against a schema of the same columns, constraints as our layout has them."""
    from frictionless import Resource, Schema

    from idpdash.columns import Kind
    from idpdash.layouts import LAYOUTS

    kinds = {Kind.COUNT: "integer", Kind.MEASURE: "number", Kind.DAY: "date", Kind.INSTANT: "date"}
    fields = []
    for column in LAYOUTS["movements"].columns:
        rules: dict[str, object] = {"required": True} if column.name in ("destination_pcode", "individuals") else {}
        rules |= {"minimum": 0} if column.kind is Kind.COUNT else {}
        rules |= {"enum": [str(choice) for choice in column.choices]} if column.choices else {}
        fields.append({"name": column.name, "type": kinds.get(column.kind, "string"), "constraints": rules})
    schema = Schema.from_descriptor({"fields": fields})
    with clocked():
        found = Resource(path=file.name, basepath=str(file.parent), schema=schema).validate()
    assert found.valid, found.flatten(["message"])[:3]


if __name__ == "__main__":
    if sys.argv[1] == "driver_postgresql":
        driver_postgresql(Path(sys.argv[2]), sys.argv[3])
    else:
        {"driver": driver, "to_sql": to_sql, "frictionless": frictionless}[sys.argv[1]](Path(sys.argv[2]))
