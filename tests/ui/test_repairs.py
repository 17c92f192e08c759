"""What a user changes of how a file is read: each repair holds for all rows of its kind, and can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from idpdash.intake.checked import Options
from idpdash.intake.issues import Issue, Severity
from idpdash.ui import repairs
from tests.intake.given import checked

MOVES = "date,destination_name,individuals,basis\n"
SAID = Options(
    mapping=(("individuals", "heads"), ("households", "")),
    constants=(("period_start", "2026-05-03"), ("period_end", "2026-05-16"), ("reason", "flood")),
    spellings=(("basis", "conté", "observed"), ("basis", "liste", "registered")),
    day_first=False,
    left_out=(("row", "4"), ("row", "7"), ("row", "9"), ("individuals", "-5")),
    mended=((3, "latitude", "40.1"), (3, "longitude", "-25.4"), (5, "individuals", "23"), (5, "date", "")),
    erase=("beds",),
)


def test_words_resemble_codes_and_those_of_most_rows_come_first() -> None:
    rows = [f"2026-05-03,Marrow,5,{word}" for word in ("observd", "xx", "observd", "observed")]
    words = repairs.unknown_words(checked(MOVES + "\n".join(rows) + "\n"), Severity.ERROR)
    assert [(word.written, word.suggestion, word.rows) for word in words] == [
        ("observd", "observed", 2),
        ("xx", None, 1),
    ]
    assert repairs.as_suggested(Options(), words).spellings == (("basis", "observd", "observed"),)


def test_a_word_means_one_code_at_most_and_is_taken_back() -> None:
    said = repairs.spelled(Options(), "basis", {"liste": "registered"})
    said = repairs.spelled(said, "reason", {"liste": "other"})
    said = repairs.spelled(said, "basis", {"liste": "survey"})
    assert set(said.spellings) == {("basis", "liste", "survey"), ("reason", "liste", "other")}
    assert repairs.spelled(said, "basis", {"liste": ""}).spellings == (("reason", "liste", "other"),)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("03/05/2026", {True: dt.date(2026, 5, 3), False: dt.date(2026, 3, 5)}),
        ("13/05/2026", {True: dt.date(2026, 5, 13)}),
        ("no day", {}),
    ],
)
def test_both_readings_of_a_day_are_offered_where_both_are_days(written: str, read: dict[bool, dt.date]) -> None:
    assert repairs.readings(written) == read


def test_coordinates_are_exchanged_where_they_seem_to_be_and_nowhere_else() -> None:
    sites = "site_code,site_name,place_name,latitude,longitude\nA,One,Marrow,-25.4,40.1\nB,Two,Marrow,40.2,-25.3\n"
    file = checked(sites)
    swapped = Issue("coordinates_swapped", Severity.WARNING, "", row=2, column="latitude")
    file = replace(file, issues=(*(one for one in file.issues if one.code != swapped.code), swapped))
    assert dict.fromkeys(repairs.swapped(Options(), file).mended) == dict.fromkeys(
        [(2, "latitude", "40.1"), (2, "longitude", "-25.4")]
    )


def test_a_latitude_that_is_none_is_exchanged_for_one_that_may_be() -> None:
    sites = "site_code,site_name,place_name,latitude,longitude\nA,One,Marrow,136.9,37.1\nB,Two,Marrow,137,140\n"
    file = checked(sites)
    assert len(repairs.issues_of(file, "coordinate_out_of_range")) == 2
    mended = repairs.swapped(Options(), file, "coordinate_out_of_range").mended
    assert set(mended) == {(2, "latitude", "37.1"), (2, "longitude", "136.9")}
    assert checked(sites, options=Options(mended=mended)).rows_good == 1


def test_only_cells_that_were_changed_are_mended_and_an_emptied_cell_is() -> None:
    shown = pd.DataFrame({"row": [7, 12], "individuals": ["-5", "x"], "reason": ["", "flood"]})
    edited: dict[int, dict[str, object]] = {0: {"individuals": "5", "reason": ""}, 1: {"reason": None}}
    assert repairs.edits(shown, edited) == {(7, "individuals"): "5", (12, "reason"): ""}


def test_a_cell_mended_twice_holds_what_was_said_last() -> None:
    said = repairs.mended(repairs.mended(Options(), {(7, "individuals"): "5"}), {(7, "individuals"): "6"})
    assert said.mended == ((7, "individuals", "6"),)


def test_rows_are_left_out_once() -> None:
    said = repairs.without_rows(repairs.without_rows(Options(), [4, 5]), [5, 6])
    assert said.left_out == (("row", "4"), ("row", "5"), ("row", "6"))


def test_everything_said_is_named_and_taking_all_of_it_back_leaves_nothing() -> None:
    kinds = {"4": "Below zero", "7": "Below zero", "9": "Place not known"}
    said, words = SAID, []
    while made := repairs.changes(said, kinds, {}):
        words.append(made[0].words)
        assert made[0].before != said
        said = made[0].before
    assert said == Options()
    assert words == [
        "Individuals is read from “heads”",
        "Households is not read",
        "Period start: 3 May 2026 for all rows",
        "Reason: flood for all rows",
        "“conté” means observed",
        "“liste” means registered",
        "Days are written month/day",
        "Coordinates mended in 1 row",
        "Row 5, Individuals: 23",
        "Row 5, Date: empty",
        "2 rows left out (Below zero)",
        "1 row left out (Place not known)",
        "Rows left out (Individuals “-5”)",
        "Beds: an empty cell erases what is stored",
    ]


def test_each_thing_said_can_be_taken_back_alone_and_has_a_key_of_its_own() -> None:
    made = repairs.changes(SAID, {}, {})
    assert len({one.key for one in made}) == len(made)
    for one in made:
        left = repairs.changes(one.before, {}, {})
        gone = {other.key for other in made} - {other.key for other in left}
        assert gone == ({one.key, "given_period_end"} if one.key == "given_period_start" else {one.key}) or (
            one.key == "given_period_end"
        )


def test_many_changed_cells_are_one_thing_and_exchanged_coordinates_are_not_among_them() -> None:
    cells = {(row, "individuals"): "5" for row in range(20)} | {(30, "latitude"): "1", (30, "longitude"): "2"}
    made = repairs.changes(repairs.mended(Options(), cells), {}, {})
    assert [one.words for one in made] == ["Coordinates mended in 1 row", "20 cells changed"]
    assert {row for row, _column, _text in made[1].before.mended} == {30}
    assert {row for row, _column, _text in made[0].before.mended} == set(range(20))
