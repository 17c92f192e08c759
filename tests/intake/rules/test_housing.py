from __future__ import annotations

import pytest

from tests.intake.given import checked, codes, country, only

HEADER = "site_code,site_name,place_name,site_type,status,latitude,longitude,beds,opens_on,closes_on,sensitive\n"


def test_a_site_is_read_with_its_own_words() -> None:
    found = checked(
        HEADER + 'S-1,Hall,Marrow,Collective center,opened,40.12345,-25.4321,"1,200",2026-04-01,2026-08-31,no\n'
    )
    (row,) = found.tables["sites"].to_dict("records")
    assert codes(found) == {}
    assert (row["site_type"], row["status"], row["beds"], row["latitude"], row["sensitive"]) == (
        "collective_centre",
        "open",
        1200,
        40.12345,
        False,
    )


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("S-1,Hall,Marrow,igloo,,,,,,,", "unknown_word", "site_type"),
        ("S-1,Hall,Marrow,,full,,,,,,", "unknown_word", "status"),
        ("S-1,Hall,Marrow,,,91,,,,,", "coordinate_out_of_range", "latitude"),
        ("S-1,Hall,Marrow,,,,-181,,,,", "coordinate_out_of_range", "longitude"),
        ("S-1,Hall,Marrow,,,,,12.5,,,", "not_whole", "beds"),
        ("S-1,Hall,Marrow,,,,,,2026-05-01,2026-04-01,", "period_reversed", "closes_on"),
        ("S-1,Hall,Marrow,,,,,,,,perhaps", "unknown_word", "sensitive"),
        ("S-1,Hall,Nowhere,,,,,,,,", "unknown_place", "place_name"),
        (",Hall,Marrow,,,,,,,,", "missing_value", "site_code"),
        (f"{'S' * 81},Hall,Marrow,,,,,,,,", "too_long", "site_code"),
    ],
)
def test_what_keeps_a_site_aside(row: str, code: str, column: str) -> None:
    found = checked(HEADER + row + "\n")
    assert codes(found) == {code: 1}
    assert (only(found, code).row, only(found, code).column) == (2, column)
    assert found.rows_good == 0


def test_a_code_stands_in_a_file_once() -> None:
    found = checked(HEADER + "S-1,Hall,Marrow,,,,,,,,\nS-2,Hall,Marrow,,,,,,,,\nS-1,Gym,Marrow,,,,,,,,\n")
    assert only(found, "duplicate_key").row == 4
    assert "row 2" in only(found, "duplicate_key").message
    assert found.tables["sites"]["site_name"].tolist() == ["Hall", "Hall"]


def test_a_site_may_stand_once_for_each_day_from_which_its_capacities_hold() -> None:
    header = "site_code,site_name,place_name,beds,date\n"
    lines = ("S-1,Hall,Marrow,40,", "S-1,Hall,Marrow,60,2026-03-01", "S-1,Hall,Marrow,80,2026-05-01")
    found = checked(header + "\n".join((*lines, "S-1,Hall,Marrow,90,2026-03-01", "S-1,Hall,Marrow,95,")) + "\n")
    assert found.tables["sites"]["beds"].tolist() == [40, 60, 80]
    assert [(issue.row, "row 3" in issue.message, "row 2" in issue.message) for issue in found.issues] == [
        (5, True, False),
        (6, False, True),
    ]


def test_a_count_of_an_unknown_site_waits() -> None:
    found = checked("date,site_code,individuals\n2026-05-03,S-001,4\n2026-05-03,S-009,4\n")
    assert (only(found, "unknown_site").row, only(found, "unknown_site").value) == (3, "S-009")
    assert (
        codes(
            checked("date,site_code,individuals\n2026-05-03,S-009,4\n", known=country(site_codes=frozenset({"S-009"})))
        )
        == {}
    )
