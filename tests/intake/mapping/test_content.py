"""A column whose header says nothing is known by what it holds, and only where that leaves no doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.intake.given import checked, codes, country, only

MOVED = "2026-05-03,{place},4\n2026-05-04,{other},5\n"


@pytest.mark.parametrize("heading", ["", "X", "Unnamed: 1", "Wohin"])
def test_a_place_is_known_by_its_names(heading: str) -> None:
    found = checked(f"date,{heading},individuals\n" + MOVED.format(place="Marrow", other="galt "))
    assert codes(found) == {"column_by_content": 1}
    said = only(found, "column_by_content")
    assert (said.column, said.value, said.severity) == ("destination_name", heading or "B", "info")
    assert found.totals == {"individuals": 9}


def test_a_place_is_known_by_its_codes() -> None:
    found = checked("date,X,individuals\n" + MOVED.format(place="ZE0101", other="ze0102"))
    assert found.mapping["destination_pcode"] == "X"


@pytest.mark.parametrize(("place", "other"), [("Marrow", "a stranger"), ("Atlantis", "Lemuria")])
def test_a_column_that_holds_other_things_too_is_no_place(place: str, other: str) -> None:
    found = checked("date,X,individuals\n" + MOVED.format(place=place, other=other))
    assert found.fatal
    assert only(found, "missing_column").column == "destination_name"


def test_of_two_columns_that_would_do_none_is_taken() -> None:
    found = checked("date,X,Y,individuals\n2026-05-03,Marrow,Galt,4\n2026-05-03,Galt,Marrow,4\n")
    assert found.fatal
    assert "column_by_content" not in codes(found)


def test_a_name_goes_before_content() -> None:
    found = checked("date,destination_name,X,individuals\n2026-05-03,Marrow,Galt,4\n")
    assert found.mapping["destination_name"] == "destination_name"
    assert codes(found) == {"unknown_column": 1}


def test_a_header_without_one_known_name_stays_refused() -> None:
    assert "no_header" in codes(checked("2026-05-03,Marrow,4\n2026-05-04,Galt,4\n"))


@pytest.mark.parametrize(("day", "known"), [("2026-05-03", True), ("3/5/2026", True), ("46145", False), ("20", False)])
def test_days_are_known_where_they_are_written_as_days(day: str, known: bool) -> None:
    found = checked(f"When,destination_name,individuals\n{day},Marrow,4\n")
    assert ("date" in found.mapping) == known


def test_sites_are_known_by_codes_that_are_no_counts() -> None:
    file = "date,X,individuals\n2026-05-03,{site},4\n"
    found = checked(file.format(site="S-001"))
    assert (found.layout, found.mapping["site_code"]) == ("occupancy", "X")
    counts = country(site_codes=frozenset({"1", "2"}))
    assert checked(file.format(site="1"), known=counts).fatal


def test_words_of_a_code_list_are_known_but_not_a_state_that_may_be_of_anything() -> None:
    rows = "".join(f"2026-05-0{day},Marrow,4,{word}\n" for day, word in enumerate(("Llegada", "Salida", "Retorno"), 1))
    found = checked("date,destination_name,individuals,Mvt\n" + rows)
    assert found.mapping["direction"] == "Mvt"
    assert found.tables["movements"]["direction"].tolist() == ["arrival", "departure", "return"]
    sites = "site_code,site_name,place_name,Clinic\n" + "".join(f"S-{n},Hall {n},Marrow,closed\n" for n in range(5))
    assert "status" not in checked(sites).mapping


def test_coordinates_are_known_near_the_known_cities() -> None:
    known = country()
    cities = known.cities.assign(latitude=40.0, longitude=-25.0)
    head, rows = (
        "site_code,site_name,place_name,N,W\n",
        "".join(f"S-{n},H{n},Marrow,40.1{n},-25.2{n}\n" for n in range(4)),
    )
    found = checked(head + rows, known=replace(known, cities=cities))
    assert (found.mapping["latitude"], found.mapping["longitude"]) == ("N", "W")
    assert "latitude" not in checked(head + rows).mapping  # no city's point is known
    far = "".join(f"S-{n},H{n},Marrow,10.1{n},-25.2{n}\n" for n in range(4))
    assert "latitude" not in checked(head + far, known=replace(known, cities=cities)).mapping


def test_examples_show_what_columns_hold_but_no_way_to_reach_a_person() -> None:
    found = checked(
        "date,destination_name,individuals,Contact,Score\n"
        "2026-05-03,Marrow,4,a@b.example,7\n2026-05-03,Galt,4,+252 61 555 0123,8\n2026-05-04,Galt,4,0612 345 678,9\n"
        "2026-05-05,Galt,4,ask,10\n"
    )
    assert found.examples["Score"] == ("7", "8", "9")
    assert found.examples["destination_name"] == ("Marrow", "Galt")
    assert found.examples["date"] == ("2026-05-03", "2026-05-04", "2026-05-05")
    assert set(found.examples["Contact"]) == {"[removed]"}
    assert tuple(found.examples) == found.headers
