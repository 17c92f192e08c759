"""Upload: a file is chosen, understood, mended, loaded and taken back."""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from idpdash.geo import read_areas
from idpdash.intake.writing.templates import template
from idpdash.layouts import LAYOUTS
from idpdash.store.engine import engine
from idpdash.store.places import load_places
from idpdash.ui import repairs, uploading
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


def labels(app: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [button.label for button in app.button]


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
    app = click(app, "Yes, for all 2")
    assert sentence(app).startswith("108 people in 4 rows")
    assert count(database, "place_aliases") == 1
    assert sentence(drop(app, FAULTS, "again.csv")).startswith("108 people in 4 rows")


def test_an_unknown_place_can_be_made(app: AppTest, database: Path) -> None:
    app = click(drop(app, FAULTS), "Yes, for all 2")
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
    app = click(click(app, "Yes, for all 2"), "Load 2 rows that had to wait")
    assert (count(database, "movements"), count(database, "waiting_rows")) == (4, 3)


def test_rows_that_waited_and_are_left_out_later_wait_no_longer(app: AppTest, database: Path) -> None:
    app = drop(click(click(drop(app, FAULTS), "Load the 2 good rows"), "Another file"), FAULTS)
    app = next(b for b in app.button if b.key == "leave_negative").click().run()
    app = click(app, "Leave out the one row that had to wait")
    assert (count(database, "movements"), count(database, "waiting_rows")) == (2, 4)


def test_half_a_point_can_be_emptied(app: AppTest) -> None:
    rows = b"A,One,Marrow,40.1,\nB,Two,Galt,40.6,-25.1\nC,Three,Velda,0,0\n"
    app = drop(app, b"site_code,site_name,place_name,latitude,longitude\n" + rows, "sites.csv")
    app = next(button for button in app.button if button.key == "no_point_coordinate_alone").click().run()
    app = next(button for button in app.button if button.key == "no_point_point_zero").click().run()
    assert sentence(app) == "3 sites, 3 cities"


def test_the_sum_by_sex_and_age_fills_an_empty_cell(app: AppTest) -> None:
    groups = [f"{sex}_{band}" for sex in "fm" for band in ("0_4", "5_11", "12_17", "18_59", "60_plus")]
    app = drop(app, f"date,destination_name,individuals,{','.join(groups)}\n2026-05-03,Marrow,,{'2,' * 9}8\n".encode())
    assert sentence(app).startswith("No row")
    assert sentence(click(app, "Fill in the sum by sex and age")).startswith("26 people in 1 row")


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
    app = click(app, "Individuals is read from “heads”")
    assert sentence(app).startswith("1 person in 1 row")


def test_a_word_is_mended_once_for_all_its_rows_and_taken_back(app: AppTest) -> None:
    rows = "".join(f"2026-05-03,Marrow,10,{word}\n" for word in ("observd", "observd", "surveyy", "observed", "conté"))
    app = drop(app, b"date,destination_name,individuals,basis\n" + rows.encode())
    assert sentence(app).startswith("10 people in 1 row")
    app = click(app, "means observed")
    assert sentence(app).startswith("30 people in 3 rows")
    app = next(box for box in app.selectbox if box.label == "What “conté” means").select("registered").run()
    assert sentence(app).startswith("40 people in 4 rows")
    app = click(app, "“observd” means observed")
    assert sentence(app).startswith("20 people in 2 rows")
    app = click(app, "Take all 2 suggestions")
    assert sentence(app) == "50 people in 5 rows, 3 May 2026, 1 city"


def test_days_that_may_be_read_two_ways_are_read_as_the_user_says(app: AppTest) -> None:
    app = drop(app, b"date,destination_name,individuals\n03/05/2026,Marrow,12\n04/05/2026,Galt,30\n")
    assert sentence(app) == "42 people in 2 rows, 3–4 May 2026, 2 cities"
    assert {"day/month: 3 May 2026", "month/day: 5 Mar 2026"} <= set(labels(app))
    app = click(app, "month/day")
    assert sentence(app) == "42 people in 2 rows, 5 Mar 2026 – 5 Apr 2026, 2 cities".replace("5 Mar 2026", "5 Mar")
    app = click(app, "Days are written month/day")
    assert sentence(app) == "42 people in 2 rows, 3–4 May 2026, 2 cities"


def test_rows_of_one_kind_are_left_out_and_taken_in_again(app: AppTest, database: Path) -> None:
    app = drop(app, FAULTS)
    app = next(b for b in app.button if b.key == "leave_unknown_place").click().run()
    assert sentence(app) == "83 people in 2 rows, 3–16 May 2026, 2 cities; 2 rows have to be mended"
    app = next(b for b in app.button if b.key == "leave_negative").click().run()
    assert "1 row left out (Below zero) ✕" in labels(app)
    app = click(app, "3 rows left out (Place not known)")
    assert sentence(app).endswith("; 4 rows have to be mended")
    for key in ("leave_unknown_place", "leave_impossible_date"):
        app = next(b for b in app.button if b.key == key).click().run()
    app = click(app, "Load all 2 rows")
    assert (count(database, "movements"), count(database, "waiting_rows")) == (2, 0)


def test_cells_mended_by_hand_are_checked_again_and_can_be_taken_back(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = drop(app, FAULTS)
    typed = {(4, "individuals"): "23", (5, "date"): "2026-02-31"}
    monkeypatch.setattr(repairs, "edits", lambda rows, edited: typed)
    app = click(app, "Check again")
    assert sentence(app).startswith("106 people in 3 rows")
    assert "“2026-02-31” is no day of the calendar" in words(app)
    app = click(app, "Row 4, Individuals: 23")
    assert sentence(app).startswith("83 people in 2 rows")


def squares() -> bytes:
    """Return three areas of one degree as GeoJSON: Marrow, Galt and Velda."""
    features = []
    for code, name, west in (("ZE1", "Marrow", -25), ("ZE2", "Galt", -24), ("ZE3", "Velda", -23)):
        ring = [[west, 40], [west + 1, 40], [west + 1, 41], [west, 41], [west, 40]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        fields = {"ADM2_PCODE": code, "ADM2_EN": name}
        features.append({"type": "Feature", "properties": fields, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_coordinates_that_were_swapped_are_exchanged_in_all_rows(open_page: Open, database: Path) -> None:
    store = engine(f"sqlite:///{database}")
    areas, now = read_areas(squares()), dt.datetime(2026, 11, 1)
    load_places(store, areas, as_cities=True, file_name="squares.geojson", by="test", now=now)
    rows = b"A,One,Marrow,-24.5,40.1\nB,Two,Galt,40.6,-23.1\nC,Three,Velda,-22.9,40.2\n"
    content = b"site_code,site_name,place_name,latitude,longitude\n" + rows
    app = click(drop(open_page("upload"), content, "sites.csv"), "Exchange them in all 2 rows")
    assert "Coordinates mended in 2 rows ✕" in labels(app)
    app = click(app, "Load all 3 rows")
    with sqlite3.connect(database) as connection:
        stored = connection.execute("SELECT latitude, longitude FROM site_statements ORDER BY id").fetchall()
    connection.close()
    assert stored == [(40.1, -24.5), (40.6, -23.1), (40.2, -22.9)]


def test_another_sheet_can_be_chosen(app: AppTest) -> None:
    book = openpyxl.Workbook()
    for name, people in (("May", 12), ("June", 30)):
        sheet = book.create_sheet(name)
        sheet.append(["date", "destination_name", "individuals"])
        sheet.append(["2026-05-03", "Marrow", people])
    del book["Sheet"]
    content = io.BytesIO()
    book.save(content)
    app = drop(app, content.getvalue(), "months.xlsx")
    assert sentence(app).startswith("12 people")
    app = next(box for box in app.selectbox if box.label == "Sheet of the workbook").select("June").run()
    assert sentence(app).startswith("30 people")


def test_how_a_file_was_read_is_remembered_for_the_next_of_its_shape_and_may_be_forgotten(app: AppTest) -> None:
    first = b"date,destination_name,heads,individuals,basis\n2026-05-03,Marrow,40,4,liste\n"
    app = drop(app, first, "first.csv")
    app.session_state["columns_open"] = True
    app = app.run()
    app = next(box for box in app.selectbox if str(box.key).startswith("read_3")).select("").run()
    app = next(box for box in app.selectbox if str(box.key).startswith("read_2")).select("individuals").run()
    app = next(box for box in app.selectbox if box.label == "What “liste” means").select("registered").run()
    assert sentence(app).startswith("40 people in 1 row")
    name = next(box for box in app.text_input if box.label.startswith("Remember this way"))
    app = name.set_value("North team").run()
    assert next(box for box in app.selectbox if box.label == "Who says this (source)").value == "North team"
    app = click(app, "Load the one row")
    assert "The next file of “North team” with these columns is read so by itself." in words(app)
    app = click(app, "Another file")
    second = first.replace(b"05-03", b"06-03").replace(b"40", b"70")
    app = drop(app, second, "second.csv")
    assert sentence(app).startswith("70 people in 1 row")
    assert "Read as you did before for “North team”" in words(app)
    app = click(app, "Read it fresh")
    assert "Read as you did before" not in words(app)
    assert sentence(app) == "No row of this file can be loaded yet"
    assert sentence(click(app, "Read it as before")).startswith("70 people in 1 row")


def test_a_file_that_looks_cut_off_is_loaded_only_when_the_user_says_that_it_is_whole(app: AppTest) -> None:
    header = b"date,destination_name,individuals\n"
    app = load(app, header + b"2026-01-03,Marrow,12\n2026-01-03,Galt,5\n", "first.csv")
    rows = "".join(f"2026-{3 + number % 8:02}-{1 + number % 28:02},Marrow,{number}\n" for number in range(1, 1001))
    app = drop(app, header + rows.encode(), "second.csv")
    assert "The file looks cut off" in words(app)
    assert next(button for button in app.button if button.label.startswith("Load")).disabled
    app = next(box for box in app.checkbox if box.label.startswith("It is complete")).check().run()
    assert sentence(click(app, "Load all 1")).startswith("Loaded")


def test_empty_cells_erase_what_is_stored_only_when_asked(app: AppTest, database: Path) -> None:
    content = b"city_code,city_name,latitude,longitude,country,population\nZE1,Marrow,40.1,-25.4,Zerania,\n"
    app = click(drop(app, content, "cities.csv"), "Erase what is stored: Residents")
    assert "Residents: an empty cell erases what is stored ✕" in labels(app)
    click(app, "Load the one row")
    with sqlite3.connect(database) as connection:
        stored = connection.execute("SELECT population FROM city_statements ORDER BY id").fetchall()
    connection.close()
    assert stored[-1] == (None,)


def test_a_file_that_takes_the_place_of_an_earlier_one_says_what_it_changed(app: AppTest) -> None:
    header = b"date,destination_name,individuals\n"
    app = load(app, header + b"2026-05-03,Marrow,12\n2026-05-04,Galt,5\n", "first.csv")
    app = drop(app, header + b"2026-05-03,Marrow,14\n2026-05-04,Galt,5\n", "second.csv")
    app = click(app.radio[0].set_value(True).run(), "Load all 2 rows")
    assert "What the newer file changed" in words(app)
    assert "+2 people, in one year" in words(app)


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
