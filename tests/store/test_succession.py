"""A record stated anew takes the place of the earlier one; an undo of any upload is as if it had never been there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from idpdash.intake.checked import Checked
from idpdash.store import tables as t
from idpdash.store.undo import undo
from tests.store.made import NOW, cities, contents, count, loaded, made, move, rows, site

NAMES = ("individuals", "record_id", "upload_id", "superseded_by")


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities and a site (uploads 1 and 2)."""
    loaded(store, cities("marrow", "galt"))
    loaded(store, made(sites=[site("s1")]))
    return store


def record(number: str | None, people: int, *, on: str = "11-10", **values: Any) -> dict[str, Any]:
    """Return a movement with a record number."""
    return move("marrow", people, on=on, record_id=number, **values)


def live(store: Engine) -> list[tuple[Any, ...]]:
    """Return number and people of the movements that hold."""
    found = rows(store, t.Movement, "record_id", "individuals", "superseded_by")
    return sorted((number, people) for number, people, gone in found if gone is None)


def test_a_record_is_new_the_same_or_changed(world: Engine) -> None:
    loaded(world, made(movements=[record("a", 1), record("b", 2), record("c", 3)]))
    said = loaded(world, made(movements=[record("a", 1), record("b", 20), record("d", 4)]))
    assert (said.rows_loaded, said.rows_unchanged, said.rows_replaced) == (2, 1, 1)
    assert said.layouts == {"movements": 2}
    assert live(world) == [("a", 1), ("b", 20), ("c", 3), ("d", 4)]
    assert rows(world, t.Upload, "rows_loaded", "status")[-2:] == [(3, "live"), (2, "live")]


def test_an_upload_of_which_every_record_was_stated_anew_is_superseded(world: Engine) -> None:
    loaded(world, made(movements=[record("a", 1)]))
    said = loaded(world, made(movements=[record("a", 1), record("b", 2)]))
    assert rows(world, t.Upload, "status", "superseded_by")[2] == ("superseded", said.upload)
    undo(world, said.upload or 0, by="test", now=NOW)
    assert rows(world, t.Upload, "status", "superseded_by")[2] == ("live", None)
    assert live(world) == [("a", 1)]


def test_rows_without_a_number_and_other_sources_add_up(world: Engine) -> None:
    loaded(world, made(movements=[record(None, 1), record("a", 2)]))
    said = loaded(world, made(movements=[record(None, 1), record("b", 2)]))
    other = loaded(world, made(source="other", movements=[record("a", 9)]))
    assert (said.rows_replaced, other.rows_replaced, other.rows_unchanged) == (0, 0, 0)
    assert len(rows(world, t.Movement, "id")) == 5
    assert {gone for (gone,) in rows(world, t.Movement, "superseded_by")} == {None}


def test_a_record_may_move_out_of_the_period_that_is_replaced(world: Engine) -> None:
    loaded(world, made(movements=[record("a", 1, on="10-10"), record("b", 2, on="10-11")]))
    loaded(world, made(movements=[record("a", 1, on="11-10")]), replace_period=True)
    assert live(world) == [("a", 1), ("b", 2)]


def test_counts_of_sites_have_records_too(world: Engine) -> None:
    loaded(world, made(occupancy=[count("s1", 10, record_id="a"), count("s1", 11, on="11-21", record_id="b")]))
    said = loaded(world, made(occupancy=[count("s1", 10, record_id="a"), count("s1", 12, on="11-21", record_id="b")]))
    assert (said.rows_loaded, said.rows_unchanged, said.rows_replaced) == (1, 1, 1)
    assert [people for people, gone in rows(world, t.Occupancy, "individuals", "superseded_by") if gone is None] == [
        10,
        12,
    ]


def test_a_number_that_stands_twice_in_a_file_is_two_rows(world: Engine) -> None:
    loaded(world, made(movements=[record("a", 1), record("a", 2)]))
    said = loaded(world, made(movements=[record("a", 1), record("a", 3)]))
    assert (said.rows_loaded, said.rows_unchanged, said.rows_replaced) == (1, 1, 1)
    assert live(world) == [("a", 1), ("a", 3)]


def test_undoing_the_middle_of_three_leaves_the_last_standing(world: Engine) -> None:
    first = loaded(world, made(movements=[record("a", 1), record("b", 7)]))
    second = loaded(world, made(movements=[record("a", 2), record("b", 8)]))
    third = loaded(world, made(movements=[record("a", 3)]))
    undo(world, second.upload or 0, by="test", now=NOW)
    assert rows(world, t.Movement, *NAMES) == [
        (1, "a", first.upload, third.upload),
        (7, "b", first.upload, None),
        (3, "a", third.upload, None),
    ]


