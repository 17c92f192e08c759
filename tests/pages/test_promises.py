"""Exchange: what is promised, moved, taken back, confirmed and changed, and what the page says of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from idpdash.queries import reader
from idpdash.queries.exchange import offers as offers_query
from idpdash.queries.promises import promises as promises_query
from idpdash.store.engine import engine
from idpdash.store.ledger import advance, reserve, take_back
from idpdash.store.record import edit_offer
from tests.factories import TODAY, World, day, scope, two_regions
from tests.pages.conftest import Open
from tests.pages.test_exchange import press, words

NOW = dt.datetime(2026, 11, 24, 9)


def store_of(database: Path) -> Engine:
    """Return the engine of the store that the page uses."""
    return engine(f"sqlite:///{database}")


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store in which Galt and Marrow need places; Ostrand offers some to Galt, Velda some to anyone."""
    with store_of(database).begin() as connection:
        world = two_regions(World(connection))
        world.city("ostrand", country="Ostrea", desk_phone="+999 1", desk_mail="desk@ostrand.example")
        waiting = world.upload("needs", loaded_at=NOW - dt.timedelta(days=5))
        world.need("N1", "galt", 100, priority="critical")
        world.need("N2", "marrow", 30, upload_id=waiting)
        world.offer("O1", "ostrand", 60, to="galt")
        world.offer("O2", "velda", 40, upload_id=world.upload("offers", loaded_at=NOW - dt.timedelta(days=31)))
        world.offer("O3", "galt", 10)
    return database


def promised(database: Path) -> pd.DataFrame:
    """Return the promises in the store, by number."""
    with store_of(database).connect() as connection:
        return reader(connection)(promises_query, scope()).set_index("commitment")


def promise(database: Path, *steps: str, offer: str = "O1", need: str = "N1", quantity: int = 60) -> int:
    """Make a promise and move it on."""
    store, told = store_of(database), {"by": "test", "now": NOW, "today": TODAY}
    made: int = reserve(store, offer_code=offer, need_code=need, quantity=quantity, **told).number  # type: ignore[arg-type]
    for step in steps:
        reason = "no fuel" if step in ("declined", "returned") else None
        advance(store, made, step, reason=reason, **told)  # type: ignore[arg-type]
    return made


def begin(app: AppTest, side: str, *, need: str, offer: str) -> AppTest:
    """Open the form of a promise from one side and choose both."""
    app.button(key=f"reserve_{side}").click().run()
    codes = {"need": need, "offer": offer}
    other = "offer" if side == "need" else "need"
    for one in (side, other):
        app.selectbox(key=f"reserve_{one}_code").set_value(codes[one]).run()
    return app


def look_at(app: AppTest, number: int) -> AppTest:
    """Open the history of a promise by the address."""
    app.query_params["promise"] = str(number)
    return app.run()


@pytest.mark.parametrize("side", ["need", "offer"])
def test_a_part_of_an_offer_is_reserved_from_either_side_and_taken_back(
    filled: Path, open_page: Open, side: str
) -> None:
    app = begin(open_page("exchange"), side, need="N1", offer="O1")
    quantity = next(one for one in app.text_input if one.label.startswith("How many"))
    assert quantity.value == "60"  # as many as both have left
    quantity.set_value("25")
    app = press(app, "Reserve it")
    assert "Reserved: 25 places of Ostrand for Galt (promise 1)." in words(app)
    made = promised(filled).loc[1]
    assert (made["offer_code"], made["need_code"], made["quantity"]) == ("O1", "N1", 25)
    assert (made["promise_status"], made["until"]) == ("reserved", pd.Timestamp(day("11-27")))
    assert "25 of 130 places asked for are promised" in words(app)
    assert list(app.dataframe[0].value["left"]) == [75, 30]
    app = press(app, "Undo")
    assert "Taken back: promise 1 is declined now." in words(app)
    assert promised(filled).loc[1, "promise_status"] == "declined"
    assert list(app.dataframe[0].value["left"]) == [100, 30]


