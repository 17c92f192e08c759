from __future__ import annotations

import datetime as dt

import pytest

from idpdash.vocabulary import SPELLINGS, Reason
from tests.intake.given import checked, codes, movements, only


def test_a_date_is_a_period_of_one_day_and_a_period_is_kept() -> None:
    header = "date,period_start,period_end,destination_name,individuals"
    table = checked(
        movements("2026-05-03,,,Marrow,4", "2026-06-01,2026-05-01,2026-05-31,Marrow,4", header=header)
    ).tables["movements"]
    assert table["period_start"].dt.date.tolist() == [dt.date(2026, 5, 3), dt.date(2026, 5, 1)]
    assert table["period_end"].dt.date.tolist() == [dt.date(2026, 5, 3), dt.date(2026, 5, 31)]


def test_a_period_ends_after_it_begins_and_a_row_has_one() -> None:
    header = "period_start,period_end,destination_name,individuals"
    found = checked(movements("2026-05-31,2026-05-01,Marrow,4", "2026-05-01,,Marrow,4", header=header))
    assert codes(found) == {"period_reversed": 1, "missing_value": 1}
    assert only(found, "period_reversed").value == "2026-05-01"
    assert only(found, "missing_value").column == "period_end"


def test_an_unknown_origin_is_a_warning_and_kept_as_written() -> None:
    found = checked(
        movements(
            "2026-05-03,Marrow,4,Nowhere",
            "2026-05-03,Marrow,4,",
            "2026-05-03,Marrow,4,Galt",
            header="date,destination_name,individuals,origin_name",
        )
    )
    assert codes(found) == {"unknown_origin": 1}
    table = found.tables["movements"]
    assert table["origin_as_written"].fillna("").tolist() == ["Nowhere", "", "Galt"]
    assert table["origin_place_code"].fillna("").tolist() == ["", "", "ZE0102"]


def test_an_unknown_destination_keeps_its_row_aside() -> None:
    found = checked(movements("2026-05-03,Marow,4"))
    assert only(found, "unknown_place").suggestion == "ZE0101 Marrow"
    assert found.rows_good == 0


def test_an_unknown_reason_is_kept_as_written_and_counts_as_none() -> None:
    found = checked(movements("2026-05-03,Marrow,4,the war", header="date,destination_name,individuals,reason"))
    table = found.tables["movements"]
    assert codes(found) == {"unknown_word": 1}
    assert table["reason"].isna().all()
    assert table["reason_as_written"].tolist() == ["the war"]


@pytest.mark.parametrize(
    ("written", "reason"), [*SPELLINGS[Reason].items(), ("Disaster-Sudden", Reason.DISASTER_SUDDEN)]
)
def test_a_reason_is_read_in_every_spelling(written: str, reason: Reason) -> None:
    found = checked(
        movements(f"2026-05-03,Marrow,4,{written.upper()}", header="date,destination_name,individuals,reason")
    )
    assert found.tables["movements"]["reason"].tolist() == [str(reason)]


def test_the_direction_is_arrival_unless_said() -> None:
    found = checked(
        movements(
            "2026-05-03,Marrow,4,", "2026-05-03,Marrow,4,Returns", header="date,destination_name,individuals,direction"
        )
    )
    assert found.tables["movements"]["direction"].tolist() == ["arrival", "return"]
    assert checked(movements("2026-05-03,Marrow,4")).tables["movements"]["direction"].tolist() == ["arrival"]