def test_what_the_last_only_repeated_stands_when_the_middle_goes(world: Engine) -> None:
    loaded(world, made(movements=[record("a", 1)]))
    second = loaded(world, made(movements=[record("a", 2)]))
    loaded(world, made(movements=[record("a", 2), record("c", 5)]))
    undo(world, second.upload or 0, by="test", now=NOW)
    assert live(world) == [("a", 2), ("c", 5)]


def test_a_waiting_row_gives_way_to_what_was_said_since(world: Engine) -> None:
    first = loaded(world, made(fingerprint="f", movements=[record("z", 1)], waiting=(3,)), partial=True)
    later = loaded(world, made(movements=[record("a", 20)]))
    replacing = loaded(world, made(movements=[record("q", 5, on="11-12")]), replace_period=True)
    mended = [record("z", 1), record("a", 2), record("b", 3, on="11-12")]
    file = made(fingerprint="f", movements=mended)
    file.tables["movements"].loc[2, "row"] = 3
    said = loaded(world, file)
    assert (said.upload, said.rows_loaded) == (first.upload, 1)
    assert rows(world, t.Movement, *NAMES)[-2:] == [
        (2, "a", first.upload, later.upload),
        (3, "b", first.upload, replacing.upload),
    ]


numbers = st.sampled_from(["a", "b", None])


@st.composite
def files(draw: st.DrawFn) -> tuple[Checked, bool]:
    """Return any file of movements with and without record numbers, and whether it replaces its period."""
    given_ = st.tuples(numbers, st.integers(1, 3), st.sampled_from(["11-01", "11-02"]))
    moves = [record(number, people, on=on) for number, people, on in draw(st.lists(given_, min_size=1, max_size=3))]
    return made(fingerprint=str(draw(st.uuids())), movements=moves), draw(st.booleans())


def holding(store: Engine) -> list[Any]:
    """Return what all movements say, whether they hold, and by whom (the files told apart by their time)."""
    return sorted(map(repr, rows(store, t.Movement, "record_id", "individuals", "period_end", "superseded_by")))


@given(loads=st.lists(files(), min_size=1, max_size=4), which=st.integers(0, 3))
def test_to_undo_an_upload_is_as_if_it_had_never_been_loaded(
    emptied: Callable[[], Engine], loads: list[tuple[Checked, bool]], which: int
) -> None:
    which %= len(loads)

    def told(*, taken_back: bool) -> list[Any] | None:
        store = emptied()
        loaded(store, cities("marrow"))
        numbered: dict[int | None, int] = {}
        for place, (file, replaces) in enumerate(loads):
            if place != which or taken_back:
                said = loaded(store, file, replace_period=replaces)
                if said.status == "unchanged":  # it rests on one that says the same, and is kept nowhere
                    store.dispose()
                    return None
                numbered[said.upload] = place
        if taken_back:
            undo(store, next(number for number, place in numbered.items() if place == which) or 0, by="t", now=NOW)
        found = rows(store, t.Movement, "record_id", "individuals", "period_end", "upload_id", "superseded_by")
        told = sorted(repr((*row[:3], numbered[row[3]], numbered.get(row[4]))) for row in found)
        store.dispose()
        return told

    with_it, without = told(taken_back=True), told(taken_back=False)
    if with_it is not None and without is not None:
        assert with_it == without


@given(loads=st.lists(files(), min_size=2, max_size=4), order=st.permutations(range(4)))
def test_files_about_different_days_may_come_in_any_order(
    emptied: Callable[[], Engine], loads: list[tuple[Checked, bool]], order: list[int]
) -> None:
    def told(places: list[int]) -> list[Any]:
        store = emptied()
        loaded(store, cities("marrow"))
        for place in places:
            moves = [
                record(f"{place}{number}", 1 + place, on=f"10-0{place + 1}")
                for number in range(len(loads[place][0].tables["movements"]))
            ]
            loaded(store, made(movements=moves), replace_period=loads[place][1])
        found = holding(store)
        store.dispose()
        return found

    few = [place for place in order if place < len(loads)]
    assert told(few) == told(sorted(few))


def test_no_row_of_an_undone_upload_is_left(world: Engine) -> None:
    before = contents(world)
    said = loaded(world, made(movements=[record("a", 1)]))
    undo(world, said.upload or 0, by="test", now=NOW)
    assert contents(world) == before