def test_only_what_may_go_together_is_offered_for_choice(filled: Path, open_page: Open) -> None:
    """Not an offer for another city, not one of the city itself, not one of which nothing is left."""
    promise(filled, offer="O2", quantity=40)
    app = open_page("exchange")
    app.button(key="reserve_need").click().run()
    app.selectbox(key="reserve_need_code").set_value("N2").run()
    assert app.selectbox(key="reserve_offer_code").options == ["Galt: 10 places left (O3)"]
    app.selectbox(key="reserve_need_code").set_value("N1").run()
    assert app.selectbox(key="reserve_offer_code").options == ["Ostrand: 60 places left (O1)"]


def test_a_token_that_was_used_makes_no_second_promise(filled: Path, open_page: Open) -> None:
    """The second half of a double click carries the button's token: it finds the promise that the first half made."""
    app = begin(open_page("exchange"), "need", need="N1", offer="O1")
    button = next(one for one in app.button if one.label == "Reserve it")
    told = {"by": "desk", "now": NOW, "today": TODAY}
    first = {"offer_code": "O1", "need_code": "N1", "quantity": 60, "until": day("11-27")}
    reserve(store_of(filled), token=button.key, **first, **told)  # type: ignore[arg-type]
    app = button.click().run()
    assert "promise 1" in words(app)
    assert len(promised(filled)) == 1


BAD = [
    ("0", "The quantity must be a whole number from 1"),
    ("", "Say how many are promised."),
    ("many", "“many” is not a number."),
    ("61", "Only 60 places of offer O1"),
]


def test_a_quantity_that_cannot_be_is_a_sentence_and_promises_nothing(filled: Path, open_page: Open) -> None:
    app = begin(open_page("exchange"), "need", need="N1", offer="O1")
    for written, sentence in BAD:
        next(one for one in app.text_input if one.label.startswith("How many")).set_value(written)
        app = press(app, "Reserve it")
        assert sentence in words(app), written
    assert promised(filled).empty


def test_more_than_is_asked_for_is_promised_only_where_that_is_meant(filled: Path, open_page: Open) -> None:
    app = begin(open_page("exchange"), "offer", need="N2", offer="O2")
    next(one for one in app.text_input if one.label.startswith("How many")).set_value("35")
    app = press(app, "Reserve it")
    assert "say that a surplus is meant" in words(app)
    app.checkbox[0].check()
    press(app, "Reserve it")
    assert list(promised(filled)["quantity"]) == [35]


def test_a_promise_is_moved_on_the_board_from_the_first_word_to_the_receipt(filled: Path, open_page: Open) -> None:
    number = promise(filled)
    app = open_page("exchange")
    for label, status in (("Accept", "accepted"), ("Send off", "in transit"), ("Received", "received")):
        app = press(app, label)
        assert f"60 places, Ostrand → Galt is {status}." in words(app)
        assert promised(filled).loc[number, "promise_status"] == status.replace(" ", "_")
    assert "60 of 130 places asked for were received" in words(app)
    app = press(app, "Undo")
    assert promised(filled).loc[number, "promise_status"] == "in_transit"


@pytest.mark.parametrize(
    ("before", "label", "status"), [((), "Decline", "declined"), (("accepted", "in_transit"), "Came back", "returned")]
)
def test_a_promise_ends_with_a_reason_and_the_need_is_open_again(
    filled: Path, open_page: Open, before: tuple[str, ...], label: str, status: str
) -> None:
    number = promise(filled, *before)
    app = look_at(open_page("exchange"), number)
    app = press(app, label)
    assert "Say why, so that the others know." in words(app)
    assert promised(filled).loc[number, "live"]
    app.text_input(key=f"{number}-{status}_reason").set_value("the bus broke down")
    app = press(app, label)
    made = promised(filled).loc[number]
    assert (made["promise_status"], made["reason"]) == (status, "the bus broke down")
    assert "the bus broke down" in words(app)
    assert list(app.dataframe[0].value["left"]) == [100, 30]


def test_the_history_tells_every_step_and_whom_to_call(filled: Path, open_page: Open) -> None:
    number = promise(filled, "accepted", "in_transit")
    take_back(store_of(filled), number, by="another desk", now=NOW, today=TODAY)
    said = words(look_at(open_page("exchange"), number))
    steps = ["Reserved, held until 27 Nov", "Accepted", "In transit", "Taken back: accepted again"]
    told = said[said.index('<ol class="steps">') :]
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "by another desk" in said
    assert "+999 1 · desk@ostrand.example" in said
    assert "no desk is known" in said  # of Galt
    assert "There is no promise 99 on this day." in words(look_at(open_page("exchange"), 99))


