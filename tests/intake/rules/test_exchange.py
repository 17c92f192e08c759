from __future__ import annotations

import datetime as dt

import pytest

from idpdash.vocabulary import UNIT_SPELLINGS, UNITS, Item
from tests.intake.given import TODAY, checked, codes, only

NEEDS = "need_code,city_name,item,quantity,unit,priority\n"
OFFERS = "offer_code,city_name,item,quantity,to_city_name,site_code,available_from,expires_on\n"


def test_unit_and_priority_have_defaults() -> None:
    (row,) = checked(NEEDS + "N-1,Marrow,Places,120,,\n").tables["needs"].to_dict("records")
    assert (row["item"], row["unit"], row["priority"], row["city_code"]) == ("places", "bed", "normal", "ZE0101")


@pytest.mark.parametrize("item", Item)
def test_every_spelling_of_a_unit_is_understood(item: Item) -> None:
    for unit in (UNITS[item], *UNIT_SPELLINGS[UNITS[item]]):
        found = checked(NEEDS + f"N-1,Marrow,{item},120,{unit.upper()},\n")
        assert codes(found) == {}
        assert found.tables["needs"]["unit"].tolist() == [UNITS[item]]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("N-1,Marrow,places,0,,", "not_positive", "quantity"),
        ("N-1,Marrow,places,-1,,", "negative", "quantity"),
        ("N-1,Marrow,tents,4,,", "unknown_word", "item"),
        ("N-1,Marrow,places,4,rooms,", "wrong_unit", "unit"),
        ("N-1,Marrow,places,4,,soon", "unknown_word", "priority"),
        ("N-1,Wilds,places,4,,", "place_without_city", "city_name"),
        ("N-1,North,places,4,,", "place_without_city", "city_name"),
        ("N-1,Sarnath,places,4,,", "ambiguous_place", "city_name"),
        ("N-1,Marrow,,4,,", "missing_value", "item"),
    ],
)
def test_what_keeps_a_need_aside(row: str, code: str, column: str) -> None:
    found = checked(NEEDS + row + "\n")
    assert codes(found) == {code: 1}
    assert only(found, code).column == column


def test_a_district_stands_for_the_city_that_holds_it() -> None:
    assert checked(NEEDS + "N-1,Lakeside,places,4,,\n").tables["needs"]["city_code"].tolist() == ["ZE0101"]


def test_an_offer_goes_to_another_city_or_to_any() -> None:
    found = checked(OFFERS + "O-1,Rhone,places,4,,,,\nO-2,Rhone,places,4,Marrow,S-001,2026-05-05,2027-06-30\n")
    assert codes(found) == {}
    assert found.tables["offers"]["to_city_code"].fillna("").tolist() == ["", "ZE0101"]


@pytest.mark.parametrize("days", [-1, 0])
@pytest.mark.parametrize(("layout", "column"), [("need", "needed_by"), ("offer", "expires_on")])
def test_a_last_day_that_is_past_is_said(layout: str, column: str, days: int) -> None:
    """Older files are loaded later, so it is a warning; today is not past."""
    last = (TODAY + dt.timedelta(days=days)).isoformat()
    found = checked(
        f"{layout}_code,city_name,item,quantity,{column}\nX-1,Marrow,places,4,{last}\nX-2,Rhone,places,4,\n"
    )
    assert codes(found) == ({"past_deadline": 1} if days else {})
    assert found.tables[f"{layout}s"][column].notna().tolist() == [True, False]
    if days:
        assert (only(found, "past_deadline").severity, only(found, "past_deadline").column) == ("warning", column)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("O-1,Marrow,places,4,marrow,,,", "offer_to_itself", "to_city_name"),
        ("O-1,Marrow,places,4,Lakeside,,,", "offer_to_itself", "to_city_name"),
        ("O-1,Marrow,places,4,Nowhere,,,", "unknown_place", "to_city_name"),
        ("O-1,Marrow,places,4,,S-009,,", "unknown_site", "site_code"),
        ("O-1,Marrow,places,4,,,2027-06-01,2027-05-01", "period_reversed", "expires_on"),
    ],
)
def test_what_keeps_an_offer_aside(row: str, code: str, column: str) -> None:
    found = checked(OFFERS + row + "\n")
    assert codes(found) == {code: 1}
    assert only(found, code).column == column
