"""Names that mean no known place: found in every row, the worst first, with the place they probably mean."""

from __future__ import annotations

from idpdash.ui.naming import known_places, spellings, suggested
from tests.intake.given import checked, country

HEADER = "date,origin_name,destination_name,individuals\n"
PLACES = known_places(country().places, country().cities)


def test_every_city_and_area_may_be_chosen_once_cities_first() -> None:
    assert list(PLACES) == ["ZE0102", "ZE0101", "ZE0201", "ZE0103", "ZE0202", "ZE0104", "ZE01", "ZE02", "ZE0203"]
    assert PLACES["ZE0202"].words == "Sarnath, South · ZE0202"
    assert PLACES["ZE0104"].words == "Lakeside, North · ZE0104"


def test_names_that_keep_rows_out_come_before_names_of_origins() -> None:
    rows = "2026-05-03,Far,Marrow,1\n" * 5 + "2026-05-03,Galt,Marow,1\n" * 2 + "2026-05-03,Galt,Elsewhere,1\n" * 3
    found = spellings(checked(HEADER + rows))
    assert [(one.written, one.column, one.rows, one.first_row) for one in found] == [
        ("Elsewhere", "destination_name", 3, 9),
        ("Marow", "destination_name", 2, 7),
        ("Far", "origin_name", 5, 2),
    ]
    assert [suggested(one, PLACES) for one in found] == [None, "ZE0101", None]


def test_all_rows_of_a_name_are_counted_beyond_the_issues_that_are_kept() -> None:
    found = spellings(checked(HEADER + "2026-05-03,,Elsewhere,1\n" * 1_500))
    assert [one.rows for one in found] == [1_500]


def test_an_unknown_code_is_no_name() -> None:
    found = spellings(checked("date,destination_pcode,individuals\n2026-05-03,ZE9999,1\n"))
    assert [(one.written, one.is_code) for one in found] == [("ZE9999", True)]
