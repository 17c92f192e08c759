"""Migrations agree with the tables, run from anywhere, by several processes at once, and refuse a newer schema."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from idpdash.errors import SurroundingsError
from idpdash.store.engine import engine
from idpdash.store.migrate import MIGRATIONS, migrate, ready, revisions
from idpdash.store.tables import Base


@pytest.fixture
def bare(bare_url: str) -> Iterator[Engine]:
    """Return a store without any table."""
    made = engine.__wrapped__(bare_url)
    yield made
    made.dispose()


def constraints(store: Engine) -> dict[str, dict[str, Any]]:
    """Return all named constraints and indexes of each table, which compare_metadata does not see in full."""
    found = inspect(store)
    return {
        table: {
            "checks": sorted((check["name"] or "", check["sqltext"]) for check in found.get_check_constraints(table)),
            "unique": sorted((key["name"] or "", *key["column_names"]) for key in found.get_unique_constraints(table)),
            "foreign": sorted(
                (key["name"] or "", *key["constrained_columns"]) for key in found.get_foreign_keys(table)
            ),
            "indexes": sorted((index["name"] or "", *index["column_names"]) for index in found.get_indexes(table)),
            "primary": found.get_pk_constraint(table)["name"],
        }
        for table in Base.metadata.tables
    }


def test_migrations_and_tables_agree(store: Engine, bare: Engine) -> None:
    with store.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    Base.metadata.create_all(bare)
    assert constraints(store) == constraints(bare)


def test_every_revision_is_known_by_the_name_of_its_file() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(configuration)
    assert [revision.revision for revision in script.walk_revisions()] == revisions()[::-1]


def test_every_constraint_has_a_name(store: Engine) -> None:
    for parts in constraints(store).values():
        assert parts["primary"]
        assert all(name for kind in ("checks", "unique", "foreign", "indexes") for name, *_rest in parts[kind])


def test_a_bare_database_is_brought_to_the_schema_from_any_folder(
    bare: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not ready(bare)
    migrate(bare)
    migrate(bare)
    assert ready(bare)
    with bare.connect() as connection:
        assert connection.execute(text("SELECT id, version FROM data_version")).all() == [(1, 0), (2, 0), (3, 0)]


def test_a_newer_schema_is_refused_with_a_sentence(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SurroundingsError, match="newer idpdash"):
        migrate(store)


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.sqlite3").write_text("Dear colleagues, " * 100)
    with pytest.raises(SurroundingsError, match="store"):
        migrate(engine.__wrapped__(f"sqlite:///{tmp_path / 'letter.sqlite3'}"))


def first_start(url: str, gate: Any, answers: Any) -> None:
    """Migrate at the same moment as the others and say how it went."""
    gate.wait(30)
    try:
        migrate(engine.__wrapped__(url))
        answers.put("")
    except BaseException as error:
        answers.put(repr(error))


def test_several_processes_may_start_at_once(bare_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    gate, answers = context.Barrier(3), context.Queue()
    started = [context.Process(target=first_start, args=(bare_url, gate, answers)) for _ in range(3)]
    for process in started:
        process.start()
    assert [answers.get(timeout=60) for _ in started] == ["", "", ""]
    for process in started:
        process.join(30)
