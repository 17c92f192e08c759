"""Pages without a browser: a store of its own for each test, and the app opened at one page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from idpdash.store.migrate import migrate

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-24"
Open = Callable[[str], AppTest]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the schema and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "store.sqlite3"
    made = engine.__wrapped__(f"sqlite:///{file}")
    migrate(made)
    made.dispose()
    return file


@pytest.fixture(autouse=True)
def no_old_caches() -> Iterator[None]:
    """Clear Streamlit's caches, which outlive a test."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def database(tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty store of this test, which the app uses."""
    file = tmp_path / "store.sqlite3"
    shutil.copy(empty_database, file)
    url = f"sqlite:///{file}"
    monkeypatch.setenv("IDPDASH_DATABASE_URL", url)
    monkeypatch.setenv("IDPDASH_TODAY", TODAY)
    yield file
    engine(url).dispose()


@pytest.fixture
def open_page(database: Path) -> Open:
    """Return how a page is opened: by its script's name, through the frame."""

    def open_(name: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        return app.switch_page(f"pages/{name}.py").run()

    return open_
