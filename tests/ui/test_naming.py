"""Names that mean no known place: found in every row, the worst first, with the place they probably mean."""

from __future__ import annotations

from idpdash.ui.spellings import (
    Spelling,
    cells_of,
    contradictions,
    free_code,
    known_places,
    likely,
    spellings,
    suggested,
    unknown_sites,
)
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


def spelled(written: str, suggestion: str | None, column: str = "destination_name") -> Spelling:
    """Return a spelling with what the check proposes for it."""
    return Spelling(written, column, 1, 2, suggestion)


def test_only_what_is_spelled_nearly_alike_is_proposed_for_one_click() -> None:
    marrow = PLACES["ZE0101"]
    assert likely(spelled("Marow", "ZE0101 Marrow"), PLACES) == marrow
    assert likely(spelled("MAR-ROW.", "ZE0101 Marrow"), PLACES) == marrow
    assert likely(spelled("Marshow", "ZE0101 Marrow"), PLACES) is None  # it may be another place: the user's decision
    assert likely(spelled("Marow", None), PLACES) is None
    assert likely(spelled("ZE0111", "ZE0101 Marrow", "destination_pcode"), PLACES) is None


def test_for_a_need_only_a_city_is_proposed() -> None:
    assert likely(spelled("Lakesde", "ZE0104 Lakeside"), PLACES) == PLACES["ZE0104"]
    assert likely(spelled("Lakesde", "ZE0104 Lakeside", "city_name"), PLACES) is None
    assert likely(spelled("Marow", "ZE0101 Marrow", "city_name"), PLACES) == PLACES["ZE0101"]


def test_a_code_beside_another_name_is_shown_with_both_readings() -> None:
    rows = "2026-05-03,ZE0101,Galt,1\n" * 2 + "2026-05-03,ZE0101,Marrow,1\n"
    found = contradictions(checked("date,destination_pcode,destination_name,individuals\n" + rows), PLACES)
    assert [(one.written, one.by_code.code, one.by_name, one.rows) for one in found] == [
        ("Galt", "ZE0101", "Galt, North · ZE0102", 2)
    ]


def test_sites_that_nobody_listed_are_counted() -> None:
    rows = "2026-05-03,S-009,1\n" * 2 + "2026-05-03,S-001,1\n2026-05-03,S-008,1\n"
    assert unknown_sites(checked("date,site_code,individuals\n" + rows)) == {"S-009": 2, "S-008": 1}


def test_a_place_without_a_city_is_asked_for_as_a_member() -> None:
    rows = "N-1,Wilds,places,5\n"
    (one,) = spellings(checked("need_code,city_name,item,quantity\n" + rows))
    assert (one.written, one.member, one.of_city) == ("Wilds", True, True)


def test_rows_are_left_out_by_their_whole_cells() -> None:
    long = "Elsewhere " * 12
    found = checked(HEADER + f"2026-05-03,,{long},1\n2026-05-03,,Nowhere,1\n")
    texts = [[text.strip() for text in cells_of(found, one)] for one in spellings(found)]
    assert texts == [[long.strip()], ["Nowhere"]]


def test_a_code_that_is_taken_is_not_proposed() -> None:
    assert free_code("Old Harbour", PLACES) == "OLD-HARBOUR"
    assert free_code("ze0101", PLACES) == "ZE0101-2"
