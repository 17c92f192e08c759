from __future__ import annotations

from tests.intake.given import checked, codes, movements, only


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    found = checked("\nTitle\ndate,destination_name,individuals\n\n2026-05-03,Marrow,4\n,,\n2026-05-03,Nowhere,4\n")
    assert found.tables["movements"]["row"].tolist() == [5]
    assert only(found, "unknown_place").row == 7
    assert found.rows_read == 2


def test_totals_and_remarks_are_left_out_and_said() -> None:
    found = checked(movements("2026-05-03,Marrow,4", "Total:,,4", "Source: the desk of the city,,"))
    assert found.totals == {"individuals": 4}
    assert found.rows_read == 1
    assert (only(found, "total_row").row, only(found, "footer_row").row) == (3, 4)


def test_the_header_once_more_is_left_out() -> None:
    found = checked(movements("2026-05-03,Marrow,4", "date,destination_name,individuals", "2026-05-03,Galt,4"))
    assert codes(found) == {"header_again": 1}
    assert found.totals == {"individuals": 8}


def test_empty_cells_behind_the_header_do_not_shift_a_row() -> None:
    assert codes(checked(movements("2026-05-03,Marrow,4,,"))) == {}


def test_a_row_of_another_length_waits_and_only_that_is_said() -> None:
    found = checked(movements("2026-05-03,Marrow,4", "2026-05-03,Marrow,1,475", "2026-05-03", "2026-05-03,Galt,4"))
    assert codes(found) == {"too_many_cells": 1, "too_few_cells": 1}
    assert [row.row for row in found.waiting] == [3, 4]
    assert found.totals == {"individuals": 8}


def test_a_file_of_shifted_rows_is_refused() -> None:
    found = checked(movements("2026-05-03,Marrow,1,475", "2026-05-03,Galt,2,000"))
    assert found.fatal
    assert only(found, "shifted_rows").message.startswith("2 of 2 rows")


def test_a_header_alone_is_a_warning() -> None:
    found = checked(movements())
    assert (found.fatal, found.rows_read, codes(found)) == (False, 0, {"no_rows": 1})
    assert found.tables["movements"].empty
