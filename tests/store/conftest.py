"""An empty store of its own for each test, on both databases, brought to the schema once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from idpdash.store.engine import engine
from idpdash.store.migrate import migrate
from idpdash.store.tables import Base
from tests.factories import empty_store
from tests.postgresql import DATABASES, Server


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Return the kind of database that a test's store lies in."""
    return str(request.param)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the schema and nothing in it."""
    file = tmp_path_factory.mktemp("empty") / "store.sqlite3"
    made = engine.__wrapped__(f"sqlite:///{file}")
    migrate(made)
    made.dispose()
    return file


@pytest.fixture
def url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of an empty store."""
    if database == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "store.sqlite3")
        yield f"sqlite:///{tmp_path / 'store.sqlite3'}"
        return
    server: Server = request.getfixturevalue("server")
    with server.database(request.getfixturevalue("with_schema")) as name:
        yield server.url(name)


@pytest.fixture
def store(url: str) -> Iterator[Engine]:
    """Yield an empty store."""
    made = engine.__wrapped__(url)
    yield made
    made.dispose()


@pytest.fixture
def emptied(database: str, request: pytest.FixtureRequest) -> Callable[[], Engine]:
    """Return what gives an empty store each time it is asked, for laws that are tried on many."""
    if database == "sqlite":
        return empty_store
    store: Engine = request.getfixturevalue("store")
    tables = ", ".join(name for name in Base.metadata.tables if name != "data_version")

    def empty() -> Engine:
        with store.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
        return store

    return empty
