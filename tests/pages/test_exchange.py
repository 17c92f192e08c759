"""Exchange: what is asked, what is offered, and what a desk enters about both."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from idpdash.queries import reader
from idpdash.queries.exchange import needs as needs_query
from idpdash.queries.exchange import offers as offers_query
from idpdash.store.engine import engine
from tests.factories import World, day, scope, two_regions
from tests.pages.conftest import Open


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store in which three cities ask for places and two offer some, and one asks for seats."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.city("ostrand", country="Ostrea", latitude=42.0, longitude=-20.0)
        world.need("N1", "marrow", 30, priority="normal")
        world.need("N2", "galt", 120, priority="critical", needed_by=day("11-26"), note="families first")
        world.need("N3", "marrow", 20, priority="high", needed_by=day("11-20"))
        world.need("N4", "velda", 40, item="transport", unit="seat")
        world.need("N5", "velda", 9, status="closed", status_reason="found elsewhere")
        world.offer("O1", "ostrand", 60, to="galt", expires_on=day("12-24"), conditions="no lift")
        world.offer("O2", "velda", 25)
        world.offer("O3", "velda", 80, expires_on=day("11-23"))
    return database


def words(app: AppTest) -> str:
    """Return every word that stands on the page as text."""
    assert not app.exception, app.exception
    texts = [str(element.value) for element in app.html]
    for kind in (app.info, app.success, app.error, app.warning, app.caption):
        texts += [str(element.value) for element in kind]
    return "\n".join(texts).replace("\u202f", " ")


def stored(database: Path, kind: str) -> pd.DataFrame:
    """Return the needs or offers in the store, by code."""
    with engine(f"sqlite:///{database}").connect() as connection:
        query = needs_query if kind == "need" else offers_query
        return reader(connection)(query, scope()).set_index(f"{kind}_code")


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button whose label begins so."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def enter(app: AppTest, kind: str, *, city: str | None, quantity: str, **fields: Any) -> AppTest:
    """Open the form of a need or an offer, fill it, and press its button."""
    app.button(key=f"enter_{kind}").click().run()
    app.selectbox(key=f"{kind}_city").set_value(city)
    app.text_input(key=f"{kind}_quantity").set_value(quantity)
    for field, value in fields.items():
        if isinstance(value, dt.date):
            app.date_input(key=f"{kind}_{field}").set_value(value)
        elif field in ("note", "conditions"):
            app.text_area(key=f"{kind}_{field}").set_value(value)
        else:
            app.selectbox(key=f"{kind}_{field}").set_value(value)
    return press(app, f"Enter the {kind}")


def end(app: AppTest, kind: str, *, code: str | None, reason: str, status: str = "closed") -> AppTest:
    """Open the form that ends a need or an offer, fill it, and press its button."""
    app.button(key=f"end_{kind}").click().run()
    app.selectbox(key="end_code").set_value(code)
    app.radio(key="end_status").set_value(status)
    app.text_input(key="end_reason").set_value(reason)
    return press(app, f"End this {kind}")


def test_the_sentence_and_the_two_columns_face_each_other(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    said = words(app)
    assert "Open offers could meet 85 of 170 places asked for; 85 have no offer" in said
    assert "<b>170</b> places needed" in said
    needed, offered = app.dataframe[0].value, app.dataframe[1].value
    assert list(needed["city_name"]) == ["Galt", "Marrow", "Marrow"]
    assert list(needed["priority"]) == ["■ critical", "▲ high", "normal"]
    assert list(needed["days_left"])[:2] == [2, -4]
    assert needed["days_left"].isna().iloc[2]  # no day is not a deadline of today
    assert list(needed["quantity"]) == [120, 20, 30]
    assert list(offered["city_name"]) == ["Ostrand", "Velda"]
    assert list(offered["to_city_name"]) == ["Galt", "any city"]
    assert offered["days_left"].iloc[0] == 30
    assert offered["days_left"].isna().iloc[1]


def test_one_item_at_a_time_and_the_address_names_it(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    assert "places" in app.query_params["item"]
    app.query_params["item"] = "transport"
    app.run()
    assert "40 seats asked for, none offered" in words(app)
    app.query_params["item"] = "gold"
    assert "transport" in app.run().query_params["item"]  # the last one that there is


def test_what_is_over_is_told_with_its_reason(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    assert "2 needs and offers are over" in [expander.label for expander in app.expander]
    assert "N5" not in list(app.dataframe[0].value["city_name"])


def test_a_need_is_entered_shown_and_taken_back(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    app = enter(app, "need", city="velda", quantity="1 200", needed_by=day("12-01"), note="no stairs")
    assert "Velda now asks for 1 200 places." in words(app)
    made = stored(filled, "need").drop(index=["N1", "N2", "N3", "N4", "N5"])
    assert list(made["city_code"]) == ["velda"]
    assert list(made["quantity"]) == [1200]
    assert list(made["unit"]) == ["bed"]
    assert list(made["priority"]) == ["normal"]
    assert list(made["note"]) == ["no stairs"]
    assert "Velda" in list(app.dataframe[0].value["city_name"])
    app = press(app, "Undo")
    assert len(stored(filled, "need")) == 5
    assert "Velda" not in list(app.dataframe[0].value["city_name"])


def test_an_offer_is_entered_for_one_city(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    last = day("12-31")
    app = enter(app, "offer", city="ostrand", quantity="15", to_city="marrow", expires_on=last, conditions="by bus")
    assert "Ostrand now offers 15 places to Marrow." in words(app)
    made = stored(filled, "offer").drop(index=["O1", "O2", "O3"]).iloc[0]
    assert (made["to_city_code"], made["quantity"], made["conditions"]) == ("marrow", 15, "by bus")
    assert made["expires_on"] == pd.Timestamp(last)


@pytest.mark.parametrize(("kind", "code", "status"), [("need", "N2", "withdrawn"), ("offer", "O1", "closed")])
def test_one_is_ended_with_a_reason_and_opened_again(
    filled: Path, open_page: Open, kind: str, code: str, status: str
) -> None:
    app = end(open_page("exchange"), kind, code=code, reason="met by others", status=status)
    assert stored(filled, kind).loc[code, "exchange_status"] == status
    assert stored(filled, kind).loc[code, "status_reason"] == "met by others"
    assert f"({code}) is {status}." in words(app)
    press(app, "Undo")
    assert stored(filled, kind).loc[code, "exchange_status"] == "open"


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("need", {"city": None, "quantity": "5"}, "Say which city needs it."),
    ("need", {"city": "galt", "quantity": ""}, "Say how many are needed."),
    ("need", {"city": "galt", "quantity": "0"}, "The quantity must be a whole number from 1"),
    ("need", {"city": "galt", "quantity": "1.5"}, "How many: “1.5” is not a whole number."),
    ("need", {"city": "galt", "quantity": "5", "needed_by": day("11-23")}, "23 Nov 2026 is past."),
    ("offer", {"city": None, "quantity": "5"}, "Say which city offers it."),
    ("offer", {"city": "galt", "quantity": "-5"}, "How many: “-5” is below zero."),
    ("offer", {"city": "galt", "quantity": "5", "to_city": "galt"}, "A city cannot make an offer to itself."),
    (
        "offer",
        {"city": "velda", "quantity": "5", "available_from": day("12-24"), "expires_on": day("12-01")},
        "The offer expires before it is available.",
    ),
]


def test_bad_input_is_a_sentence_and_nothing_changes(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    for kind, fields, sentence in BAD:
        app = enter(app, kind, **fields)
        assert sentence in words(app), fields
    app = end(app, "need", code="N1", reason=" ")
    assert "Say why, so that the others know." in words(app)
    app = end(app, "offer", code=None, reason="done")
    assert "Say which one." in words(app)
    assert (len(stored(filled, "need")), len(stored(filled, "offer"))) == (5, 3)
    assert stored(filled, "need").loc["N1", "exchange_status"] == "open"


def test_an_item_changed_after_the_form_was_drawn_is_asked_again(filled: Path, open_page: Open) -> None:
    app = enter(open_page("exchange"), "need", city="galt", quantity="5", item="funds")
    assert "The item has changed meanwhile" in words(app)
    assert len(stored(filled, "need")) == 5


def test_an_empty_store_says_what_to_do_next(database: Path, open_page: Open) -> None:
    assert "Upload your cities first" in words(open_page("exchange"))


def test_cities_without_needs_can_enter_the_first_one(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection))
    app = open_page("exchange")
    assert "Nobody asks for places or offers any" in words(app)
    app = enter(app, "need", city="galt", quantity="5", item="places")
    assert "5 places asked for, none offered" in words(app)


def test_a_broken_store_is_a_sentence(database: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{database}/none/store.sqlite3")
    assert "The figures cannot be reached at the moment" in words(open_page("exchange"))


ASKED: list[dict[str, str | list[str]]] = [
    {"city": "marrow"},
    {"city": "ostrand"},
    {"city": ["marrow", "velda"], "item": "transport"},
    {"region": "west", "item": "places"},
    {"region": "east", "city": "galt"},
    {"city": "nowhere"},
    {"as_of": "2019-01-01"},
    {"as_of": "2026-12-31"},
    {"days": "7", "item": "school_places"},
    {"from": "2026-11-20", "to": "2026-11-01", "as_of": "never"},
]


def test_no_filter_ends_in_an_exception(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    for asked in ASKED:
        app.query_params.clear()
        for name, value in asked.items():
            app.query_params[name] = value
        assert '<h1 class="sentence">' in words(app.run()), asked
