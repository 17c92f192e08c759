from __future__ import annotations

import pytest

from tests.intake.given import checked, codes, movements, only

SITES = "site_code,site_name,place_name,beds,floor_area_m2,opens_on\n"


@pytest.mark.parametrize(("count", "expected"), [("1000000", {}), ("1000001", {"implausible": 1})])
def test_more_than_a_million_people_in_one_row_are_said_and_load(count: str, expected: dict[str, int]) -> None:
    found = checked(movements(f"2026-05-03,Marrow,{count}"))
    assert (codes(found), found.rows_good) == (expected, 1)


@pytest.mark.parametrize(("area", "expected"), [("40", {}), ("39", {"implausible": 1}), ("", {})])
def test_beds_need_room(area: str, expected: dict[str, int]) -> None:
    found = checked(SITES + f"S-1,Hall,Marrow,40,{area},\n")
    assert (codes(found), found.rows_good) == (expected, 1)


@pytest.mark.parametrize(("day", "expected"), [("2000-01-01", {}), ("1999-12-31", {"old_date": 1})])
def test_a_day_before_all_records_is_said_and_loads(day: str, expected: dict[str, int]) -> None:
    found = checked(movements(f"{day},Marrow,4"))
    assert (codes(found), found.rows_good) == (expected, 1)


def test_an_empty_cell_that_became_a_day_is_said_at_its_cell() -> None:
    header = "period_start,period_end,destination_name,individuals"
    issue = only(checked(movements("1970-01-01,2026-05-03,Marrow,4", header=header)), "old_date")
    assert (issue.row, issue.column, issue.value) == (2, "period_start", "1970-01-01")


def test_a_building_may_be_old() -> None:
    assert codes(checked(SITES + "S-1,Hall,Marrow,40,200,1961-05-01\n")) == {}
