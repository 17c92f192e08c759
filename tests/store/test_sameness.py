"""The same rows in another order are the same file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from idpdash.intake.checked import Checked, Options, UpdateRule
from idpdash.store import compare
from idpdash.store.engine import reading
from idpdash.store.sameness import content, together
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, cities, contents, count, loaded, made, move, site

MOVES = [move("marrow", 5, f_0_4=2, reason="conflict"), move("galt", 6, on="11-21"), move("galt", 6, on="11-21")]


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities."""
    loaded(store, cities("marrow", "galt"))
    return store


def reordered(checked: Checked) -> Checked:
    """Return the same rows from the last to the first, as another file."""
    tables = {name: one[::-1].reset_index(drop=True) for name, one in checked.tables.items()}
    numbered = {name: one.assign(row=range(2, 2 + len(one))) for name, one in tables.items()}
    return replace(checked, tables=numbered, fingerprint=checked.fingerprint + "again", file_name="again.csv")


def test_the_same_rows_in_another_order_change_nothing(world: Engine) -> None:
    file = made(movements=MOVES, waiting=(9,))
    first = loaded(world, file, partial=True)
    before = contents(world)
    said = loaded(world, reordered(file), partial=True)
    assert (said.status, said.upload, said.rows_loaded, said.rows_unchanged) == ("unchanged", first.upload, 0, 3)
    assert said.rows_waiting == 1
    assert (said.issue_counts or {})["stored_already"] == 3
    assert contents(world) == before


@pytest.mark.parametrize(
    "moves",
    [MOVES[:2], [*MOVES, MOVES[0]], [*MOVES[:2], MOVES[0]], [MOVES[0], MOVES[1], {**MOVES[2], "households": 0}]],
)
def test_one_row_more_or_less_or_another_is_another_file(world: Engine, moves: list[dict[str, Any]]) -> None:
    loaded(world, made(movements=MOVES))
    assert loaded(world, made(movements=moves)).status == "loaded"


def test_other_rows_that_wait_are_another_file(world: Engine) -> None:
    file = made(movements=MOVES, waiting=(9,))
    loaded(world, file, partial=True)
    other = replace(file.waiting[0], cells={"place_name": "Elsewhere"})
    assert loaded(world, replace(reordered(file), waiting=(other,)), partial=True).status == "loaded"


def test_another_source_and_an_undone_upload_do_not_count(world: Engine) -> None:
    first = loaded(world, made(movements=MOVES))
    assert loaded(world, reordered(made(source="other", movements=MOVES))).status == "loaded"
    undo(world, first.upload or 0, by="test", now=NOW)
    assert loaded(world, reordered(made(movements=MOVES))).status == "loaded"


def test_rows_that_had_to_wait_count_once_they_are_loaded(world: Engine) -> None:
    loaded(world, made(fingerprint="f", movements=MOVES[:1], waiting=(3,)), partial=True)
    whole = made(fingerprint="f", movements=MOVES[:2])
    loaded(world, whole)
    assert loaded(world, reordered(whole)).status == "unchanged"


def test_what_was_said_anew_since_is_said_again(world: Engine) -> None:
    """A list of sites, another one, and the first again: then the first holds."""
    sites = made(sites=[site("s1", beds=1), site("s2")])
    loaded(world, sites)
    assert loaded(world, reordered(sites)).status == "unchanged"
    loaded(world, made(sites=[site("s1", beds=2)]))
    assert loaded(world, reordered(sites)).rows_loaded == 1
    numbered = made(movements=[move("marrow", 5, record_id="a"), move("marrow", 6, record_id="b")])
    loaded(world, numbered)
    loaded(world, made(movements=[move("marrow", 50, record_id="a")]))
    assert loaded(world, reordered(numbered)).rows_replaced == 1


def test_with_cells_to_erase_it_is_another_file(world: Engine) -> None:
    sites = made(sites=[site("s1", beds=1), site("s2")])
    loaded(world, sites)
    assert loaded(world, replace(reordered(sites), options=Options(erase=("beds",)))).status == "loaded"


def test_complete_lists_of_two_instants_differ(world: Engine) -> None:
    def listed(on: str) -> Checked:
        tables = {"sites": [site("s1")], "occupancy": [count("s1", 5, on=on)]}
        return made(rule=UpdateRule.COMPLETE_LIST, listed_on=on, **tables)  # type: ignore[arg-type]

    assert loaded(world, listed("11-01")).status == "loaded"
    assert loaded(world, listed("11-02")).status == "loaded"
    assert loaded(world, reordered(listed("11-02"))).status == "unchanged"


texts = st.none() | st.text(max_size=3)
cells = st.tuples(st.integers(0, 3), st.none() | st.integers(0, 3), texts)


@given(rows=st.lists(cells, max_size=6), more=st.lists(cells, max_size=3), order=st.randoms(use_true_random=False))
def test_content_is_of_the_set_of_rows(rows: list[tuple[Any, ...]], more: list[tuple[Any, ...]], order: Any) -> None:
    def said(some: list[tuple[Any, ...]]) -> str:
        names = ("individuals", "households", "priority_need")
        moves = [
            move("marrow", 0, **dict(zip(names[1:], one[1:], strict=True))) | {"individuals": one[0]} for one in some
        ]
        return content(made(movements=moves)) if moves else "0000000000000000:0"

    mixed = [*rows]
    order.shuffle(mixed)
    assert said(mixed) == said(rows)
    assert together(said(rows), said(more)) == said([*rows, *more])
    assert (said(rows) == said(more)) == (sorted(map(repr, rows)) == sorted(map(repr, more)))


def test_content_does_not_hang_on_the_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    file = made(movements=[move("marrow", number, households=None if number % 2 else 1) for number in range(9)])
    whole = content(file)
    monkeypatch.setattr("idpdash.store.sameness.BATCH", 2)
    assert content(file) == whole


def test_what_a_file_says_is_worked_out_beside_as_many_rows_only(world: Engine) -> None:
    file = made(movements=MOVES)
    with reading(world) as connection:
        assert not compare.compared(connection, file, version=1, today=TODAY).content
    loaded(world, file)
    with reading(world) as connection:
        assert not compare.compared(connection, made(movements=MOVES[:2]), version=2, today=TODAY).content
        found = compare.compared(connection, reordered(file), version=2, today=TODAY)
    assert found.content == content(file)
    assert found.issue_counts["stored_already"] == 3
