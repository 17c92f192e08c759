"""The command line keeps its promises: exit codes, one JSON object, sentences and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idpdash.__main__ import main
from idpdash.store.engine import engine
from idpdash.store.tables import Upload
from tests.postgresql import on_both
from tests.store.made import contents, rows

CITIES = "city_code,city_name,latitude,longitude\nZE01,Galt,40,20\nZE02,Marrow,41,21\n"
MOVES = "date,origin_name,destination_name,individuals\n2026-11-02,Galt,Marrow,57\n2026-11-03,,Galt,4\n"
FAULTY = "date,destination_name,individuals\n2026-11-02,Marrow,57\n2026-11-03,Merrow,4\n2026-11-04,Galt,-1\n"
LOAD_KEYS = ["upload", "status", "source", "layouts", "rows_read", "rows_loaded", "rows_waiting", "rows_unchanged"]
LOAD_KEYS += ["totals", "issues", "issue_counts", "rows_replaced", "changes"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs one command on a store of its own, and tells exit code, output and messages."""
    monkeypatch.setenv("IDPDASH_DATABASE_URL", bare_url)
    monkeypatch.setenv("IDPDASH_TODAY", "2026-11-24")
    monkeypatch.chdir(tmp_path)
    for name, text in {"cities.csv": CITIES, "moves.csv": MOVES, "faulty.csv": FAULTY}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def command(*words: str) -> tuple[int, str, str]:
        try:
            code = main(list(words))
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return command


def answer(run: Run, *words: str, code: int = 0) -> dict[str, Any]:
    """Return the one JSON object that a command prints."""
    left, out, _messages = run(*words, "--json")
    assert left == code, out
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_migrate_makes_the_store_and_its_folder(run: Run, tmp_path: Path) -> None:
    assert run("migrate")[0] == 0
    assert (tmp_path / "new" / "store.sqlite3").exists()
    assert run("migrate")[0] == 0


@on_both
def test_an_empty_store_answers_with_zeros_and_unknowns(run: Run) -> None:
    said = answer(run, "summary")
    assert said["movements"]["arrivals"] == 0
    assert said["housing"]["free"] is None
    assert said["by_place"] == [] or [row["code"] for row in said["by_place"]] == [None]
    assert answer(run, "uploads") == {"uploads": []}


@on_both
def test_from_a_file_to_a_figure_and_back(run: Run) -> None:
    answer(run, "load", "cities.csv")
    said = answer(run, "load", "moves.csv", "--by", "ana")
    assert list(said) == LOAD_KEYS
    assert (said["status"], said["layouts"], said["rows_loaded"]) == ("loaded", {"movements": 2}, 2)
    assert said["totals"]["individuals"] == 61
    told = answer(run, "summary")
    assert told["as_of"] == "2026-11-03"
    assert told["movements"]["arrivals"] == 61
    assert told["movements"]["between_places"] == 57
    assert answer(run, "summary", "--place", "ZE01")["movements"]["arrivals"] == 4
    assert answer(run, "undo", str(said["upload"])) == {"upload": said["upload"], "status": "undone"}
    assert answer(run, "summary")["movements"]["arrivals"] == 0
    newest = answer(run, "uploads")["uploads"][0]
    assert list(newest) == [
        "upload",
        "file_name",
        "layout",
        "source",
        "by",
        "loaded_at",
        "rows_loaded",
        "rows_waiting",
        "status",
    ]
    assert (newest["by"], newest["status"], newest["file_name"]) == ("ana", "undone", "moves.csv")
    assert newest["loaded_at"].startswith("2026-11-24T")


def test_check_writes_nothing_and_says_what_is_wrong(run: Run) -> None:
    answer(run, "load", "cities.csv")
    assert answer(run, "check", "moves.csv")["status"] == "checked"
    said = answer(run, "check", "faulty.csv", code=1)
    assert (said["upload"], said["rows_read"], said["rows_waiting"]) == (None, 3, 2)
    assert sorted(issue["row"] for issue in said["issues"] if issue["severity"] == "error") == [3, 4]
    assert len(answer(run, "uploads")["uploads"]) == 1


@on_both
def test_a_faulty_file_is_rejected_unless_its_good_rows_are_wanted(run: Run) -> None:
    answer(run, "load", "cities.csv")
    said = answer(run, "load", "faulty.csv", code=1)
    assert (said["status"], said["rows_loaded"]) == ("rejected", 0)
    said = answer(run, "load", "faulty.csv", "--partial")
    assert (said["status"], said["rows_loaded"], said["rows_waiting"]) == ("loaded", 1, 2)
    said = answer(run, "load", "faulty.csv", "--partial")
    assert (said["status"], said["rows_loaded"], said["rows_waiting"]) == ("unchanged", 0, 2)


