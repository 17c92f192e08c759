"""An empty store of its own for each test, brought to the schema once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from idpdash.store.engine import engine
from idpdash.store.migrate import migrate


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the schema and nothing in it."""
    file = tmp_path_factory.mktemp("empty") / "store.sqlite3"
    made = engine.__wrapped__(f"sqlite:///{file}")
    migrate(made)
    made.dispose()
    return file


@pytest.fixture
def store(tmp_path: Path, empty_file: Path) -> Iterator[Engine]:
    """Return an empty store."""
    shutil.copy(empty_file, tmp_path / "store.sqlite3")
    made = engine.__wrapped__(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    yield made
    made.dispose()
