"""Acts: done once however often they are clicked, said once, refused in a sentence, taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from idpdash.store.tables import NeedStatement, Upload
from idpdash.store.undo import undo
from tests.factories import World, two_regions


def acting() -> None:
    """Be the smallest page with an act: ask for ten places for one city."""
    import datetime as dt

    import streamlit as st

    from idpdash.store.record import record_need
    from idpdash.ui import actions, data

    token = actions.token("need")

    def work() -> int:
        return record_need(
            data.store(),
            city_code=st.session_state.get("city", "galt"),
            item="places",
            quantity=10,
            priority="normal",
            needed_by=None,
            note="",
            by="test",
            now=dt.datetime(2026, 11, 24, 9),
            token=token,
        )

    def ask() -> None:
        actions.act(work, "Ten places are asked for.")

    def twice() -> None:
        ask()
        ask()

    st.button("Ask", on_click=ask, key="ask")
    st.button("Twice", on_click=twice, key="twice")
    st.text(token)
    actions.said()


@pytest.fixture
def page(database: Path) -> AppTest:
    """Return a page with an act, drawn once, on a store with three cities."""
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection))
    return AppTest.from_function(acting, default_timeout=30).run()


def stored(database: Path) -> int:
    """Return how many statements of needs the store holds."""
    with engine(f"sqlite:///{database}").connect() as connection:
        return connection.scalar(select(func.count()).select_from(NeedStatement)) or 0


def token(app: AppTest) -> str:
    """Return the token of the page's button."""
    assert not app.exception, app.exception
    return str(app.text[0].value)


def test_an_act_is_said_once_and_can_be_taken_back(page: AppTest, database: Path) -> None:
    app = page.button(key="ask").click().run()
    assert [one.value for one in app.success] == ["Ten places are asked for."]
    assert stored(database) == 1
    undo = next(button for button in app.button if button.label == "Undo")
    app = undo.click().run()
    assert stored(database) == 0
    assert "Taken back" in app.info[0].value
    assert not [*app.run().info, *app.success]  # said once


def test_a_token_is_renewed_only_when_it_was_used(page: AppTest, database: Path) -> None:
    first = token(page)
    assert token(page.run()) == first
    app = page.button(key="ask").click().run()
    second = token(app)
    assert second != first
    assert token(app.run()) == second
    with engine(f"sqlite:///{database}").connect() as connection:
        assert first in connection.scalars(select(Upload.fingerprint)).all()


def test_a_double_click_makes_one_row(page: AppTest, database: Path) -> None:
    app = page.button(key="twice").click().run()  # both clicks carry the token of the one button that was drawn
    assert not app.exception, app.exception
    assert app.success
    assert stored(database) == 1


def test_what_is_refused_is_a_sentence_and_nothing_changes(page: AppTest, database: Path) -> None:
    before = token(page)
    page.session_state["city"] = "nowhere"
    app = page.button(key="ask").click().run()
    assert [one.value for one in app.error] == ["There is no city with the code nowhere."]
    assert not app.success
    assert stored(database) == 0
    assert token(app) == before  # it was not used
    app.session_state["city"] = "velda"
    assert app.button(key="ask").click().run().success


def test_taking_back_what_somebody_else_took_back_is_a_sentence(page: AppTest, database: Path) -> None:
    app = page.button(key="ask").click().run()
    button = next(button for button in app.button if button.label == "Undo")
    store = engine(f"sqlite:///{database}")
    with store.connect() as connection:
        upload = connection.scalar(select(func.max(Upload.id)))
    assert upload is not None
    undo(store, upload, by="somebody else", now=dt.datetime(2026, 11, 24, 10))
    app = button.click().run()
    assert not app.exception, app.exception
    assert [one.value for one in app.error] == [f"Upload {upload} is undone already."]