@on_both
def test_waiting_rows_load_once_their_place_is_known(run: Run, tmp_path: Path) -> None:
    answer(run, "load", "cities.csv")
    first = answer(run, "load", "faulty.csv", "--partial")
    (tmp_path / "more.csv").write_text("city_code,city_name\nZE03,Merrow\n")
    answer(run, "load", "more.csv")
    said = answer(run, "load", "faulty.csv", "--partial")
    assert (said["status"], said["upload"], said["rows_loaded"], said["rows_waiting"]) == (
        "loaded",
        first["upload"],
        1,
        1,
    )
    assert answer(run, "summary")["movements"]["arrivals"] == 61


@on_both
def test_dry_run_set_map_and_replace_period(run: Run, tmp_path: Path) -> None:
    answer(run, "load", "cities.csv")
    (tmp_path / "own.csv").write_text("wohin,individuals\nMarrow,3\n")
    words = ("load", "own.csv", "--map", "destination_name=wohin", "--set", "date=2026-11-05", "--layout", "movements")
    assert answer(run, *words, "--dry-run")["status"] == "checked"
    assert answer(run, *words, "--source", "team")["status"] == "loaded"
    (tmp_path / "own.csv").write_text("wohin,individuals\nMarrow,8\n")
    assert answer(run, *words, "--source", "team", "--replace-period")["status"] == "loaded"
    assert answer(run, "summary")["movements"]["arrivals"] == 8
    assert [upload["status"] for upload in answer(run, "uploads")["uploads"]] == ["live", "superseded", "live"]


@on_both
def test_what_a_restated_file_changed_is_told_and_can_be_undone(run: Run, tmp_path: Path) -> None:
    answer(run, "load", "cities.csv")
    answer(run, "load", "moves.csv")
    (tmp_path / "moves.csv").write_text(MOVES.replace("57", "60"), encoding="utf-8")
    said = answer(run, "load", "moves.csv", "--replace-period")
    assert said["changes"] == {
        "by_year": {"2026": {"before": 61, "after": 64}},
        "by_place": [{"code": "ZE02", "name": "Marrow", "before": 57, "after": 60}],
    }
    assert answer(run, "summary")["movements"]["arrivals"] == 64
    answer(run, "undo", str(said["upload"]))
    assert answer(run, "summary")["movements"]["arrivals"] == 61
    _code, out, _messages = run("load", "moves.csv", "--replace-period")
    assert "2026: 61 before, 64 now (+3)" in out
    assert "Marrow (ZE02): 57 before, 60 now (+3)" in out


@on_both
def test_a_file_that_looks_cut_off_needs_a_word(run: Run, tmp_path: Path) -> None:
    names = [f"City {number}" for number in range(10)]
    listed = "".join(f"Q{number},{name}\n" for number, name in enumerate(names))
    (tmp_path / "ten.csv").write_text("city_code,city_name\n" + listed)
    answer(run, "load", "ten.csv")
    header = "date,destination_name,individuals\n"
    (tmp_path / "whole.csv").write_text(header + "".join(f"2026-11-02,{name},5\n" for name in names))
    answer(run, "load", "whole.csv")
    rows = [f"2026-11-02,{names[number % 9]},{number + 6}\n" for number in range(1_000)]
    (tmp_path / "cut.csv").write_text(header + "".join(rows))
    assert answer(run, "check", "cut.csv", code=1)["issue_counts"]["looks_truncated"] == 1
    said = answer(run, "load", "cut.csv", "--replace-period", code=1)
    assert (said["status"], said["upload"], said["issue_counts"]["looks_truncated"]) == ("rejected", None, 1)
    assert "City 9 (Q9)" in said["issues"][0]["message"]
    said = answer(run, "load", "cut.csv", "--replace-period", "--confirm-suspicious")
    assert (said["status"], said["rows_loaded"]) == ("loaded", 1_000)


@on_both
def test_what_a_sentence_asks_for_is_said_with_its_option(run: Run, tmp_path: Path) -> None:
    answer(run, "load", "cities.csv")
    answer(run, "load", "moves.csv")
    (tmp_path / "later.csv").write_text(MOVES.replace("57", "60"), encoding="utf-8")
    (tmp_path / "no_day.csv").write_text("destination_name,individuals\nMarrow,4\n", encoding="utf-8")
    (tmp_path / "letters.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    for name, option in {
        "later.csv": "(--replace-period)",
        "no_day.csv": "--map date=YOURS or --set date=20",
        "letters.csv": "--layout L",
    }.items():
        assert option in run("check", name)[1]


