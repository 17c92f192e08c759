"""Upload: a file is chosen, understood, mended, loaded and taken back."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.intake.templates import template
from idpdash.layouts import LAYOUTS
from idpdash.ui import uploading
from tests.pages.conftest import Open

CITIES = b"""city_code,city_name,latitude,longitude,country,population
ZE1,Marrow,40.1,-25.4,Zerania,184000
ZE2,Galt,40.6,-25.1,Zerania,61000
ZE3,Velda,41.2,-24.9,Zerania,92000
"""
FAULTS = b"""Report date,From place,To place,HH,People,Cause
2026-05-03,Galt,Marrow,12,57,conflict
2026-05-03,Galt,Marow,3,14,conflict
2026-05-04,Velda,Marrow,5,-23,flood
2026-02-30,Galt,Velda,2,9,conflict
2026-05-07,Galt,Marow,2,11,conflict
2026-05-08,Galt,Wexcombe,2,12,conflict
2026-05-16,Marrow,Galt,6,26,
"""


def words(app: AppTest) -> str:
    """Return every word that stands on the page as text."""
    assert not app.exception, app.exception
    texts = [element.value for element in app.html]
    for kind in (app.info, app.success, app.error, app.warning, app.caption, app.markdown):
        texts += [element.value for element in kind]
    return "\n".join(str(text) for text in texts)


def sentence(app: AppTest) -> str:
    """Return the page's sentence."""
    assert not app.exception, app.exception
    found = [element.value for element in app.html if 'class="sentence"' in element.value]
    return found[-1].split('<h1 class="sentence">')[1].removesuffix("</h1>").replace("\u202f", " ")


def drop(app: AppTest, content: bytes, name: str = "movements.csv") -> AppTest:
    """Drop a file on the page."""
    return app.file_uploader[0].set_value((name, content, "text/csv")).run()


def click(app: AppTest, label: str) -> AppTest:
    """Click the first button whose label begins so."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def load(app: AppTest, content: bytes, name: str) -> AppTest:
    """Drop a file, load it and put it aside."""
    return click(click(drop(app, content, name), "Load"), "Another file")


def count(database: Path, table: str) -> int:
    """Return how many rows a table has."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return int(rows)


@pytest.fixture
def app(open_page: Open) -> AppTest:
    """Return the page over a store that knows three cities."""
    return load(open_page("upload"), CITIES, "cities.csv")


def test_an_empty_store_says_what_to_begin_with(open_page: Open) -> None:
    app = open_page("upload")
    assert sentence(app) == "Drop a file: it is checked before anything is stored"
    assert "Begin with the cities" in words(app)


def test_the_first_file_of_an_empty_store_loads(open_page: Open, database: Path) -> None:
    app = drop(open_page("upload"), CITIES, "cities.csv")
    assert sentence(app) == "3 cities"
    app = click(app, "Load all 3 rows")
    assert sentence(app) == "Loaded: 3 cities"
    assert count(database, "cities") == 3
    assert "Begin with the cities" not in words(click(app, "Another file"))


def test_totals_and_every_kind_of_fault_are_said_with_row_column_and_value(app: AppTest) -> None:
    app = drop(app, FAULTS)
    assert sentence(app) == "83 people in 2 rows, 3–16 May 2026, 2 cities; 5 rows have to be mended"
    said = words(app)
    assert "Row 3, To place: “Marow” is no known place. Did you mean ZE1 Marrow?" in said
    assert "Row 4, People: “-23” is below zero." in said
    assert "Row 5, Report date: “2026-02-30” is no day of the calendar" in said
    assert [button.label for button in app.button if button.label.startswith("Load")] == [
        "Load the 2 good rows, keep 5 aside"
    ]


def test_a_name_is_mended_once_for_all_its_rows_and_stays_mended(app: AppTest, database: Path) -> None:
    app = drop(app, FAULTS)
    assert app.selectbox(key="means_destination_name_Marow").value == "ZE1"  # the likely one is proposed
    app = click(app, "Use this place")
    assert sentence(app).startswith("108 people in 4 rows")
    assert count(database, "place_aliases") == 1
    assert sentence(drop(app, FAULTS, "again.csv")).startswith("108 people in 4 rows")


def test_an_unknown_place_can_be_made(app: AppTest, database: Path) -> None:
    app = click(drop(app, FAULTS), "Use this place")
    assert app.text_input(key="new_destination_name_Wexcombe_name").value == "Wexcombe"
    app = click(app, "Make this place")
    assert sentence(app).startswith("120 people in 5 rows")
    assert count(database, "places") == 4


def test_the_good_rows_load_while_the_others_wait_and_an_undo_takes_back_both(app: AppTest, database: Path) -> None:
    app = click(drop(app, FAULTS), "Load the 2 good rows")
    assert sentence(app).startswith("Loaded: 83 people in 2 rows")
    assert (count(database, "movements"), count(database, "waiting_rows")) == (2, 5)
    assert "5 rows wait to be mended" in words(app)
    app = click(app, "Undo this upload")
    assert "was taken back" in words(app)
    assert (count(database, "movements"), count(database, "waiting_rows")) == (0, 0)
    assert any(button.label == "Load the 2 good rows, keep 5 aside" for button in app.button)


