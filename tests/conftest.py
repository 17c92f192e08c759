"""What every test may ask for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from idpdash.store.engine import engine
from idpdash.store.migrate import migrate
from tests import postgresql
from tests.factories import World, empty_store

# "quick" by default; HYPOTHESIS_PROFILE=thorough looks longer, nightly for half an hour: 7,000 cases of each law
settings.register_profile("quick", max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("thorough", max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("nightly", max_examples=7_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """Put the main module back: a page under test takes its place, and a process started later would run the page."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """Yield a PostgreSQL server; where it is not installed the test is skipped, but not in CI."""
    programs = postgresql.programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL's server is missing: apt-get install postgresql")
        pytest.skip("PostgreSQL's server is not installed: apt-get install postgresql")
    with postgresql.running(programs) as server:
        yield server


@pytest.fixture(scope="session")
def with_schema(server: postgresql.Server) -> Iterator[str]:
    """Yield the name of a PostgreSQL database with the schema and nothing in it; to be copied."""
    with server.database() as name:
        made = engine.__wrapped__(server.url(name))
        migrate(made)
        made.dispose()
        yield name


@pytest.fixture(scope="session")
def for_worlds(server: postgresql.Server, with_schema: str) -> Iterator[Engine]:
    """Yield an empty PostgreSQL store for worlds, of which nothing is ever kept."""
    with server.database(with_schema) as name:
        made = engine.__wrapped__(server.url(name))
        yield made
        made.dispose()


@pytest.fixture
def database() -> str:
    """Return the kind of database that a test's store lies in; `DATABASES` are both kinds."""
    return "sqlite"


@pytest.fixture
def bare_url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of a database without any table."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'store.sqlite3'}"
        return
    server: postgresql.Server = request.getfixturevalue("server")
    with server.database() as name:
        yield server.url(name)


@pytest.fixture
def store(database: str, request: pytest.FixtureRequest) -> Engine:
    """Return an empty store, in memory or on a server, of which a test keeps nothing."""
    if database == "sqlite":
        return empty_store()
    for_worlds: Engine = request.getfixturevalue("for_worlds")
    return for_worlds


@pytest.fixture
def world(store: Engine) -> Iterator[World]:
    """Return an empty world to be filled."""
    with store.connect() as connection:
        yield World(connection)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data beside the project; where it is absent the test is skipped, but not in CI."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"The real data is missing: {folder}")
        pytest.skip(f"The real data is not here: {folder}")
    return folder