@on_both
def test_how_the_cells_are_meant_is_said_with_options(run: Run, tmp_path: Path) -> None:
    answer(run, "load", "cities.csv")
    lines = "03/05/2026,Marrow,3,washed away\n04/05/2026,Galt,4,\n04/05/2026,Total,7,\n"
    (tmp_path / "days.csv").write_text("date,destination_name,individuals,reason\n" + lines)
    words = ("--leave-out", "destination_name=Total", "--spell", "reason=washed away=disaster")
    answer(run, "load", "days.csv", *words, "--month-first")
    assert answer(run, "summary")["as_of"] == "2026-04-05"
    said = answer(run, "load", "days.csv", *words, "--day-first")
    assert (said["status"], said["rows_loaded"], said["rows_waiting"]) == ("loaded", 2, 0)
    assert answer(run, "summary")["as_of"] == "2026-05-04"
    (tmp_path / "sites.csv").write_text("site_code,site_name,place_name,beds\nS1,Hall,Galt,100\n")
    answer(run, "load", "sites.csv")
    (tmp_path / "sites.csv").write_text("site_code,site_name,place_name,beds\nS1,Hall,Galt,\n")
    assert answer(run, "load", "sites.csv")["issue_counts"] == {"empty_cells": 1}
    assert answer(run, "summary", "--as-of", "2026-11-24")["housing"]["unknown_capacity_sites"] == 0
    assert answer(run, "load", "sites.csv", "--erase", "beds")["rows_loaded"] == 1
    assert answer(run, "summary", "--as-of", "2026-11-24")["housing"]["unknown_capacity_sites"] == 1


@on_both
def test_dated_capacities_in_one_file(run: Run, tmp_path: Path) -> None:
    answer(run, "load", "cities.csv")
    lines = ("S1,Hall,Galt,100,2026-01-01", "S1,Hall,Galt,60,2026-03-01")
    (tmp_path / "sites.csv").write_text("site_code,site_name,place_name,beds,date\n" + "\n".join(lines) + "\n")
    assert answer(run, "load", "sites.csv")["rows_loaded"] == 2
    days = {"2025-12-31": None, "2026-01-01": 100, "2026-02-28": 100, "2026-03-01": 60}
    for day, capacity in days.items():
        assert answer(run, "summary", "--as-of", day)["housing"]["capacity"] == capacity


EXCHANGE = {
    "needs.csv": "need_code,city_name,item,quantity\nN1,Marrow,places,10\nN2,Marrow,funds,5\n",
    "offers.csv": "offer_code,city_name,item,quantity,expires_on\nO1,Galt,places,100,\nO2,Galt,places,5,2026-11-01\n",
}


@pytest.fixture
def exchange(run: Run, tmp_path: Path) -> Run:
    """Return a store in which Galt offers 100 places and Marrow needs 10."""
    for name, text in EXCHANGE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("cities.csv", *EXCHANGE):
        answer(run, "load", name)
    return run


@on_both
def test_a_promise_from_the_command_line(exchange: Run) -> None:
    said = answer(exchange, "reserve", "O1", "N1", "10", "--by", "ana")
    assert said == {"commitment": 1, "status": "reserved", "quantity": 10, "offer_left": 90, "need_left": 0}
    assert list(said) == ["commitment", "status", "quantity", "offer_left", "need_left"]
    told = answer(exchange, "summary")["exchange"]
    assert (told["commitments_live"], told["by_item"]["places"]["promised"]) == (1, 10)
    assert answer(exchange, "advance", "1", "accepted")["status"] == "accepted"
    assert answer(exchange, "advance", "1", "in-transit")["status"] == "in_transit"
    assert "from Galt to Marrow" in answer(exchange, "withdraw", "O1", code=1)["error"]
    said = answer(exchange, "advance", "1", "returned", "--reason", "No heating.")
    assert (said["status"], said["offer_left"], said["need_left"]) == ("returned", 100, 10)
    assert answer(exchange, "confirm", "O1")["status"] == "open"
    assert answer(exchange, "reserve", "O1", "N1", "11", "--until", "2026-11-30", "--surplus")["need_left"] == 0
    assert answer(exchange, "withdraw", "O1", "--reason", "Flooded.")["ended"] == [2]
    assert answer(exchange, "summary")["exchange"]["commitments_live"] == 0


