"""What a newer release changed: only what changed, and a figure that was not there before is not zero."""

from __future__ import annotations

from typing import Any

from idpdash.ui import upload_changes

YEARS: dict[Any, dict[str, int | None]] = {
    2023: {"before": 100, "after": 100},
    2024: {"before": 50, "after": 75},
    2025: {"before": None, "after": 5},
}
PLACES: list[dict[str, Any]] = [
    {"code": "A", "name": "Galt", "before": 10, "after": 12},
    {"code": "B", "name": "Marrow", "before": 30, "after": 2},
    {"code": "C", "name": None, "before": 4, "after": 4},
    {"code": "D", "name": None, "before": 7, "after": None},
]


def test_years_that_changed_stand_the_newest_first() -> None:
    years = upload_changes.by_year(YEARS)
    assert years["year"].tolist() == ["2025", "2024"]
    assert years["change"].tolist() == [5, 25]
    assert years["before"].isna().tolist() == [True, False]
    assert upload_changes.in_one_sentence(years) == "+30 people in all, in 2 years"


def test_places_that_changed_most_stand_first_by_name_or_else_by_code() -> None:
    places = upload_changes.by_place(PLACES)
    assert places["place"].tolist() == ["Marrow", "D", "Galt"]
    assert places["change"].tolist() == [-28, -7, 2]


def test_nothing_changed_is_no_row() -> None:
    assert upload_changes.by_year({2023: {"before": 1, "after": 1}}).empty
    assert upload_changes.by_place([]).empty