def test_rows_that_waited_load_once_their_place_is_known(app: AppTest, database: Path) -> None:
    app = click(drop(app, FAULTS), "Load the 2 good rows")
    app = drop(click(app, "Another file"), FAULTS)
    assert sentence(app) == "This very file is loaded already, as upload 2"
    app = click(click(app, "Use this place"), "Load 2 rows that had to wait")
    assert (count(database, "movements"), count(database, "waiting_rows")) == (4, 3)


def test_the_same_file_again_has_nothing_to_do(app: AppTest, database: Path) -> None:
    app = drop(app, CITIES, "other-name.csv")
    assert sentence(app) == "This very file is loaded already, as upload 1"
    assert "There is nothing to do: upload 1 of 24 Nov 2026 loaded 3 rows" in words(app)
    assert not [button for button in app.button if button.label.startswith("Load")]


def test_a_second_click_begins_no_second_load(app: AppTest, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = uploading.begin_loading

    def twice(*args: object) -> None:
        once(*args)  # type: ignore[arg-type]
        once(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(uploading, "begin_loading", twice)
    app = click(drop(app, FAULTS), "Load the 2 good rows")
    assert sentence(app).startswith("Loaded")
    assert count(database, "uploads") == 2


def test_a_day_that_the_file_lacks_is_asked_once(app: AppTest, database: Path) -> None:
    app = drop(app, b"Cause,To place,People\nconflict,Marrow,12\nflood,Galt,30\n")
    assert sentence(app) == "This file does not say which day it is about"
    assert not [button for button in app.button if button.label.startswith("Load")]
    app = app.date_input[0].set_value(dt.date(2026, 5, 3)).run()
    assert sentence(app) == "42 people in 2 rows, 3 May 2026, 2 cities"
    app = click(app, "Date: 3 May 2026 for all rows")
    assert sentence(app) == "This file does not say which day it is about"


def test_a_city_that_the_file_lacks_is_asked_once(app: AppTest) -> None:
    app = drop(app, b"date,individuals,direction\n2026-05-03,12,arrival\n")
    assert sentence(app) == "This file does not say where people came to"
    app = next(box for box in app.selectbox if box.label == "City or place for all rows").select("ZE2").run()
    assert sentence(app) == "12 people in 1 row, 3 May 2026, 1 city"


def test_a_column_read_wrongly_is_read_as_the_user_says(app: AppTest) -> None:
    app = drop(app, b"date,destination_name,individuals,heads\n2026-05-03,Marrow,1,40\n")
    assert sentence(app).startswith("1 person in 1 row")
    app.session_state["columns_open"] = True
    app = app.run()
    app = next(box for box in app.selectbox if box.label == "heads").select("individuals").run()
    assert sentence(app).startswith("40 people in 1 row")
    assert next(box for box in app.selectbox if box.label == "individuals").value == ""


def test_days_told_before_by_the_same_source_are_asked_about(app: AppTest, database: Path) -> None:
    first = b"date,destination_name,individuals\n2026-05-03,Marrow,12\n"
    app = load(app, first, "first.csv")
    app = drop(app, b"date,destination_name,individuals\n2026-05-03,Marrow,14\n", "second.csv")
    button = next(button for button in app.button if button.label.startswith("Load"))
    assert button.disabled
    assert "Upload 2 (first.csv, 3 May 2026)" in app.radio[0].label
    app = click(app.radio[0].set_value(True).run(), "Load the one row")
    with sqlite3.connect(database) as connection:
        live = connection.execute("SELECT individuals FROM movements WHERE superseded_by IS NULL").fetchall()
    connection.close()
    assert live == [(14,)]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02PK", b"<html><body>no table</body></html>", b"a,b\n1,2\n"])
def test_what_is_no_table_of_ours_is_refused_with_a_sentence(app: AppTest, content: bytes, database: Path) -> None:
    app = drop(app, content, "file.csv")
    assert sentence(app)
    assert "Nothing of this file is stored" in words(app)
    assert not [button for button in app.button if button.label.startswith("Load")]
    assert count(database, "uploads") == 1


def test_every_upload_can_be_taken_back_from_the_list_and_a_refusal_says_why(app: AppTest, database: Path) -> None:
    app = load(app, b"date,destination_name,individuals\n2026-05-03,Marrow,12\n", "movements.csv")
    app = app.selectbox(key="undo_choice_2").select(1).run()
    assert "Upload 1 cannot be undone" in words(click(app, "Undo upload 1"))
    app = click(app.selectbox(key="undo_choice_2").select(2).run(), "Undo upload 2")
    assert "Upload 2 was taken back" in words(app)
    assert "Upload 1 was taken back" in words(click(app, "Undo upload 1"))
    assert count(database, "cities") == 0


def test_every_template_is_read_as_its_layout(open_page: Open) -> None:
    app = open_page("upload")
    for layout in LAYOUTS.values():
        app = drop(app, template(layout, "xlsx"), f"{layout.name}.xlsx")
        assert next(box for box in app.selectbox if box.label == "Read as").value == layout.name
        assert sentence(app)


def test_a_broken_store_is_said(tmp_path: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{broken}")
    assert "The figures cannot be reached" in words(open_page("upload"))