def test_for_people_the_ledger_speaks_in_sentences(exchange: Run) -> None:
    said = exchange("reserve", "O1", "N1", "4")[1]
    assert said == "Promise 1: 4 reserved; 96 of the offer and 6 of the need are left.\n"
    assert exchange("confirm", "O1")[1] == "Offer O1 is confirmed as of today.\n"
    said = exchange("withdraw", "O1", "--reason", "Flooded.")[1]
    assert said == "Offer O1 is withdrawn. Promises that ended with it: 1.\n"


PROMISED = {
    "needs.csv": "need_code,city_name,item,quantity\nN3,Marrow,places,10\n",
    "offers.csv": "offer_code,city_name,item,quantity,to_city_name\nO3,Marrow,places,5,\nO4,Galt,places,5,\n"
    "O5,Galt,places,5,Velda\n",
    "cities.csv": "city_code,city_name\nZE03,Velda\n",
}


@pytest.fixture
def promised(exchange: Run, tmp_path: Path) -> Run:
    """Return that store with promise 1 (of 4) accepted and 2 declined, an offer withdrawn and a need closed."""
    for name in ("cities.csv", "needs.csv", "offers.csv"):
        (tmp_path / name).write_text(PROMISED[name], encoding="utf-8")
        answer(exchange, "load", name)
    for words in ("reserve O1 N1 4", "advance 1 accepted", "reserve O1 N1 1", "withdraw O4"):
        answer(exchange, *words.split())
    answer(exchange, "advance", "2", "declined", "--reason", "Too far.")
    return exchange


@on_both
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("reserve O1 N1 0", 1, "from 1"),
        ("reserve O1 N1 -5", 1, "from 1"),
        ("reserve O1 N1 1.5", 2, "no whole number"),
        ("reserve O1 N1 99999999999", 1, "from 1"),
        ("reserve O1 N1 7", 1, "asks for 6 places more"),
        ("reserve O1 N1 97 --surplus", 1, "Only 96 places"),
        ("reserve O9 N1 1", 1, "no offer with the code O9"),
        ("reserve O1 N9 1", 1, "no need with the code N9"),
        ("reserve O1 N2 1", 1, "N2 asks for funds (EUR)"),
        ("reserve O2 N1 1", 1, "expired on 1 Nov 2026"),
        ("reserve O3 N1 1", 1, "promise to itself"),
        ("reserve O4 N1 1", 1, "O4 is withdrawn"),
        ("reserve O5 N1 1", 1, "O5 is for Velda only"),
        ("reserve O1 N1 1 --until 2026-11-23", 1, "past"),
        ("reserve O1 N1 1 --until soon", 2, "no day"),
        ("advance 9 accepted", 1, "no promise 9"),
        ("advance -1 accepted", 1, "no promise -1"),
        ("advance 99999999999999999999 accepted", 1, "no promise 99999999999999999999"),
        ("advance 1 accepted --by=", 2, "who does this"),
        ("advance 1 accepted", 1, "it can become in transit or declined, but not accepted"),
        ("advance 1 received", 1, "but not received"),
        ("advance 1 reserved", 1, "but not reserved"),
        ("advance 1 lapsed", 1, "but not lapsed"),
        ("advance 1 returned --reason Full.", 1, "but not returned"),
        ("advance 1 declined", 1, "Say why"),
        ("advance 2 accepted", 1, "nothing follows that"),
        ("advance 1 kept", 2, "no status of a promise"),
        ("advance x accepted", 2, "no whole number"),
        ("withdraw O1", 1, "promise 1 (4 places from Galt to Marrow, accepted)"),
        ("withdraw O4", 1, "withdrawn already"),
        ("withdraw O9", 1, "no offer with the code O9"),
        ("confirm O2", 1, "expired"),
        ("confirm O4", 1, "withdrawn: open it again"),
        ("confirm O9", 1, "no offer with the code O9"),
    ],
)
def test_what_cannot_be_promised_is_a_sentence_and_changes_nothing(
    promised: Run, bare_url: str, words: str, code: int, sentence: str
) -> None:
    store = engine.__wrapped__(bare_url)
    kept, uploads = contents(store), rows(store, Upload, "id")
    left, out, messages = promised(*words.split())
    assert (left, out) == (code, "")
    assert sentence in messages
    assert (contents(store), rows(store, Upload, "id")) == (kept, uploads)
    store.dispose()


