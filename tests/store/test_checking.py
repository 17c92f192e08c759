"""One call checks a file by itself and beside the store; a load compares again only if somebody wrote since."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.intake.checked import Checked, Options
from idpdash.store import compare
from idpdash.store.checking import checked, suspicion
from tests.store.made import TODAY, UTC, cities, contents, loaded, made, move

FILE = b"date,destination_name,individuals\n2026-11-20,Marrow,4\n2026-11-21,Galt,5\n"


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities and a movement."""
    loaded(store, cities("marrow", "galt"))
    loaded(store, made(movements=[move("marrow", 4), move("galt", 1)]))
    return store


@pytest.fixture
def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[Checked]:
    """Return where each comparison is noted."""
    noted: list[Checked] = []

    def note(_connection: Any, file: Checked) -> list[Any]:
        noted.append(file)
        return []

    monkeypatch.setattr(compare, "COMPARISONS", (*compare.COMPARISONS, note))
    return noted


def check(store: Engine, content: bytes = FILE) -> Checked:
    """Check a file."""
    return checked(store, content, "file.csv", Options(), today=TODAY, timezone=UTC)


def test_what_is_found_beside_the_store_is_said_by_the_check(world: Engine) -> None:
    before = contents(world)
    found = check(world)
    assert {code for code in found.issue_counts if code in compare.CODES} == {"overlaps_earlier_upload"}
    assert suspicion(found) is None
    assert contents(world) == before


def test_a_load_compares_again_only_if_the_store_was_written_since(world: Engine, comparisons: list[Checked]) -> None:
    found = check(world)
    assert len(comparisons) == 1
    loaded(world, cities("velda"))
    since = len(comparisons)
    said = loaded(world, found)
    assert len(comparisons) == since + 1
    assert (said.issue_counts or {})["overlaps_earlier_upload"] == 1
    other = check(world, FILE.replace(b"4", b"7"))
    seen = len(comparisons)
    said = loaded(world, other)
    assert len(comparisons) == seen
    assert (said.issue_counts or {})["overlaps_earlier_upload"] == 1


def test_what_is_compared_again_is_said_once(world: Engine) -> None:
    found = check(world)
    loaded(world, made(movements=[move("marrow", 4, on="11-21", destination_as_written="Marrow")]))
    said = loaded(world, found)
    assert [one.code for one in said.issues].count("overlaps_earlier_upload") == 1


def test_a_loaded_file_is_not_compared_with_itself(world: Engine) -> None:
    loaded(world, check(world))
    assert not compare.CODES & set(check(world).issue_counts)


def test_a_file_that_cannot_be_read_is_compared_with_nothing(world: Engine, comparisons: list[Checked]) -> None:
    assert check(world, b"").fatal
    assert comparisons == []
