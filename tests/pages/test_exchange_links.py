"""Exchange: a link to one need or offer, long lists in short, and the ledger with its history."""

from __future__ import annotations

from pathlib import Path

import pytest

from idpdash.answers.exchange import ledger
from idpdash.queries import reader
from idpdash.store.engine import engine
from idpdash.ui import long_list
from tests.factories import World, scope
from tests.pages.conftest import Open
from tests.pages.test_exchange import filled, press, words  # noqa: F401 - filled is a fixture
from tests.pages.test_promises import promise, store_of


def test_a_link_leads_to_one_need_of_its_item(filled: Path, open_page: Open) -> None:  # noqa: F811
    app = open_page("exchange")
    app.query_params["need"] = "N4"
    said = words(app.run())
    assert "transport" in app.query_params["item"]
    assert "Velda: 40 seats" in said
    assert "40 still open" in said
    app.pills[0].set_value("places").run()
    assert "need" not in app.query_params, "what was chosen of the former item is chosen no more"
    assert "Velda: 40 seats" not in words(app)


def test_with_a_need_and_an_offer_in_the_address_a_promise_begins_with_both(
    filled: Path,  # noqa: F811
    open_page: Open,
) -> None:
    app = open_page("exchange")
    app.query_params["need"], app.query_params["offer"] = "N2", "O1"
    app.run()
    assert "Galt: 120 places" in words(app)
    assert "Ostrand: 60 places" in words(app)
    app.button(key="reserve_need").click().run()
    assert [app.selectbox(key=f"reserve_{side}_code").value for side in ("need", "offer")] == ["N2", "O1"]
    app = press(app, "Reserve it")
    assert "Reserved: 60 places of Ostrand for Galt" in words(app)
    assert "60 places of Ostrand · reserved" in [button.label for button in app.button]


def test_a_link_to_what_is_over_or_unknown_says_so(filled: Path, open_page: Open) -> None:  # noqa: F811
    app = open_page("exchange")
    app.query_params["need"], app.query_params["offer"] = "N5", "nothing"
    said = words(app.run())
    assert "Velda, 9 places (N5) is over: closed (found elsewhere)." in said
    assert "No offer with the code nothing is open here on this day." in said


def test_of_a_long_list_the_first_are_shown_and_others_are_searched(
    filled: Path,  # noqa: F811
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(long_list, "MOST", 1)
    app = open_page("exchange")
    assert "The 1 most urgent of 3" in words(app)
    assert list(app.dataframe[0].value["city_name"]) == ["Galt"]
    app.text_input(key="need_search").set_value("MARROW n1").run()
    assert list(app.dataframe[0].value["quantity"]) == [30]
    assert "1 of 3" in words(app)
    app.text_input(key="need_search").set_value("nowhere").run()
    assert "Nothing is found; search for another word." in words(app)


def test_the_ledger_tells_every_step_of_every_promise(database: Path) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = World(connection)
        for code in ("galt", "ostrand"):
            world.city(code)
        world.need("N1", "galt", 100)
        world.offer("O1", "ostrand", 60)
    promise(database, "accepted", "declined")
    with store_of(database).connect() as connection:
        told = ledger(reader(connection), scope())
    assert list(told["status"]) == ["reserved", "accepted", "declined"]
    assert list(told["former"].fillna("")) == ["", "reserved", "accepted"]
    assert set(told["promise_status"]) == {"declined"}
    assert told["reason"].iloc[-1] == "no fuel"
