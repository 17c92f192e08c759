from __future__ import annotations

import datetime as dt
import gc
import weakref
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from idpdash.columns import DTYPES
from idpdash.intake import check as room
from idpdash.intake.checked import COLUMNS, MOST_ISSUES, Options
from idpdash.intake.draft import finished
from idpdash.intake.rules import check_table
from idpdash.layouts import LAYOUTS
from tests.intake.given import TODAY, checked, codes, country, movements, only


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_checked_table_has_its_columns_and_types_even_when_empty(layout) -> None:  # type: ignore[no-untyped-def]
    kinds = {column.name: DTYPES[column.kind] for column in layout.columns}
    table = checked(",".join(column.name for column in layout.columns) + "\n").tables[layout.name]
    assert tuple(table.columns) == COLUMNS[layout.name]
    for name in set(table.columns) & set(kinds):
        assert str(table[name].dtype) == kinds[name], name


def test_a_bad_row_waits_as_written_with_all_that_is_wrong() -> None:
    found = checked(movements("2026-05-03,Marrow,4", "2026-02-30,Marow,2.5"))
    assert len(found.tables["movements"]) == 1
    (row,) = found.waiting
    assert (row.layout, row.row) == ("movements", 3)
    assert row.cells == {"date": "2026-02-30", "destination_name": "Marow", "individuals": "2.5"}
    assert [(one.code, one.column, one.value) for one in row.issues] == [
        ("impossible_date", "date", "2026-02-30"),
        ("not_whole", "individuals", "2.5"),
        ("unknown_place", "destination_name", "Marow"),
    ]
    assert row.issues[2].suggestion == "ZE0101 Marrow"


def test_a_sentence_names_row_column_and_value() -> None:
    found = checked("Day,Place of arrival,Persons\n2026-05-03,Marrow,-3\n")
    assert only(found, "negative").message == "Row 2, Persons: “-3” is below zero."


def test_all_issues_are_counted_and_not_all_shown() -> None:
    found = checked(movements(*["2026-05-03,Nowhere,4"] * (MOST_ISSUES + 5)))
    assert codes(found) == {"unknown_place": MOST_ISSUES + 5, "repeated_rows": MOST_ISSUES + 4}
    assert len(found.issues) == MOST_ISSUES
    assert len(found.waiting) == MOST_ISSUES + 5


def test_more_errors_than_can_be_kept_aside_refuse_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_WAITING", 2)
    found = checked(movements(*["2026-05-03,Nowhere,4"] * 3))
    assert found.fatal
    assert found.tables == {}
    assert codes(found) == {"too_many_errors": 1, "repeated_rows": 2, "unknown_place": 3}
    assert [one.code for one in found.issues] == ["too_many_errors", "repeated_rows", *["unknown_place"] * 3]


def test_the_same_file_has_the_same_fingerprint_and_any_other_another() -> None:
    text = movements("2026-05-03,Marrow,4")
    same = checked(text)
    assert same.fingerprint == checked(text, layout="movements").fingerprint
    others = [
        checked(text + "\n\n2026-05-04,Marrow,4\n"),
        checked(text, source="desk"),
        checked(text, reason="flood"),
        checked(text, mapping={"reason": ""}),
    ]
    assert len({found.fingerprint for found in (same, *others)}) == 5


def test_the_future_is_an_error_where_a_column_is_about_the_past() -> None:
    assert codes(checked(movements("2026-11-25,Marrow,4"))) == {"future_date": 1}
    assert codes(checked(movements("2026-11-24,Marrow,4"))) == {}
    assert codes(checked("need_code,city_name,item,quantity,needed_by\nN,Marrow,places,4,2027-01-01\n")) == {}
    assert (
        codes(
            checked(
                "site_code,site_name,place_name,opens_on,closes_on,date\nS,Hall,Marrow,2027-01-01,2027-02-01,2027-01-01\n"
            )
        )
        == {}
    )


def test_a_local_time_belongs_to_its_local_day_and_is_kept_in_utc() -> None:
    found = checked(
        "date,site_code,individuals\n2026-05-03 06:00,S-001,4\n2026-05-03T21:30Z,S-001,4\n2026-05-03,S-001,4\n",
        timezone="Asia/Tokyo",
    )
    table = found.tables["occupancy"]
    assert table["counted_on"].dt.date.tolist() == [dt.date(2026, 5, 3), dt.date(2026, 5, 4), dt.date(2026, 5, 3)]
    assert table["counted_at"].tolist() == [
        pd.Timestamp(2026, 5, 2, 21),
        pd.Timestamp(2026, 5, 3, 21, 30),
        pd.Timestamp(2026, 5, 2, 15),
    ]


def test_days_that_may_be_read_two_ways_are_said_once_a_column_and_other_columns_help() -> None:
    header = "period_start,period_end,destination_name,individuals"
    assert codes(checked(movements("01/05/2026,02/05/2026,Marrow,4", header=header))) == {"ambiguous_date": 2}
    assert codes(checked(movements("01/05/2026,31/05/2026,Marrow,4", header=header))) == {}


def test_codes_are_never_read_as_numbers() -> None:
    found = checked("site_code,site_name,place_name\n0012,NA,Marrow\n12E5,null,Marrow\n")
    assert found.tables["sites"]["site_code"].tolist() == ["0012", "12E5"]
    assert found.tables["sites"]["site_name"].tolist() == ["NA", "null"]


def test_today_is_told_and_never_asked() -> None:
    assert codes(checked(movements("2026-11-24,Marrow,4"), today=TODAY - dt.timedelta(days=1))) == {"future_date": 1}


def test_progress_is_told_in_small_steps_that_only_grow() -> None:
    line = "2026-05-03,Marrow,4\n"
    content = movements() + line * (3_000_000 // len(line))
    shares: list[float] = []
    room.check(
        content.encode(),
        "file.csv",
        Options(),
        country(),
        today=TODAY,
        timezone=ZoneInfo("UTC"),
        progress=shares.append,
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert max(later - before for before, later in zip([0.0, *shares], shares, strict=False)) < 0.35


def test_the_texts_of_a_file_are_let_go_before_its_tables_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[Any] = []
    left: list[Any] = []

    def checking(draft: Any, *others: Any) -> None:
        check_table(draft, *others)
        texts.extend(map(weakref.ref, draft.rows.columns.values()))

    def finishing(*given: Any) -> pd.DataFrame:
        left.extend(text() for text in texts if text() is not None)
        return finished(*given)

    monkeypatch.setattr(room, "check_table", checking)
    monkeypatch.setattr(room, "finished", finishing)
    gc.disable()  # what is let go only by its circles being found is let go too late
    try:
        found = checked(movements("2026-05-03,Marrow,4", "2026-02-30,Marow,2.5", "1999-05-03,Marrow,4"))
    finally:
        gc.enable()
    assert (len(found.tables["movements"]), len(found.waiting), len(texts)) == (2, 1, 3)
    assert not left
