from __future__ import annotations

import pytest

from idpdash import columns as c
from tests.intake.given import checked, codes, movements, only

HEADER = "date,destination_name,households,individuals"
BANDS = [column.name for column in c.SEX_AGE]
WITH_BANDS = "date,destination_name,individuals," + ",".join(BANDS)


def row(households: object, individuals: object) -> str:
    return f"2026-05-03,Marrow,{households},{individuals}"


def test_counts_by_sex_and_age_that_exceed_or_fall_short_are_said_and_load() -> None:
    full, short, over = ["1"] * 13, ["1"] * 12 + ["0"], ["2"] * 13
    partly = ["1", *[""] * 12]
    rows = [f"2026-05-03,Marrow,13,{','.join(cells)}" for cells in (full, short, over, partly)]
    found = checked(movements(*rows, header=WITH_BANDS))
    assert sorted((one.row, one.code) for one in found.issues) == [(3, "sum_differs"), (4, "sum_differs")]
    assert ["more than" in one.message for one in sorted(found.issues, key=lambda one: one.row or 0)] == [False, True]
    assert found.totals["individuals"] == 52


def test_a_missing_whole_is_proposed_and_never_filled() -> None:
    known = [name for name in BANDS if not name.endswith("_unknown")]
    header = "date,destination_name,individuals," + ",".join(known)
    whole = checked(movements("2026-05-03,Marrow,," + ",".join("1234567890"), header=header))
    assert (only(whole, "missing_value").suggestion, whole.rows_good) == ("45", 0)
    part = checked(movements("2026-05-03,Marrow,," + ",".join("123456789") + ",", header=header))
    assert only(part, "missing_value").suggestion is None


@pytest.mark.parametrize(
    ("households", "individuals"), [(10, 20), (10, 57), (10, 120), (1, 1), (0, 0), ("", 500), (1, 12)]
)
def test_a_household_of_a_usual_size(households: object, individuals: int) -> None:
    assert codes(checked(movements(row(households, individuals), header=HEADER))) == {}


@pytest.mark.parametrize(
    ("households", "individuals", "words"),
    [
        (10, 19, ": 1.9 each"),
        (10, 121, ": 12.1 each"),
        (1, 13, ": 13.0 each"),
        (57, 10, "fewer people than households"),
        (4, 0, "fewer people than households"),
        (0, 57, "no household"),
    ],
)
def test_a_household_of_an_unusual_size_is_said_and_loads(households: int, individuals: int, words: str) -> None:
    found = checked(movements(row(households, individuals), header=HEADER))
    assert (codes(found), found.rows_good) == ({"household_size": 1}, 1)
    issue = only(found, "household_size")
    assert (issue.severity, issue.row, issue.column, issue.value) == ("warning", 2, "individuals", str(individuals))
    assert words in issue.message


def test_households_of_a_site_are_held_to_the_same() -> None:
    content = "date,site_code,individuals,households\n2026-05-03,S-001,300,20\n"
    assert codes(checked(content)) == {"household_size": 1}


HOMES = range(3, 33)


@pytest.mark.parametrize(("factor", "said"), [(6, "6"), (5.5, "5.5"), (5.25, "5.25")])
def test_people_computed_from_households_are_said_once(factor: float, said: str) -> None:
    found = checked(movements(*(row(homes, round(factor * homes)) for homes in HOMES), header=HEADER))
    assert codes(found) == {"imputed_count": 30}
    issue = only(found, "imputed_count")
    assert (issue.severity, issue.row, issue.rows, issue.column) == ("warning", None, 30, "individuals")
    assert f"exactly {said} × households" in issue.message
    assert found.rows_good == 30


def test_nearly_all_is_enough_and_less_is_not() -> None:
    def file(counted: int) -> str:
        return movements(*(row(homes, 6 * homes + (1 if homes < 3 + counted else 0)) for homes in HOMES), header=HEADER)

    assert codes(checked(file(3))) == {"imputed_count": 27}
    assert codes(checked(file(4))) == {}


def test_few_rows_or_counted_people_are_not_called_computed() -> None:
    assert codes(checked(movements(*(row(homes, 6 * homes) for homes in range(3, 22)), header=HEADER))) == {}
    counted = (row(homes, 5 * homes + homes % 7) for homes in HOMES)
    assert codes(checked(movements(*counted, header=HEADER))) == {}
    assert codes(checked(movements(*[row(2, 6)] * 2, *(row(1, 5),) * 30, header=HEADER))) == {"repeated_rows": 30}
