"""Rows kept aside: what became good loads under its upload, what was mended is kept, what is dismissed comes back."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Options
from idpdash.store import tables as t
from idpdash.store.engine import reading
from idpdash.store.known import known
from idpdash.store.record import add_alias, add_city, add_place
from idpdash.store.record.waiting import dismiss_waiting, recheck, retry_waiting
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, UTC, cities, contents, day, loaded, made, rows, site

WHO: dict[str, Any] = {"by": "desk", "now": NOW}
HOW: dict[str, Any] = {"today": TODAY, "timezone": ZoneInfo("UTC")}
FAULTS = """Report date,To place,People,Origin
2026-05-03,Marrow,57,Galt
2026-05-04,Marow,14,"Galt, old town
and harbour"
2026-05-05,Marrow,-23,Galt
2026-06-07,Wexcombe,11,
2026-04-08,Marow,12,Galt
"""
PRMN = """Month End,Current (Arrival) District,Current (Arrival) Region,Previous (Departure) District,Reason,\
Current (Arrival) Priority Need,Number of Individuals
31/05/2026,Marrow,North,Galt,Conflict/Insecurity,Food,10
30/06/2026,Marow,South,Galt,Conflict/Insecurity,Food,20
"""


def file(store: Engine, content: str, **options: Any) -> Checked:
    """Return a file as checked against the store."""
    with reading(store) as connection:
        return check(content.encode(), "f.csv", Options(**options), known(connection), today=TODAY, timezone=UTC)


def again(store: Engine, upload: int, **edits: dict[str, str]) -> Checked:
    """Return an upload's waiting rows checked anew."""
    found = recheck(store, upload, **HOW)
    assert isinstance(found, Checked), found
    return found


