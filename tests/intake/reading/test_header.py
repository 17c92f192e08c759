from __future__ import annotations

import pytest

from idpdash.intake.reading import header as heading
from idpdash.intake.reading.parse import parse
from tests.intake.given import checked, codes, only


def found(*rows: str) -> heading.Header:
    """Return the header of a CSV file."""
    (sheet,) = parse("\n".join(rows).encode()).sheets
    top = heading.find(sheet)
    assert top is not None
    return top


HEAD = "date,destination_name,individuals"


@pytest.mark.parametrize(
    "above",
    [
        (),
        ("Arrivals in the north,,",),
        ("Arrivals in the north,,", "As of 30 June 2024,,", ",,"),
        (",,",) * 20,
        ("Organisation:,IOM,", "Date:,2024-06-30,", "Individuals and households,,", ",,"),
        ("To be filled in by the desk of the city,,", "Total,,1475"),
    ],
)
def test_a_header_is_found_below_whatever_stands_above_it(above: tuple[str, ...]) -> None:
    top = found(*above, HEAD, "2026-05-03,Marrow,4")
    assert (top.names, top.row, top.first) == (tuple(HEAD.split(",")), len(above), len(above) + 1)


def test_a_header_below_row_25_is_not_searched() -> None:
    assert found(*["title,,"] * 25, HEAD).names != tuple(HEAD.split(","))


def test_titles_of_groups_stand_before_what_is_below_them() -> None:
    top = found(
        "date,destination_name,individuals,Female,,Male,", ",,,0-4,5-11,0-4,5-11", "2026-05-03,Marrow,4,1,1,1,1"
    )
    assert top.names == (*HEAD.split(","), "Female 0-4", "Female 5-11", "Male 0-4", "Male 5-11")
    assert top.first == 2


def test_a_name_that_is_known_by_itself_needs_no_title() -> None:
    top = found("When,Where,,Who,", "date,destination_name,origin_name,individuals,households")
    assert top.names == ("date", "destination_name", "origin_name", "individuals", "households")


def test_the_same_word_below_two_titles_is_told_apart() -> None:
    top = found(",Origin,,Destination,", "date,region,district,region,district")
    assert top.names == ("date", "Origin region", "Origin district", "Destination region", "Destination district")


def test_a_row_of_data_is_no_part_of_a_header() -> None:
    assert found(HEAD, ",Marrow,", "2026-05-03,Marrow,4").first == 1


@pytest.mark.parametrize("above", [0, 1, 7])
def test_tags_are_found_wherever_they_stand_in_the_first_rows(above: int) -> None:
    top = found(*["Junk,Junk,Junk"] * above, "When,Where,Who", "#date+reported,#adm2+name+dest,#affected+ind", "x,y,z")
    assert (top.names, top.row, top.first) == (("When", "Where", "Who"), above, above + 2)
    assert top.tags == ("#date+reported", "#adm2+name+dest", "#affected+ind")


def test_an_empty_row_between_names_and_tags() -> None:
    top = found("When,Where,Who", ",,", "#date+reported,#adm2+name+dest,#affected+ind", "x,y,z")
    assert top.names == ("When", "Where", "Who")
    assert top.first == 3


def test_where_no_word_is_known_the_first_wide_row_is_the_header() -> None:
    assert found("Report,,", ",,", "aaa,bbb,ccc", "1,2,3").names == ("aaa", "bbb", "ccc")


def test_names_that_the_user_speaks_of_are_known() -> None:
    rows = "title a,title b,title c\naaa,bbb,ccc\n2026-05-03,Marrow,4\n"
    found = checked(rows, layout="movements", mapping={"date": "aaa", "destination_name": "bbb", "individuals": "ccc"})
    assert found.totals == {"individuals": 4}
    assert found.tables["movements"]["row"].tolist() == [3]


def test_rows_of_a_file_with_a_preamble_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    content = f"Arrivals,,\nAs of today,,\n,,\n{HEAD}\n\n2026-05-03,Marrow,4\n,,\n2026-05-03,Nowhere,5\n"
    found = checked(content)
    assert found.tables["movements"]["row"].tolist() == [6]
    assert only(found, "unknown_place").row == 8


def test_empty_columns_between_are_passed_over() -> None:
    found = checked(",date,,destination_name,,individuals,\n,2026-05-03,,Marrow,,4,\n")
    assert found.totals == {"individuals": 4}
    assert codes(found) == {}


def test_a_header_of_two_languages_is_one_header() -> None:
    found = checked("date,destination_name,individuals\nDate,Destination,People\n2026-05-03,Marrow,4\n")
    assert codes(found) == {"header_again": 1}
    assert found.totals == {"individuals": 4}


@pytest.mark.parametrize(
    ("row", "data"),
    [
        ("2026-05-03,Marrow,4", True),
        ("Marrow,٤", True),
        (HEAD, False),
        ("aaa,bbb,ccc", False),
        ("District X,2024-01,2024-02", False),  # months: a wide table
        ("date,4", False),
    ],
)
def test_a_row_of_data_is_no_header(row: str, data: bool) -> None:
    assert heading.is_data(found(row)) == data


def test_without_a_header_no_row_is_lost_and_columns_have_letters() -> None:
    rows = "2026-05-03,Marrow,4\n2026-05-04,Galt,5\n"
    said = checked(rows, mapping={"date": "A", "destination_name": "B", "individuals": "C"})
    assert (said.totals, said.rows_read) == ({"individuals": 9}, 2)
    assert said.tables["movements"]["row"].tolist() == [1, 2]
    refused = checked(rows)
    assert (refused.headers, refused.shape) == (("A", "B", "C"), "")
    assert refused.examples["B"] == ("Marrow", "Galt")


def test_a_header_whose_merged_names_stand_in_two_rows_is_one_header() -> None:
    head = "Date,Lieu d'arrivée,Personnes,Femmes,,Hommes,"
    top = found("Suivi,,,,,,", head, "Date,Lieu d'arrivée,Personnes,0-17 ans,18 ans et +,0-17 ans,18 ans et +", "x")
    assert top.names[3:] == ("Femmes 0-17 ans", "Femmes 18 ans et +", "Hommes 0-17 ans", "Hommes 18 ans et +")
    assert (top.names[:3], top.first) == (("Date", "Lieu d'arrivée", "Personnes"), 3)
    assert found(head, head, "x").first == 1  # the header once more: said as such
    assert found(head, "Date,Lieu d'arrivée,4,1,1,1,1", "x").first == 1
