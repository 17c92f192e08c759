"""`export`: what leaves the house, in which form, and what is said when it cannot."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from idpdash.errors import IdpdashError
from idpdash.store.engine import engine, reading
from idpdash.store.tables import Upload
from idpdash.store.undo import undo
from tests.postgresql import on_both
from tests.store.made import NOW
from tests.test_command_line import Run, answer, run  # noqa: F401

PLACES = "city_code,city_name,latitude,longitude\nZE01,Galt,40,20\nZE02,Marrow,41,21\nZE03,=Sarnath,42,22\n"
MOVES = """date,direction,origin_name,destination_name,individuals,record_id
2026-10-02,arrival,,Marrow,157,
2026-10-30,arrival,Galt,Marrow,43,
2026-10-31,return,Marrow,Marrow,6,
2026-10-31,departure,Marrow,Galt,80,
2026-11-02,arrival,Galt,=Sarnath,9,A1
2026-11-03,arrival,Elsewhere,Galt,=1,A2
"""
SITES = """site_code,site_name,place_name,site_type,beds,sensitive,latitude,longitude
S1,Hall,Marrow,collective_centre,100,no,41,21
S2,School,Marrow,collective_centre,,no,41,21
S3,Refuge,Marrow,other,8,yes,41.1234,21
S4,Camp,Galt,planned_camp,50,no,40,20
"""
COUNTS = """date,site_code,individuals
2026-09-10,S1,70
2026-09-20,S1,90
2026-10-05,S2,20
2026-10-07,S4,4
2026-11-10,S1,60
"""
NEEDS = "need_code,city_name,item,quantity\nN1,Marrow,places,3\nN2,Marrow,places,4\nN3,Galt,places,60\n"
OFFERS = "offer_code,city_name,item,quantity\nO1,Marrow,interpreters,3\n"
FILES = {"places": PLACES, "sites": SITES, "counts": COUNTS, "moved": MOVES, "needed": NEEDS, "offered": OFFERS}


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:  # noqa: F811
    """Return what runs a command on a store with a little of everything."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text.replace("=1,", "11,"), encoding="utf-8")
        answer(run, "load", f"{name}.csv", "--source", "team")
    return run


def table(file: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(Path(file).read_text(encoding="utf-8-sig"), newline="")))


@on_both
def test_movements_by_place_month_and_direction(filled: Run) -> None:
    assert answer(filled, "export", "movements", "--out", "o.csv") == {"rows": 5, "out": "o.csv", "suppressed": 4}
    told = {(row["month"], row["place_code"], row["direction"]): row["individuals"] for row in table("o.csv")}
    assert (
        told
        == {
            ("2026-10", "ZE02", "arrival"): "200",
            ("2026-10", "ZE02", "departure"): "",  # beside 6 returns it would give them away
            ("2026-10", "ZE02", "return"): "",
            ("2026-11", "ZE01", "arrival"): "",  # of the month's 20 the 9 would be known
            ("2026-11", "ZE03", "arrival"): "",
        }
        or told
    )
    assert [row["suppressed"] for row in table("o.csv")] == [
        "yes" if not row["individuals"] else "no" for row in table("o.csv")
    ]