@pytest.mark.parametrize("address", ["-1", "x", "", "²", "9" * 30])
def test_an_address_that_names_no_promise_opens_none(filled: Path, open_page: Open, address: str) -> None:
    app = open_page("exchange")
    app.query_params["promise"] = address
    assert '<h1 class="sentence">' in words(app.run())


def test_ending_an_offer_says_whom_it_hits_and_ends_its_promises(filled: Path, open_page: Open) -> None:
    number = promise(filled, "accepted")
    app = open_page("exchange")
    app.button(key="end_offer").click().run()
    app.selectbox(key="end_code").set_value("O1").run()
    assert "This takes help away from Galt (60 places, accepted)" in words(app)
    app.radio(key="end_status").set_value("withdrawn")
    app.text_input(key="end_reason").set_value("the hall burnt down")
    app = press(app, "End this offer")
    made = promised(filled).loc[number]
    assert (made["promise_status"], made["reason"]) == ("declined", "the hall burnt down")
    assert list(app.dataframe[0].value["left"]) == [100, 30]


def test_an_old_offer_asks_to_be_confirmed_and_is_by_one_click(filled: Path, open_page: Open) -> None:
    app = open_page("exchange")
    assert "1 offer was not confirmed for 30 days" in words(app)
    app = press(app, "Still holds")
    assert "Velda, 40 places: confirmed today." in words(app)
    assert "was not confirmed" not in words(app.run())
    press(open_page("exchange"), "Enter an offer")


def test_the_need_that_waits_longest_is_named(filled: Path, open_page: Open) -> None:
    said = words(open_page("exchange"))
    assert "Marrow has waited longest, 5 days" in said
    assert "▲ 5 days" in said
    promise(filled, offer="O2", need="N2", quantity=1)
    assert "Marrow has waited" not in words(open_page("exchange"))


def changed(app: AppTest, filled: Path, quantity: str) -> AppTest:
    """Open the form that changes Ostrand's offer, as a click on it does, and save another quantity."""
    with store_of(filled).connect() as connection:
        told = reader(connection)(offers_query, scope())
    row: dict[Any, Any] = told[told["offer_code"] == "O1"].iloc[0].to_dict()
    app.session_state["edit_row"], app.session_state["_dialog"] = row, "edit_offer"
    app.run()
    app.text_input(key="edit_quantity").set_value(quantity)
    return app


def test_an_offer_is_changed(filled: Path, open_page: Open) -> None:
    app = press(changed(open_page("exchange"), filled, "70"), "Save the change")
    assert "Ostrand: 70 places, changed." in words(app)
    assert list(app.dataframe[1].value["quantity"]) == [70, 40, 10]


@pytest.mark.parametrize(("choice", "left"), [("Save mine on top", 70), ("Leave it as it was saved", 55)])
def test_of_two_who_change_one_offer_the_second_sees_both_and_chooses(
    filled: Path, open_page: Open, choice: str, left: int
) -> None:
    app = changed(open_page("exchange"), filled, "70")
    said = {"city_code": "ostrand", "to_city_code": "galt", "item": "places", "quantity": 55}
    seen = int(app.session_state["edit_row"]["upload"])
    edit_offer(store_of(filled), "O1", seen=seen, by="another desk", now=NOW, **said)
    app = press(app, "Save the change")
    assert "another desk changed this meanwhile" in words(app)
    both = next(str(one.value) for one in app.html if "Saved meanwhile" in str(one.value))
    quantity = both[both.index("<span>Quantity</span>") : both.index("<span>Available from</span>")]
    assert [re.sub(r"<[^>]*>", "", cell) for cell in quantity.split("<td>")[1:4]] == ["60", "55", "70"]
    app = press(app, choice)
    assert app.dataframe[1].value["quantity"].iloc[0] == left


def test_a_day_in_the_past_is_looked_at_and_not_acted_on(filled: Path, open_page: Open) -> None:
    number = promise(filled)
    app = open_page("exchange")
    app.query_params["as_of"] = "2026-11-23"
    app.run()
    assert not [button for button in app.button if button.label == "Accept"]
    assert f"There is no promise {number} on this day." in words(look_at(app, number))