OFFER_HEADER = "offer_code,city_name,item,quantity,unit,to_city_name,expires_on"


@on_both
@pytest.mark.parametrize(
    ("row", "issue"),
    [
        ("O9,Galt,places,0,,,", "not_positive"),
        ("O9,Galt,places,-3,,,", "negative"),
        ("O9,Galt,helicopters,3,,,", "unknown_word"),
        ("O9,Galt,places,3,seat,,", "wrong_unit"),
        ("O9,Galt,places,3,,Galt,", "offer_to_itself"),
        ("O1,Galt,places,3,,,", "offer_below_promises"),
        ("O1,Marrow,places,100,,,", "promised_otherwise"),
        ("O1,Galt,transport,100,,,", "promised_otherwise"),
        ("O1,Galt,places,100,,Velda,", "promised_to_others"),
        ("O1,Galt,places,100,,,2026-11-23", "expires_under_promises"),
    ],
)
def test_an_offer_that_cannot_be_is_said_at_the_check_and_refused_at_the_load(
    promised: Run, bare_url: str, tmp_path: Path, row: str, issue: str
) -> None:
    store = engine.__wrapped__(bare_url)
    (tmp_path / "offers.csv").write_text(f"{OFFER_HEADER}\nO8,Galt,places,5,,,\n{row}\n")
    kept, uploads = contents(store), rows(store, Upload, "id")
    found, refused = (answer(promised, command, "offers.csv", code=1) for command in ("check", "load"))
    assert (found["status"], refused["status"]) == ("checked", "rejected")
    assert found["issues"] == refused["issues"]
    errors = [one for one in found["issues"] if one["severity"] == "error"]  # a day that is past is a warning beside
    assert [(one["code"], one["row"]) for one in errors] == [(issue, 3)]
    assert (contents(store), rows(store, Upload, "id")) == (kept, uploads)
    store.dispose()


@on_both
def test_a_row_against_a_promise_waits_until_that_has_ended(promised: Run, tmp_path: Path) -> None:
    """The other rows load; the row goes on waiting, as it was, and loads when nothing speaks against it any more."""
    (tmp_path / "offers.csv").write_text(f"{OFFER_HEADER}\nO8,Galt,places,5,,,\nO1,Galt,places,3,,Velda,2026-12-24\n")
    said = answer(promised, "load", "offers.csv", "--partial")
    assert (said["status"], said["rows_loaded"], said["rows_waiting"]) == ("loaded", 1, 1)
    assert said["totals"] == {"quantity": 5}
    assert answer(promised, "check", "offers.csv", code=1)["rows_waiting"] == 1
    said = answer(promised, "load", "offers.csv", "--partial")
    assert (said["status"], said["rows_waiting"]) == ("unchanged", 1)
    answer(promised, "advance", "1", "declined", "--reason", "Flooded.")
    assert answer(promised, "check", "offers.csv")["rows_waiting"] == 0
    said = answer(promised, "load", "offers.csv")
    assert (said["status"], said["rows_loaded"], said["rows_waiting"]) == ("loaded", 1, 0)
    told = answer(promised, "summary")["exchange"]
    assert (told["offers_open"], told["by_item"]["places"]["offered"]) == (4, 3 + 5 + 5 + 5)


