"""Points of sites against the outlines of a small country: squares of one degree, the city of Marrow two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
import shapely

from idpdash.intake.checked import Checked, Known
from idpdash.intake.rules.points import in_words
from tests.intake.given import checked, codes, country, only

SQUARES = {
    "ZE0101": shapely.box(30, 10, 31, 11),
    "ZE0102": shapely.box(31, 10, 32, 11),
    "ZE0103": shapely.box(30, 11, 31, 12),
    "ZE0104": shapely.box(32, 10, 33, 11),  # Lakeside, held by the city of Marrow
    "ZE0201": shapely.box(31, 11, 32, 12),
    "ZE0202": shapely.box(32, 11, 33, 12),
    "ZE0203": shapely.box(33, 11, 34, 12),
}
WITHIN = "10.5,30.5"


def with_outlines(*, without: Iterable[str] = ()) -> Known:
    """Return the small country with outlines, some of them not known."""
    outlines = {code: shapely.to_wkb(square) for code, square in SQUARES.items() if code not in set(without)}
    return replace(country(), outlines=lambda codes: {code: outlines[code] for code in codes if code in outlines})


def site(point: str, place: str = "ZE0101", *, known: Known | None = None) -> Checked:
    """Return a list of one site, checked. point: latitude and longitude as the file has them."""
    header = "site_code,site_name,place_pcode,latitude,longitude\n"
    return checked(f"{header}S-1,Hall,{place},{point}\n", known=known or with_outlines())


@pytest.mark.parametrize(
    ("point", "place"),
    [(WITHIN, "ZE0101"), ("10,30", "ZE0101"), ("10.5,32.5", "ZE0101"), ("10.5,32.5", "ZE0104"), (",", "ZE0101")],
)
def test_a_point_in_its_place_or_on_its_edge_or_none_says_nothing(point: str, place: str) -> None:
    found = site(point, place)
    assert codes(found) == {}
    assert found.rows_good == 1


def test_a_point_in_another_place_is_said_with_both_and_the_distance() -> None:
    found = site("11.5,30.5")
    assert (codes(found), found.rows_good) == ({"point_outside_place": 1}, 1)
    message = only(found, "point_outside_place").message
    assert "lies in ZE0103 Sarnath, about 56 km outside ZE0101 Marrow" in message


def test_a_city_is_not_its_neighbour_but_all_that_it_holds() -> None:
    assert codes(site(WITHIN, "ZE0104")) == {"point_outside_place": 1}  # the district alone is meant


def test_a_point_just_beside_every_place_is_outside_one_and_far_from_all_is_nowhere() -> None:
    assert "less than 1 km outside ZE0101" in only(site("9.995,30.5"), "point_outside_place").message
    found = site("5.5,30.5")
    assert (codes(found), found.rows_good) == ({"point_nowhere": 1}, 1)
    assert "about 500 km from ZE0101 Marrow" in only(found, "point_nowhere").message


def test_nowhere_is_said_only_where_every_outline_is_known() -> None:
    known = with_outlines(without=["ZE0203"])
    assert codes(site("5.5,30.5", known=known)) == {"point_outside_place": 1}


def test_a_place_without_an_outline_says_nothing_of_its_points() -> None:
    assert codes(site("5.5,30.5", known=with_outlines(without=["ZE0101"]))) == {}
    assert codes(site("5.5,30.5", known=with_outlines(without=["ZE0104"]))) == {}  # of a city one part is not known
    assert codes(site("5.5,30.5", known=country())) == {}


@pytest.mark.parametrize("point", ["30.5,10.5", "32.5,10.5", "33.5,11.5"])
def test_exchanged_coordinates_are_an_error(point: str) -> None:
    found = site(point)
    assert (codes(found), found.rows_good) == ({"coordinates_swapped": 1}, 0)
    assert "Did you mean" in only(found, "coordinates_swapped").message


@pytest.mark.parametrize(("point", "column"), [("10.5,", "longitude"), (",30.5", "latitude")])
def test_half_a_point_is_an_error_in_the_empty_cell(point: str, column: str) -> None:
    found = site(point)
    assert (codes(found), found.rows_good) == ({"coordinate_alone": 1}, 0)
    assert only(found, "coordinate_alone").column == column


def test_a_latitude_without_any_longitude_column_is_half_a_point() -> None:
    found = checked("site_code,site_name,place_pcode,latitude\nS-1,Hall,ZE0101,10.5\nS-2,Gym,ZE0101,\n")
    assert (codes(found), found.rows_good) == ({"coordinate_alone": 1}, 1)


def test_a_cell_that_cannot_be_read_is_said_once() -> None:
    assert codes(site("91,30.5")) == {"coordinate_out_of_range": 1}
    assert codes(site("here,30.5")) == {"not_a_number": 1}


@pytest.mark.parametrize("point", ["0,0", "0.0,-0"])
def test_the_point_of_unknown_places_is_an_error(point: str) -> None:
    assert codes(site(point)) == {"point_zero": 1}
    assert codes(site("0,30.5", known=country())) == {}  # the equator is a place


def test_cities_have_whole_points_or_none() -> None:
    header = "city_code,city_name,latitude,longitude\n"
    found = checked(header + "A,Town,10.5,30.5\nB,Vale,,\nC,Hill,10.5,\nD,Ford,0,0\n")
    assert codes(found) == {"coordinate_alone": 1, "point_zero": 1}
    assert found.tables["cities"]["city_code"].tolist() == ["A", "B"]


def test_what_a_known_source_does_is_a_warning_and_half_a_point_or_none_is_no_point() -> None:
    header = "CCCM IDP Site Code,Settlement,District,HH,Ind,Latitude,Longitude\n"
    points = (WITHIN, "10.5,", "0,0", "30.5,10.5", "11.5,30.5")
    rows = (f"CCCM-SO0101-000{number},Camp {number},Marrow,5,20,{point}" for number, point in enumerate(points))
    known = with_outlines()
    places = known.places.assign(place_code=known.places["place_code"].str.replace("ZE", "SO"))
    squares = {code.replace("ZE", "SO"): shapely.to_wkb(square) for code, square in SQUARES.items()}
    somalia = Known(places, known.cities[:0], known.aliases, outlines=lambda codes: squares)
    found = checked(header + "\n".join(rows) + "\n", known=somalia, date="2026-05-03")
    said = {issue.code: issue.severity for issue in found.issues}
    assert said == dict.fromkeys(
        ("coordinate_alone", "point_zero", "coordinates_swapped", "point_outside_place"), "warning"
    )
    assert found.rows_good == 5
    assert found.tables["sites"]["latitude"].fillna(99).tolist() == [10.5, 99, 99, 30.5, 11.5]
    assert found.tables["sites"]["longitude"].fillna(99).tolist() == [30.5, 99, 99, 10.5, 30.5]


def test_no_sentence_holds_the_point() -> None:
    points = ("11.51234,30.54321", "5.51234,30.54321", "30.51234,10.54321", "10.51234,")
    for found in map(site, points):
        assert found.issues
        assert not any(digits in repr(found.issues) for digits in ("1234", "4321"))


@pytest.mark.parametrize(
    ("kilometres", "words"), [(0.2, "less than 1 km"), (1.2, "about 1 km"), (1234.5, "about 1\u202f234 km")]
)
def test_distances_in_words(kilometres: float, words: str) -> None:
    assert in_words(kilometres) == words
