"""The rows that wait, to be edited: cells as written, those with a fault first, what is wrong beside them."""

from __future__ import annotations

from idpdash.ui.upload_grid import grid
from tests.intake.given import checked

MOVES = "date,destination_name,individuals,households,reason\n"


def test_cells_stand_as_written_and_those_with_a_fault_first() -> None:
    rows = grid(checked(MOVES + "2026-05-03,Marrow,5,,\n2026-05-03,Nowhere,0012,,\n2026-05-03,Elsewhere,-1,,\n"))
    assert list(rows.columns) == ["row", "destination_name", "individuals", "what_is_wrong", "date"]
    assert rows[["row", "destination_name", "individuals"]].to_numpy().tolist() == [
        [3, "Nowhere", "0012"],
        [4, "Elsewhere", "-1"],
    ]
    assert "destination_name: “Elsewhere” is no known place." in rows["what_is_wrong"][1]
    assert "individuals: “-1” is below zero." in rows["what_is_wrong"][1]


def test_a_cell_that_is_empty_and_should_not_be_can_be_filled() -> None:
    rows = grid(checked(MOVES + "2026-05-03,Marrow,,,\n"))
    assert rows.loc[0, "individuals"] == ""


def test_no_more_rows_are_sent_than_can_be_edited() -> None:
    file = checked(MOVES + "".join(f"2026-05-03,Marrow,-{number},,\n" for number in range(1, 31)))
    assert grid(file, most=10)["row"].tolist() == list(range(2, 12))
