"""The places of a table: what is said of each row, and what once for all."""

from __future__ import annotations

import pytest

from tests.intake.given import checked, codes, country, movements, only

BOTH = "date,destination_pcode,destination_name,individuals"
IN = "date,destination_name,destination_parent_name,individuals"


def test_code_and_unknown_name_are_shown_with_both_readings() -> None:
    found = checked(movements("2026-05-03,ZE0101,Bondhere,4", "2026-05-03,ZE0101,Marow,5", header=BOTH))
    assert (codes(found), found.rows_good) == ({"code_name_differ": 1}, 1)
    said = only(found, "code_name_differ")
    assert "The code says ZE0101 Marrow, the name “Bondhere” is not known as a name of it" in said.message
    assert (said.column, said.value, said.suggestion) == ("destination_name", "Bondhere", "ZE0101 Marrow")


def test_codes_with_the_other_letters_of_the_country_are_said_once() -> None:
    known = country()
    places = known.places.assign(place_code=known.places["place_code"].str.replace("ZE", "ZW"))
    cities = known.cities.assign(city_code=known.cities["city_code"].str.replace("ZE", "ZW"))
    other = type(known)(places, cities, known.aliases)
    rows = ("2026-05-03,ZWE0101,4", "2026-05-03,ZW0102,4", "2026-05-03,ZWE0102,4")
    found = checked(movements(*rows, header="date,destination_pcode,individuals"), known=other)
    assert (codes(found), found.rows_good) == ({"pcode_prefix": 2}, 3)
    assert found.tables["movements"]["destination_place_code"].tolist() == ["ZW0101", "ZW0102", "ZW0102"]
    assert "first “ZWE0101” in row 2, which was read as ZW0101 Marrow" in only(found, "pcode_prefix").message
    listed = checked("city_code,city_name,place_pcodes\nA,Town,ZWE0101;ZW0102\n", known=other)
    assert listed.tables["cities"]["place_pcodes"].tolist() == ["ZW0101;ZW0102"]
    assert only(listed, "pcode_prefix").severity == "info"


def test_a_wrong_region_says_what_to_do() -> None:
    found = checked(movements("2026-05-03,Marrow,South,4", "2026-05-03,Marrow,North,4", header=IN))
    assert codes(found) == {"wrong_parent": 1}
    said = only(found, "wrong_parent")
    assert said.column == "destination_parent_name"
    assert "ZE0101 Marrow does not lie in “South”; mend the one that is wrong" in said.message


def test_a_name_of_two_places_says_what_to_do() -> None:
    found = checked(movements("2026-05-03,Sarnath,4"))
    assert "ZE0103 Sarnath and ZE0202 Sarnath; give its code or its region" in only(found, "ambiguous_place").message


@pytest.mark.parametrize("header", ["destination_name", "destination_pcode"])
def test_a_place_without_a_city_loads(header: str) -> None:
    written = "Wilds" if header.endswith("name") else "ZE0203"
    found = checked(movements(f"2026-05-03,{written},4", header=f"date,{header},individuals"))
    assert codes(found) == {}
    assert found.tables["movements"]["destination_place_code"].tolist() == ["ZE0203"]


def test_letters_of_another_alphabet_are_said_and_as_an_origin_load() -> None:
    found = checked(
        movements("2026-05-03,\u041carrow,\u041carrow,4", header="date,destination_name,origin_name,individuals")
    )
    assert codes(found) == {"unknown_place": 1, "unknown_origin": 1}
    said = only(found, "unknown_place")
    assert "only look like" in said.message
    assert said.suggestion == "ZE0101 Marrow"


def test_a_row_without_a_name_beside_its_code_is_as_good() -> None:
    found = checked(movements("2026-05-03,ZE0101,,4", "2026-05-03,,Galt,4", header=BOTH))
    assert codes(found) == {}
    assert found.tables["movements"]["destination_place_code"].tolist() == ["ZE0101", "ZE0102"]


def test_very_many_unknown_names_are_looked_at_once_each_and_proposed_only_where_said() -> None:
    rows = [f"2026-05-03,Marow {number},4" for number in range(2_000)]
    found = checked(movements(*rows, *rows))
    assert codes(found)["unknown_place"] == 4_000
    assert {row.issues[0].suggestion for row in found.waiting[:50]} <= {None, "ZE0101 Marrow"}