def waits(store: Engine) -> list[int]:
    """Return the numbers of the rows that wait."""
    return sorted(row for row, gone in rows(store, t.WaitingRow, "row_number", "dismissed_by") if gone is None)


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities and, as upload 2, a file of which four rows wait."""
    loaded(store, cities("marrow", "galt"))
    said = loaded(store, file(store, FAULTS), partial=True)
    assert (said.upload, said.rows_loaded, waits(store)) == (2, 1, [3, 4, 5, 6])
    return store


def test_rows_are_checked_anew_under_their_own_numbers(world: Engine) -> None:
    found = again(world, 2)
    assert [row.row for row in found.waiting] == [3, 4, 5, 6]
    assert [issue.row for row in found.waiting for issue in row.issues] == [3, 4, 5, 6]
    assert next(iter(found.waiting)).issues[0].message.startswith("Row 3, Destination: “Marow”")


def test_what_became_good_loads_under_the_same_upload(world: Engine) -> None:
    add_alias(world, source="field", written="Marow", place_code="marrow", **WHO)
    assert [len(table) for table in again(world, 2).tables.values()] == [2]
    said = retry_waiting(world, 2, **HOW, **WHO)
    assert (said.rows_loaded, said.rows_waiting, waits(world)) == (2, 2, [4, 5])
    assert rows(world, t.Movement, "upload_id", "individuals") == [(2, 57), (2, 14), (2, 12)]
    period = rows(world, t.Upload, "period_start", "period_end", "rows_loaded")[1]
    assert period == (day("04-08"), day("05-04"), 3)
    before = contents(world)
    assert retry_waiting(world, 2, **HOW, **WHO).rows_loaded == 0
    assert contents(world) == before


def test_mended_cells_load_and_those_still_wrong_are_kept_as_mended(world: Engine) -> None:
    edits = {4: {"individuals": "23"}, 5: {"destination_name": "Wexcomb", "no_such_column": "x"}, 99: {"date": "x"}}
    said = retry_waiting(world, 2, edits=edits, **HOW, **WHO)
    assert (said.rows_loaded, waits(world)) == (1, [3, 5, 6])
    assert rows(world, t.Movement, "individuals")[-1] == (23,)
    assert rows(world, t.Upload, "period_start", "period_end")[1] == (day("05-03"), day("05-05"))
    kept = {row: json.loads(cells) for row, cells in rows(world, t.WaitingRow, "row_number", "cells")}
    assert kept[5]["destination_name"] == "Wexcomb"
    assert "no_such_column" not in kept[5]
    trace = json.loads(rows(world, t.Upload, "options")[1][0])["mended"]
    assert trace == [{"by": "desk", "at": NOW.isoformat(), "rows": 1}]


def test_edits_are_kept_where_nothing_loads(world: Engine) -> None:
    retry_waiting(world, 2, edits={5: {"destination_name": "Wexcomb"}}, **HOW, **WHO)
    kept = {row: json.loads(cells) for row, cells in rows(world, t.WaitingRow, "row_number", "cells")}
    issues = {row: json.loads(said) for row, said in rows(world, t.WaitingRow, "row_number", "issues")}
    assert kept[5]["destination_name"] == "Wexcomb"
    assert [issue["value"] for issue in issues[5]] == ["Wexcomb"]


def test_the_undo_of_the_upload_takes_back_what_was_mended_too(world: Engine) -> None:
    retry_waiting(world, 2, edits={4: {"individuals": "23"}}, **HOW, **WHO)
    undo(world, 2, **WHO)
    assert (rows(world, t.Movement, "id"), waits(world)) == ([], [])


def test_rows_are_dismissed_with_a_reason_and_come_back(world: Engine) -> None:
    before = contents(world)
    act = dismiss_waiting(world, 2, rows=[4, 5, 77], reason=" test rows ", token="one", **WHO)
    assert dismiss_waiting(world, 2, reason="again", token="one", **WHO) == act
    assert waits(world) == [3, 6]
    assert json.loads(rows(world, t.Upload, "options")[-1][0]) == {"upload": 2, "rows": 2, "reason": "test rows"}
    assert [row.row for row in again(world, 2).waiting] == [3, 6]
    undo(world, act, **WHO)
    assert contents(world) == before


def test_dismissed_rows_stay_dismissed_when_others_load(world: Engine) -> None:
    dismiss_waiting(world, 2, rows=[6], reason="a test", **WHO)
    retry_waiting(world, 2, edits={4: {"individuals": "23"}}, **HOW, **WHO)
    assert sorted(rows(world, t.WaitingRow, "row_number", "dismissed_by")) == [(3, None), (5, None), (6, 3)]


def test_all_rows_are_dismissed_at_once(world: Engine) -> None:
    dismiss_waiting(world, 2, reason="a test", **WHO)
    assert waits(world) == []
    with pytest.raises(IdpdashError, match="wait no longer"):
        dismiss_waiting(world, 2, reason="a test", **WHO)
    with pytest.raises(IdpdashError, match="Say why"):
        dismiss_waiting(world, 2, reason=" ", **WHO)


def test_a_row_that_looks_like_no_row_any_more_is_never_lost(world: Engine) -> None:
    edits = {4: {"destination_name": "Total"}, 5: dict.fromkeys(("date", "destination_name", "individuals"), "")}
    retry_waiting(world, 2, edits={**edits, 6: {"destination_name": "Marrow"}}, **HOW, **WHO)
    assert waits(world) == [3, 4, 5]
    found = again(world, 2).waiting
    assert [(row.row, row.cells["destination_name"]) for row in found] == [(3, "Marow"), (4, "Total"), (5, "")]


def test_rows_of_a_known_source_are_tried_with_its_spellings(store: Engine) -> None:
    add_place(store, code="r1", name="North", **WHO)
    add_place(store, code="marrow", name="Marrow", parent_code="r1", **WHO)
    add_city(store, code="marrow", name="Marrow", **WHO)
    add_place(store, code="galt", name="Galt", parent_code="r1", **WHO)
    said = loaded(store, file(store, PRMN), partial=True)
    assert (said.source, said.rows_waiting) == ("prmn", 1)
    add_alias(store, source="prmn", written="Marow", place_code="marrow", **WHO)
    retry_waiting(store, said.upload or 0, **HOW, **WHO)
    assert rows(store, t.Movement, "individuals", "period_start", "period_end", "reason") == [
        (10, day("05-01"), day("05-31"), "conflict"),
        (20, day("06-01"), day("06-30"), "conflict"),
    ]
    assert waits(store) == []


def test_a_day_that_may_be_read_two_ways_is_never_guessed(store: Engine) -> None:
    loaded(store, cities("marrow"))
    rows_of = "date,destination_name,individuals\n05/13/2026,Marrow,5\n04/05/2026,Marow,7\n"
    said = loaded(store, file(store, rows_of), partial=True)
    upload = said.upload or 0
    edits = {3: {"destination_name": "Marrow"}}
    with pytest.raises(IdpdashError, match="read two ways"):
        retry_waiting(store, upload, edits=edits, **HOW, **WHO)
    retry_waiting(store, upload, edits=edits, day_first=False, **HOW, **WHO)
    assert rows(store, t.Movement, "period_end", "individuals") == [(day("05-13"), 5), (day("04-05"), 7)]


def test_what_was_personal_is_gone_and_its_row_loads_without_it(store: Engine) -> None:
    loaded(store, cities("marrow"))
    needs = "need_code,city_name,item,quantity,note\nN-1,Marrow,places,4,call +252 61 555 1234\nN-2,Marrow,places,5,\n"
    said = loaded(store, file(store, needs), partial=True)
    assert said.rows_waiting == 1
    retry_waiting(store, said.upload or 0, **HOW, **WHO)
    assert rows(store, t.NeedStatement, "quantity", "note") == [(5, None), (4, None)]


def test_rows_of_what_a_later_upload_replaced_are_not_added(world: Engine) -> None:
    loaded(world, file(world, FAULTS + "2026-05-03,Marrow,1,\n"), partial=True, replace_period=True)
    found = recheck(world, 2, **HOW)
    assert isinstance(found, str)
    with pytest.raises(IdpdashError, match="taken the place"):
        retry_waiting(world, 2, **HOW, **WHO)


def test_rows_that_make_several_tables_need_their_file(store: Engine) -> None:
    loaded(store, cities("marrow"))
    both = made(sites=[site("s1")], occupancy=[], waiting=(7,))
    said = loaded(store, both, partial=True)
    assert "load it again" in str(recheck(store, said.upload or 0, **HOW))


def test_an_unknown_upload_is_said(store: Engine) -> None:
    with pytest.raises(IdpdashError, match="no upload 9"):
        recheck(store, 9, **HOW)
