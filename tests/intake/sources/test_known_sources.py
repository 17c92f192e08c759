"""The known sources against the real files; every figure was computed from the files by other means."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from idpdash.intake.checked import Checked, Known, UpdateRule
from tests.intake.given import checked, codes, country, only, somalia


@pytest.fixture(scope="module")
def known(real_data: Path) -> Known:
    """Return the real places of Somalia."""
    return somalia(real_data)


@pytest.fixture(scope="module")
def prmn(real_data: Path, known: Known) -> Checked:
    """Return the PRMN workbook, checked."""
    return checked((real_data / "somalia" / "prmn_displacement_2016-01_to_2023-12.xlsx").read_bytes(), known=known)


def test_prmn_is_recognised_and_read_to_the_last_person(prmn: Checked) -> None:
    assert (prmn.source, prmn.layout, prmn.rule) == ("prmn", "movements", UpdateRule.APPEND)
    assert (prmn.rows_read, prmn.rows_good, prmn.totals) == (80_350, 79_741, {"individuals": 10_085_436})
    assert prmn.period == (dt.date(2016, 1, 1), dt.date(2023, 12, 31))


def test_prmn_rows_of_unknown_districts_wait(prmn: Checked) -> None:
    waiting = pd.Series([row.cells["destination_name"] for row in prmn.waiting]).value_counts()
    assert waiting.to_dict() == {"Dhahar": 357, "Badhan": 251, "0": 1}
    assert codes(prmn)["unknown_place"] == 609


def test_prmn_repeats_are_counted_with_text_and_excel_dates_read_alike(prmn: Checked) -> None:
    assert "Rows equal in all columns to an earlier one: 7853." in only(prmn, "repeated_rows").message


def test_prmn_districts_that_another_region_stands_beside_are_followed_and_said(prmn: Checked) -> None:
    said = only(prmn, "place_contradicts")
    assert (said.rows, said.value, said.severity) == (302, "Nugaal", "warning")  # Qardho lies in Bari


def test_prmn_periods_are_calendar_months_and_reasons_are_known(prmn: Checked) -> None:
    table = prmn.tables["movements"]
    assert (table["period_start"].dt.day == 1).all()
    assert ((table["period_end"] + pd.Timedelta(days=1)).dt.day == 1).all()
    assert (table["period_start"].dt.to_period("M") == table["period_end"].dt.to_period("M")).all()
    assert table["reason"].notna().all()
    people = table.groupby(table["period_end"].dt.year)["individuals"].sum().to_dict()
    assert people == {
        2016: 305_405,
        2017: 1_129_744,
        2018: 880_886,
        2019: 758_989,
        2020: 1_330_615,
        2021: 867_804,
        2022: 1_812_062,
        2023: 2_999_931,
    }


def test_prmn_within_between_and_unknown_origin(prmn: Checked) -> None:
    table = prmn.tables["movements"]
    origin = table["origin_place_code"]
    people = table["individuals"]
    within = people[origin == table["destination_place_code"]].sum()
    unknown = people[origin.isna()].sum()
    assert (within, people.sum() - within - unknown, unknown) == (6_506_710, 3_570_643, 8_083)


def test_the_cccm_workbook_says_its_own_day(real_data: Path, known: Known) -> None:
    found = checked((real_data / "somalia" / "cccm_idp_site_master_list_2021-10-06.xlsx").read_bytes(), known=known)
    assert (found.source, found.layout, found.rule) == ("cccm_sites", "sites+occupancy", UpdateRule.COMPLETE_LIST)
    assert (found.rows_read, found.rows_good) == (3_260, 3_260)
    assert found.totals == {"individuals": 2_952_550, "households": 516_878}
    assert (found.listed_on, found.listed_at) == (dt.date(2021, 9, 21), dt.datetime(2021, 9, 21))
    sites = found.tables["sites"]
    assert sites["place_code"].nunique() == 48
    assert sites[["beds", "legal_limit", "valid_from"]].isna().all(axis=None)
    assert codes(found) == {"place_contradicts": 2410, "name_not_known": 1835, "household_size": 89}
    assert "(rows: 2410)" in only(found, "place_contradicts").message


def test_the_cccm_csv_needs_its_day_once(real_data: Path, known: Known) -> None:
    content = (real_data / "somalia" / "cccm_idp_site_master_list.csv").read_bytes()
    without = checked(content, known=known)
    assert (without.fatal, without.source, only(without, "missing_column").column) == (True, "cccm_sites", "date")
    found = checked(content, known=known, date="2021-09-21")
    assert found.rows_good == 3_237
    assert found.totals == {"individuals": 2_929_918, "households": 512_086}


def test_nanao_brings_its_own_city_and_its_instant(real_data: Path) -> None:
    folder = real_data / "nanao_shelters" / "history"
    first = checked((folder / "open_shelter_Nanao-shi_2024-01-09-1800.csv").read_bytes(), timezone="Asia/Tokyo")
    assert (first.source, first.rows_read, first.rows_good) == ("nanao_shelters", 29, 29)
    assert first.totals == {"individuals": 1_886, "places_reported": 13_051}
    assert (first.listed_on, first.listed_at) == (dt.date(2024, 1, 9), dt.datetime(2024, 1, 9, 9))
    assert first.tables["cities"]["city_code"].tolist() == ["17202"]
    assert first.tables["sites"]["place_code"].unique().tolist() == ["17202"]
    assert "0767-57-5018" not in repr(first.tables)
    last = checked((folder / "open_shelter_Nanao-shi_2024-08-31-1300.csv").read_bytes(), timezone="Asia/Tokyo")
    assert (last.listed_on, last.totals["individuals"]) == (dt.date(2024, 8, 31), 40)


def test_every_nanao_snapshot_is_read_without_a_word(real_data: Path) -> None:
    over = rows = 0
    snapshots = sorted((real_data / "nanao_shelters").rglob("open_shelter_*.csv"))
    for snapshot in snapshots:
        found = checked(snapshot.read_bytes(), timezone="Asia/Tokyo")
        counted = found.tables["occupancy"]
        assert codes(found) == {}
        assert counted["counted_at"].nunique() == 1
        over += int((counted["individuals"] > counted["places_reported"]).sum())
        rows += len(counted)
    assert (len(snapshots), rows, over) == (118, 1_467, 7)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("somalia/ocha_3w_operational_presence_2025-01_to_04.xlsx", "three_w"),
        ("messy/3w_bdi_feb_2023.ods", "three_w"),
        ("messy/chad_3w_avr2025.xlsx", "three_w"),
        ("somalia/som_adm2_cod_2023.geojson", "boundary_file"),
        ("messy/yemen_admin_list_arabic_lost.csv", "unknown_layout"),
        ("messy/hxl_input-valid.ssv", "three_w"),
    ],
)
def test_real_files_that_are_not_for_us_are_refused(real_data: Path, file: str, code: str) -> None:
    found = checked((real_data / file).read_bytes())
    assert (found.fatal, codes(found)) == (True, {code: 1})


HEADER = (
    "Month End,Year Week,Current (Arrival) Region,Current (Arrival) District,Previous (Departure) Region,"
    "Previous (Departure) District,Reason,Current (Arrival) Priority Need,Number of Individuals\n"
)


def test_a_label_is_no_source_and_a_known_source_has_its_shape() -> None:
    row = "29/02/2024,202409,North,Marrow,North,Galt,Flood,Food,6\n"
    found = checked(HEADER + row)
    assert (found.source, found.rows_good) == ("prmn", 1)
    assert found.period == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert checked(HEADER + row, source="my office").fatal
    assert checked("date,destination_name,individuals\n2026-05-03,Marrow,4\n", source="my office").source == "my office"


def test_what_is_wrong_in_a_known_source_waits_like_anywhere_else() -> None:
    found = checked(HEADER + "31/02/2024,202409,North,Marrow,North,Galt,Flood,Food,six\n", known=country())
    assert set(codes(found)) == {"impossible_date", "not_a_number"}
    assert found.rows_good == 0