def test_places_with_options(run: Run, tmp_path: Path) -> None:
    shape = {"type": "Point", "coordinates": [20, 40]}
    feature = {"type": "Feature", "properties": {"clef": "D1", "titre": "Heath"}, "geometry": shape}
    (tmp_path / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert answer(run, "places", "areas.geojson", code=1)["status"] == "rejected"
    words = ("places", "areas.geojson", "--level", "2", "--code-field", "clef", "--name-field", "titre", "--as-cities")
    said = answer(run, *words)
    assert (said["layouts"], said["rows_loaded"]) == ({"places": 1, "cities": 1}, 1)
    assert answer(run, *words)["status"] == "unchanged"
    assert [row["code"] for row in answer(run, "summary")["by_place"]][:1] == ["D1"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["load", "none.csv"], 1, "No such file"),
        (["check", "."], 1, "directory"),
        (["places", "none.geojson"], 1, "No such file"),
        (["places", "."], 1, "directory"),
        (["undo", "7"], 1, "no upload 7"),
        (["summary", "--place", "XX"], 1, "XX"),
        (["summary", "--from", "2026-11-02", "--to", "2026-11-01"], 2, "ends"),
        (["summary", "--from", "soon"], 2, "no day"),
        (["load", "moves.csv", "--set", "date"], 2, "NAME=VALUE"),
        (["load", "moves.csv", "--layout", "people"], 2, "people"),
        (["load", "moves.csv", "--spell", "reason=flood"], 2, "COLUMN=WRITTEN=CODE"),
        (["load", "moves.csv", "--day-first", "--month-first"], 2, "not allowed"),
        (["undo", "-1"], 2, "UPLOAD"),
        (["undo", "7", "--by", " "], 2, "who does this"),
        (["undo", "x"], 2, "no whole number"),
        (["fly"], 2, "fly"),
        ([], 2, "COMMAND"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run: Run, words: list[str], code: int, sentence: str) -> None:
    left, out, messages = run(*words)
    assert left == code
    assert sentence in out + messages


def test_json_stays_one_object_when_something_fails(run: Run) -> None:
    assert answer(run, "load", "none.csv", code=1)["status"] == "rejected"
    assert "no upload 7" in answer(run, "undo", "7", code=1)["error"]
    assert "XX" in answer(run, "summary", "--place", "XX", code=1)["error"]


@pytest.mark.parametrize(
    "command",
    [
        "migrate",
        "demo",
        "places",
        "check",
        "load",
        "undo",
        "uploads",
        "summary",
        "reserve",
        "advance",
        "withdraw",
        "confirm",
    ],
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    code, out, _messages = run(command, "--help")
    assert code == 0
    assert "usage: idpdash " + command in out
    assert out in run(command, "--help")[1]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:////proc/nowhere/x.sqlite3", "folder"),
        ("sqlite:////proc/version", "store"),
        ("no url", "IDPDASH_DATABASE_URL"),
    ],
)
def test_surroundings_that_fail_are_code_3(run: Run, monkeypatch: pytest.MonkeyPatch, url: str, sentence: str) -> None:
    monkeypatch.setenv("IDPDASH_DATABASE_URL", url)
    code, out, messages = run("uploads", "--json")
    assert code == 3
    assert sentence in messages
    assert json.loads(out)["error"] == messages.strip()


def test_a_wrong_setting_is_code_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_TODAY", "tomorrow")
    code, _out, messages = run("summary")
    assert code == 2
    assert "IDPDASH_TODAY" in messages


def test_for_people_the_figures_stand_in_lines(run: Run) -> None:
    run("load", "cities.csv")
    _code, out, _messages = run("load", "faulty.csv", "--partial")
    assert "loaded as upload 2" in out
    assert "3 read, 1 loaded, 2 kept aside" in out
    assert "Merrow" in out
    _code, out, _messages = run("summary")
    assert "Arrivals" in out
    assert "Marrow" in out
    assert "faulty.csv" in run("uploads")[1]


def test_the_demonstration_in_one_command(run: Run) -> None:
    code, out, messages = run("demo")
    assert code == 0
    assert "fictional" in out
    said = answer(run, "summary")
    assert said["as_of"] == "2026-11-24"
    assert said["housing"]["over_capacity_sites"] > 0
    assert run("demo", "--if-empty")[0] == 0
    assert run("demo", "--reset")[0] == 0


def test_as_a_program_of_its_own(tmp_path: Path) -> None:
    """From any folder, into a pipe that is closed early, and with an old-fashioned terminal."""
    environment = os.environ | {
        "IDPDASH_DATABASE_URL": f"sqlite:///{tmp_path / 's.sqlite3'}",
        "PYTHONIOENCODING": "ascii",
    }
    command = [sys.executable, "-m", "idpdash"]
    done = subprocess.run([*command, "summary"], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert b"Arrivals" in done.stdout
    with subprocess.Popen(
        [*command, "uploads", "--json"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as early:
        assert early.stdout
        assert early.stderr
        early.stdout.close()
        assert b"Traceback" not in early.stderr.read()
    assert early.returncode == 0


SLOW = {"streamlit", "plotly", "geopandas", "alembic", "scipy"}  # each takes a tenth of a second or more to import


@pytest.mark.parametrize(
    ("module", "more"),
    [
        ("arguments", {"pandas", "sqlalchemy"}),
        ("store", {"pandas"}),
        ("summary", {"rapidfuzz"}),
        ("uploads", {"rapidfuzz"}),
        ("files", set()),
        ("undo", set()),
    ],
)
def test_a_command_loads_only_what_it_needs(module: str, more: set[str]) -> None:
    program = f"import sys, idpdash.commands.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert not (SLOW | more) & set(done.stdout.split())
