"""Upload, names that nobody knows: proposed for one click, made, left out, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open
from tests.pages.test_upload import CITIES, click, count, drop, load, sentence, words

NAMES = b"""date,destination_name,individuals
2026-05-03,Marow,57
2026-05-03,Marow,14
2026-05-04,Gallt,5
2026-05-05,Wexcombe,9
2026-05-06,Velda,7
"""
SITES = b"date,site_code,individuals\n2026-05-03,S-1,12\n2026-05-03,S-2,8\n2026-05-04,S-2,9\n"


@pytest.fixture
def app(open_page: Open) -> AppTest:
    """Return the page over a store that knows three cities."""
    return load(open_page("upload"), CITIES, "cities.csv")


def labels(app: AppTest) -> list[str]:
    """Return what stands on the buttons."""
    return [button.label for button in app.button]


def test_likely_names_are_proposed_each_for_one_click_and_doubtful_ones_not(app: AppTest, database: Path) -> None:
    app = drop(app, NAMES)
    assert [label for label in labels(app) if label.startswith("Yes")] == [
        "Yes to all 2 likely ones",
        "Yes, for all 2",
        "Yes, for this row",
    ]
    assert "Marrow" in words(app)
    app = click(app, "Yes, for all 2")
    assert sentence(app).startswith("78 people in 3 rows")
    assert "“Marow” is read as Marrow from now on" in words(app)
    app = click(app, "Undo")
    assert sentence(app).startswith("7 people in 1 row")
    assert count(database, "place_aliases") == 0


def test_all_likely_names_are_one_act_and_one_undo(app: AppTest, database: Path) -> None:
    app = click(drop(app, NAMES), "Yes to all 2")
    assert sentence(app).startswith("83 people in 4 rows")
    assert (count(database, "place_aliases"), count(database, "uploads")) == (2, 2)
    assert not [label for label in labels(app) if label.startswith("Yes")]
    assert sentence(click(app, "Undo")).startswith("7 people in 1 row")


def test_nothing_is_chosen_in_advance_for_a_name_that_is_not_likely(app: AppTest) -> None:
    app = click(drop(app, NAMES), "Yes to all 2")
    assert app.selectbox(key="means_destination_name_Wexcombe").value is None
    assert next(button for button in app.button if button.label == "Use this place").disabled


def test_rows_of_a_name_are_left_out_by_one_click(app: AppTest) -> None:
    app = click(click(drop(app, NAMES), "Yes to all 2"), "Leave the row out")
    assert sentence(app) == "83 people in 4 rows, 3–6 May 2026, 3 cities"
    assert "Place not known" not in words(app)


def test_a_new_city_is_made_from_its_name(app: AppTest, database: Path) -> None:
    app = click(drop(app, NAMES), "Yes to all 2")
    key = "city_destination_name_Wexcombe"
    assert (app.text_input(key=f"{key}_code").value, app.text_input(key=f"{key}_name").value) == (
        "WEXCOMBE",
        "Wexcombe",
    )
    app.text_input(key=f"{key}_population").set_value("12 000")
    app = click(app, "Make this city")
    assert sentence(app) == "92 people in 5 rows, 3–6 May 2026, 4 cities"
    assert count(database, "cities") == 4
    assert sentence(click(app, "Undo")).startswith("83 people in 4 rows")


def test_a_number_that_is_none_is_refused(app: AppTest, database: Path) -> None:
    app = click(drop(app, NAMES), "Yes to all 2")
    app.text_input(key="city_destination_name_Wexcombe_population").set_value("many")
    app = click(app, "Make this city")
    assert "Residents" in "".join(error.value for error in app.error)
    assert count(database, "cities") == 3


def test_sites_of_one_place_are_made_at_once(app: AppTest, database: Path) -> None:
    app = drop(app, SITES, "occupancy.csv")
    assert "2 sites are not known" in words(app)
    app.toggle(key="sites__all").set_value(True)
    app.selectbox(key="sites__place").set_value("ZE1")
    app.text_input(key="sites__beds").set_value("40")
    app = click(app, "Make these sites")
    assert sentence(app) == "21 people in 2 sites, 3–4 May 2026"
    assert (count(database, "sites"), count(database, "uploads")) == (2, 2)
    assert sentence(click(app, "Undo")).startswith("No row of this file")


def test_sites_without_a_place_are_refused(app: AppTest, database: Path) -> None:
    app = click(drop(app, SITES, "occupancy.csv"), "Make these sites")
    assert "in which place they lie" in "".join(error.value for error in app.error)
    assert count(database, "sites") == 0


def test_the_code_is_right_is_remembered_for_the_source(app: AppTest, database: Path) -> None:
    rows = b"date,destination_pcode,destination_name,individuals\n2026-05-03,ZE1,Galt,5\n2026-05-03,ZE2,Galt,7\n"
    app = drop(app, rows)
    said = words(app)
    assert "the code says Marrow, Zerania · ZE1; the name says Galt, Zerania · ZE2" in said
    app = click(app, "The code is right")
    assert sentence(app) == "12 people in 2 rows, 3 May 2026, 2 cities"
    assert count(database, "place_aliases") == 1
