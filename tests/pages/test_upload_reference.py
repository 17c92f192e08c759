"""Upload, reference data: looked up, corrected, shown with its versions, taken back; two who correct the same."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from idpdash.store.record import Subject, correct, standing
from tests.pages.conftest import ROOT, Open
from tests.pages.test_upload import CITIES, click, load, words

SITES = b"site_code,site_name,place_name,beds\nS-1,Sports hall,Marrow,100\n"
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def app(open_page: Open) -> AppTest:
    """Return the page over a store with three cities and a site, the section open."""
    app = load(load(open_page("upload"), CITIES, "cities.csv"), SITES, "sites.csv")
    app.session_state["reference"] = True
    return app.run()


def chosen(app: AppTest, subject: Subject, code: str) -> AppTest:
    """Choose what is to be corrected."""
    app.session_state["reference_subject"] = subject
    app.run()
    return app.selectbox(key="reference_code").set_value(code).run()


def field(app: AppTest, subject: str, code: str, upload: int, name: str) -> Any:
    """Return a field of the form."""
    key = f"correct_{subject}_{code}_{upload}_{name}"
    kinds = (app.text_input, app.number_input, app.selectbox, app.date_input, app.multiselect)
    return next(one for kind in kinds for one in kind if one.key == key)


def newest(database: Path, table: str, column: str) -> Any:
    """Return a column of the statement that was made last."""
    with sqlite3.connect(database) as connection:
        row = connection.execute(f"SELECT {column} FROM {table} ORDER BY id DESC").fetchone()
    connection.close()
    return row[0]


def test_a_city_is_corrected_said_and_taken_back(app: AppTest, database: Path) -> None:
    app = chosen(app, Subject.CITY, "ZE1")
    residents = field(app, "city", "ZE1", 1, "population")
    assert residents.value.replace("\u202f", " ") == "184 000"
    residents.set_value("190 000")
    app = click(app, "Save the correction")
    assert "Marrow, Zerania · ZE1 was corrected: Residents." in words(app)
    assert newest(database, "city_statements", "population") == 190_000
    app = click(app, "Undo")
    assert field(app, "city", "ZE1", 1, "population").value.replace("\u202f", " ") == "184 000"


def test_a_site_changes_from_a_day_on(app: AppTest, database: Path) -> None:
    app = chosen(app, Subject.SITE, "S-1")
    field(app, "site", "S-1", 2, "beds").set_value("80")
    field(app, "site", "S-1", 2, "valid_from").set_value(dt.date(2026, 11, 1))
    app = click(app, "Save the correction")
    assert "was corrected: Beds, Holds from." in words(app)
    assert newest(database, "site_statements", "valid_from") == "2026-11-01"
    table = next(one.value for one in app.dataframe if "changed" in one.value)
    assert table["changed"].tolist() == ["Beds: 100 → 80; Holds from: since always → 1 Nov 2026", "first said"]
    assert table["what"].tolist() == ["entered by hand", "sites.csv"]
    app = click(app, "Undo the last correction")
    assert newest(database, "site_statements", "beds") == 100


def test_nothing_changed_and_what_cannot_be_are_said(app: AppTest) -> None:
    app = click(chosen(app, Subject.CITY, "ZE1"), "Save the correction")
    assert [error.value for error in app.error] == ["Nothing was changed."]
    field(app, "city", "ZE1", 1, "desk_mail").set_value("somebody")
    app = click(app, "Save the correction")
    assert "no mailbox" in app.error[0].value


def test_who_comes_second_sees_both_and_chooses(app: AppTest, database: Path) -> None:
    app = chosen(app, Subject.CITY, "ZE1")
    field(app, "city", "ZE1", 1, "population").set_value("190 000")
    store = engine(f"sqlite:///{database}")
    there = standing(store, Subject.CITY, "ZE1", today=TODAY)
    assert there is not None
    theirs = {**there.values, "population": 188_000, "country": "Zeran"}
    now = dt.datetime(2026, 11, 24, 9)
    correct(store, Subject.CITY, "ZE1", theirs, seen=there.values, by="Ana", now=now, today=TODAY)
    app = click(app, "Save the correction")
    assert "Somebody has changed this since you opened it (upload 3)" in app.error[0].value
    table = next(one.value for one in app.dataframe if "mine" in one.value).set_index("field")
    shown = [str(table.at["Residents", name]) for name in ("seen", "now", "mine")]
    assert [value.replace("\u202f", " ") for value in shown] == ["184 000", "188 000", "190 000"]
    assert [table.at["Country", name] for name in ("now", "mine")] == ["Zeran", "Zeran"]
    app = click(app, "Save mine on top")
    assert newest(database, "city_statements", "population") == 190_000
    assert newest(database, "city_statements", "country") == "Zeran"
    assert "Save mine on top" not in [button.label for button in app.button]


def test_an_address_opens_what_is_to_be_corrected(app: AppTest, database: Path) -> None:
    fresh = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).switch_page("pages/upload.py")
    fresh.query_params["correct"] = "site:S-1"
    fresh.run()
    assert field(fresh, "site", "S-1", 2, "name").value == "Sports hall"
    assert not fresh.exception


def test_an_address_that_names_nothing_known_is_no_error(app: AppTest, database: Path) -> None:
    for asked in ("site:S-9", "house:1", "city", ":"):
        fresh = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).switch_page("pages/upload.py")
        fresh.query_params["correct"] = asked
        assert words(fresh.run())
