"""Upload, rows that wait: whose they are, what is wrong, mended and tried again, dismissed and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.ui import repairs
from tests.pages.conftest import Open
from tests.pages.test_upload import CITIES, FAULTS, click, count, drop, load, words


@pytest.fixture
def app(open_page: Open) -> AppTest:
    """Return the page after a file of which five rows wait, put aside."""
    app = load(open_page("upload"), CITIES, "cities.csv")
    return click(click(drop(app, FAULTS), "Load the 2 good rows"), "Another file")


def opened(app: AppTest) -> AppTest:
    """Open the file that waits."""
    return click(app, "Open")


def test_what_waits_is_listed_by_file_with_its_sender_and_kinds(app: AppTest) -> None:
    (line,) = [element.value for element in app.html if "<b>movements.csv</b>" in element.value]
    assert "5 rows: Place not known 3, " in line
    assert "Below zero 1" in line
    assert "from “field”, sent by desk on 24 Nov 2026" in line
    assert "5 rows wait to be mended" in words(app)


def test_a_name_is_said_here_too_and_its_rows_are_tried_again(app: AppTest, database: Path) -> None:
    app = click(opened(app), "Yes, for all 2")
    app = click(app, "Try again: 2 can be loaded now")
    assert "2 rows were loaded under upload 2; 3 rows still wait." in words(app)
    assert (count(database, "movements"), count(database, "waiting_rows")) == (4, 3)
    assert "Close" in [button.label for button in app.button]  # the others are still there to be mended


def test_rows_are_dismissed_with_a_reason_and_brought_back(app: AppTest, database: Path) -> None:
    app = click(opened(app), "Dismiss them")
    assert "Say why" in "".join(error.value for error in app.error)
    app.text_input(key="dismiss_2_reason").set_value("a rehearsal")
    app.multiselect(key="dismiss_2_rows").set_value([4])
    app = click(app, "Dismiss them")
    assert "1 row waits no longer." in words(app)
    assert "4 rows wait to be mended" in words(app)
    assert [box.label for box in app.expander if "dismissed" in box.label] == ["1 row was dismissed"]
    assert "5 rows wait to be mended" in words(click(app, "Undo"))


def test_edited_cells_are_saved_and_tried(app: AppTest, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repairs, "edits", lambda rows, edited: {(4, "individuals"): "23"})
    app = click(opened(app), "Save and try again")
    assert "1 row was loaded under upload 2; 4 rows still wait." in words(app)
    assert count(database, "movements") == 3


def test_nothing_edited_is_said(app: AppTest) -> None:
    app = click(opened(app), "Save and try again")
    assert "No cell was changed" in "".join(error.value for error in app.error)


def test_days_that_may_be_read_two_ways_are_asked_first(open_page: Open, database: Path) -> None:
    app = load(open_page("upload"), CITIES, "cities.csv")
    rows = b"date,destination_name,individuals\n13/05/2026,Marrow,5\n04/05/2026,Gallt,7\n"
    app = click(click(drop(app, rows), "Load the"), "Another file")
    app = click(opened(app), "Yes, for this row")
    (again,) = [button for button in app.button if button.label.startswith("Try again")]
    assert again.disabled
    app.radio(key="waiting_2_order").set_value(True)
    app = click(app.run(), "Try again")
    assert "1 row was loaded under upload 2." in words(app)