def test_the_smallest_count_is_a_setting(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_SMALL_CELL", "5")
    assert answer(filled, "export", "movements", "--out", "o.csv")["suppressed"] == 0
    for wrong in ("0", "21", "ten", "-5"):
        monkeypatch.setenv("IDPDASH_SMALL_CELL", wrong)
        code, _out, messages = filled("export", "movements", "--out", "o.csv")
        assert code == 2
        assert "IDPDASH_SMALL_CELL" in messages


@on_both
def test_occupancy_at_the_end_of_each_month_is_no_sum_over_time(filled: Run) -> None:
    answer(filled, "export", "occupancy", "--out", "o.csv")
    told = [(row["date"], row["place_code"], row["sites"], row["individuals"]) for row in table("o.csv")]
    assert told[0] == ("2026-09-30", "ZE02", "1", "90")
    assert [row for row in told if row[0] == "2026-11-10"] == [
        ("2026-11-10", "ZE01", "1", ""),
        ("2026-11-10", "ZE02", "2", ""),
    ]
    assert {row[0] for row in told} == {"2026-09-30", "2026-10-31", "2026-11-10"}


@on_both
def test_sites_by_type_without_the_sensitive_ones_and_without_points(filled: Run) -> None:
    answer(filled, "export", "sites", "--out", "o.csv")
    names = ("place_code", "place_name", "site_type", "sites", "capacity", "unknown_capacity_sites")
    assert [tuple(row) for row in map(dict.keys, table("o.csv"))] == [names] * 2
    assert [tuple(row.values()) for row in table("o.csv")] == [
        ("ZE01", "Galt", "planned_camp", "1", "50", "0"),
        ("ZE02", "Marrow", "collective_centre", "2", "100", "1"),
    ]


@on_both
def test_needs_and_offers_by_city_and_item(filled: Run) -> None:
    assert answer(filled, "export", "needs", "--out", "o.csv")["suppressed"] == 2
    assert [(row["city_code"], row["quantity"], row["unit"]) for row in table("o.csv")] == [
        ("ZE01", "", "bed"),
        ("ZE02", "", "bed"),
    ]
    assert answer(filled, "export", "offers", "--out", "o.csv")["suppressed"] == 0
    assert table("o.csv")[0]["quantity"] == "3"


@pytest.mark.parametrize("layout", ["movements", "occupancy", "sites", "needs", "offers", "cities"])
@pytest.mark.parametrize("raw", [(), ("--raw",)])
def test_an_empty_store_gives_a_header(run: Run, layout: str, raw: tuple[str, ...]) -> None:  # noqa: F811
    for name in ("o.csv", "o.xlsx"):
        assert answer(run, "export", layout, *raw, "--hxl", "--out", name)["rows"] == 0
    assert len(Path("o.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_a_period_and_whole_months(filled: Run) -> None:
    assert (
        answer(filled, "export", "movements", "--raw", "--from", "2026-10-30", "--to", "2026-10-31", "--out", "o.csv")[
            "rows"
        ]
        == 3
    )
    _code, _out, messages = filled(
        "export", "movements", "--from", "2026-10-30", "--to", "2026-10-31", "--out", "o.csv"
    )
    assert "whole months" in messages
    assert {row["month"] for row in table("o.csv")} == {"2026-10"}
    assert table("o.csv")[0]["individuals"] == "200"
    _code, _out, messages = filled("export", "needs", "--from", "2026-10-30", "--out", "o.csv")
    assert "what holds now" in messages
    assert filled("export", "movements", "--from", "2026-11-30", "--to", "2026-10-31", "--out", "o.csv")[0] == 2


def test_one_source_alone(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("date,destination_name,individuals\n2026-11-04,Galt,5\n")
    answer(filled, "load", "more.csv", "--source", "other")
    _code, _out, messages = filled("export", "movements", "--raw", "--out", "o.csv")
    assert "other and team" in messages
    said = answer(filled, "export", "movements", "--raw", "--source", "other", "--out", "o.csv")
    assert (said["rows"], said["sources"]) == (1, ["other"])
    assert filled("export", "movements", "--source", "other", "--out", "o.csv")[0] == 2


def test_superseded_and_undone_rows_stay_here(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "anew.csv").write_text("date,destination_name,individuals\n2026-10-01,Galt,5\n2026-11-24,Galt,6\n")
    later = answer(filled, "load", "anew.csv", "--source", "team", "--replace-period", "--confirm-suspicious")
    assert answer(filled, "export", "movements", "--raw", "--out", "o.csv")["rows"] == 2
    answer(filled, "undo", str(later["upload"]))
    assert answer(filled, "export", "movements", "--raw", "--out", "o.csv")["rows"] == 6


def test_tags_stand_under_the_header_in_both_forms(filled: Run) -> None:
    answer(filled, "export", "movements", "--hxl", "--out", "o.csv")
    assert table("o.csv")[0] == {
        "month": "#date+month",
        "place_code": "#adm2+code",
        "place_name": "#adm2+name",
        "direction": "#affected+type",
        "individuals": "#affected+ind",
        "suppressed": "#meta+suppressed",
    }
    answer(filled, "export", "sites", "--raw", "--hxl", "--out", "o.xlsx")
    sheet = openpyxl.load_workbook("o.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == ["#loc+code", "#loc+name", "#adm2+code"]
    assert sheet.freeze_panes == "A3"
    assert sheet["A1"].value == "site_code"


@on_both
def test_rows_that_leave_are_noted_and_that_cannot_be_undone(filled: Run) -> None:
    answer(filled, "export", "movements", "--out", "o.csv")
    before = len(answer(filled, "uploads")["uploads"])
    answer(filled, "export", "movements", "--raw", "--from", "2026-10-01", "--by", "ana", "--out", "o.csv")
    noted, *rest = answer(filled, "uploads")["uploads"]
    assert len(rest) == before  # sums are not noted
    assert (noted["layout"], noted["by"], noted["rows_loaded"], noted["file_name"]) == ("export", "ana", 0, None)
    store = engine(os.environ["IDPDASH_DATABASE_URL"])
    with reading(store) as connection:
        upload = connection.execute(select(Upload.options, Upload.rows_read).where(Upload.id == noted["upload"])).one()
    assert json.loads(upload.options) == {"exported": "movements", "from": "2026-10-01", "to": None, "source": None}
    assert upload.rows_read == 6
    with pytest.raises(IdpdashError, match="cannot be undone"):
        undo(store, noted["upload"], by="ana", now=NOW)


@pytest.mark.parametrize("name", ["o.txt", "o", "o.xls", "csv"])
def test_another_kind_of_file_is_wrong_usage(filled: Run, name: str) -> None:
    code, _out, messages = filled("export", "movements", "--out", name)
    assert code == 2
    assert ".csv or .xlsx" in messages
    assert filled("export", "nothing", "--out", "o.csv")[0] == 2
    assert filled("export", "movements")[0] == 2


def test_what_cannot_be_written_is_said_and_nothing_is_noted(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    before = answer(filled, "uploads")
    for out in ("nowhere/o.csv", "folder.csv"):
        code, _out, messages = filled("export", "movements", "--raw", "--out", out)
        assert code == 1
        assert out in messages
    assert answer(filled, "uploads") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("name", ["o.csv", "o.xlsx"])
def test_a_full_disk_leaves_the_earlier_file(
    filled: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(filled, "export", "movements", "--raw", "--out", name)
    content = (tmp_path / name).read_bytes()
    before = answer(filled, "uploads")
    opened = Path.open
    with monkeypatch.context() as patched:
        full = Path("/dev/full")
        patched.setattr(Path, "open", lambda self, *mode: opened(full if self.suffix == ".part" else self, *mode))
        code, _out, messages = filled("export", "movements", "--raw", "--out", name)
    assert code == 1
    assert "No space" in messages
    assert (tmp_path / name).read_bytes() == content
    assert answer(filled, "uploads") == before
    assert not list(tmp_path.glob(".*part"))


def test_an_earlier_file_is_replaced_whole(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("x" * 100_000)
    answer(filled, "export", "cities", "--out", "o.csv")
    assert [row["city_name"] for row in table("o.csv")] == ["Galt", "Marrow", "'=Sarnath"]
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []
