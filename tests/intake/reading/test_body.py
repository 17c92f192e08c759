from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    "label",
    ["Grand total", "TOTAL:", "Sous-total", "Total général", "Suma total", "Total geral", "Усього", "Разом", "Итого:"]
    + ["Всего", "المجموع", "الإجمالي", "合計"],
)
def test_totals_are_known_in_seven_languages(label: str) -> None:
    found = checked(movements("2026-05-03,Marrow,4", f",{label},4"))
    assert codes(found) == {"total_row": 1}
    assert found.totals == {"individuals": 4}


def test_totals_of_parts_stand_between_the_rows() -> None:
    found = checked(
        movements("2026-05-03,Marrow,4", ",Total North,4", "2026-05-03,Rhone,5", ",South total,5", ",Total,9")
    )
    assert codes(found) == {"total_row": 3}
    assert found.totals == {"individuals": 9}


def test_a_place_or_site_called_total_is_no_total_where_its_row_is_whole() -> None:
    found = checked("site_code,site_name,place_name\nS-1,Total petrol station,Marrow\n")
    assert codes(found) == {}
    assert codes(checked(movements("2026-05-03,Total North,4"))) == {"unknown_place": 1}


def test_a_total_may_stand_in_a_column_that_is_not_read() -> None:
    found = checked("zone,date,destination_name,individuals\nN,2026-05-03,Marrow,4\nTotal,,,4\n")
    assert codes(found) == {"unknown_column": 1, "total_row": 1}


@pytest.mark.parametrize(
    "remark", ["Source: own desk", "Note : provisoire", "المصدر: المكتب", "Джерело: місто", "出典:市"]
)
def test_remarks_below_are_left_out_also_behind_empty_rows_and_totals(remark: str) -> None:
    found = checked(movements("2026-05-03,Marrow,4", "Total,,4", ",,", f"{remark},,"))
    assert codes(found) == {"total_row": 1, "footer_row": 1}


def test_a_row_that_only_looks_short_is_no_remark() -> None:
    assert codes(checked(movements("2026-05-03,Marrow,4", ",Galt,"))) == {"missing_value": 2}
