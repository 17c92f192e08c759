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
from idpdash.ui import actions
from tests.factories import World, two_regions


def script() -> None:
    """Draw two buttons: one acts, the other one is an emptied form that is sent again."""
    import streamlit as st

    from idpdash.errors import IdpdashError
    from idpdash.ui import actions

    def act() -> None:
        actions.act(lambda: 7, "It is done.")

    def again() -> None:
        if not actions.say_again():
            actions.refuse(IdpdashError("Say how many."))

    st.button("act", key="act", on_click=act)
    st.button("again", key="again", on_click=again)
    actions.said()


def test_an_act_is_said_once_with_the_way_back() -> None:
    app = AppTest.from_function(script).run().button(key="act").click().run()
    assert [one.value for one in app.success] == ["It is done."]
    assert app.button(key="undo_7").label == "Undo"
    assert not app.run().success


@pytest.mark.parametrize(("haste", "said", "refused"), [(60.0, ["It is done."], []), (0.0, [], ["Say how many."])])
def test_an_empty_form_is_the_rest_of_a_double_click_only_at_once(
    monkeypatch: pytest.MonkeyPatch, haste: float, said: list[str], refused: list[str]
) -> None:
    monkeypatch.setattr(actions, "HASTE", haste)
    app = AppTest.from_function(script).run().button(key="act").click().run().button(key="again").click().run()
    assert [one.value for one in app.success] == said
    assert [one.value for one in app.error] == refused


def test_an_empty_form_without_any_act_is_refused() -> None:
    app = AppTest.from_function(script).run().button(key="again").click().run()
    assert [one.value for one in app.error] == ["Say how many."]


def asking() -> None:
    """Be the smallest page whose act is stored: ten places are asked for, for one city."""
    import datetime as dt

    import streamlit as st

    from idpdash.store.record import record_need
    from idpdash.ui import actions, data

    token = actions.token("need")

    def work() -> int:
        city, now = st.session_state.get("city", "galt"), dt.datetime(2026, 11, 24, 9)
        return record_need(data.store(), city_code=city, item="places", quantity=10, by="test", now=now, token=token)

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
    """Return the page, drawn once, on a store with three cities."""
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection))
    return AppTest.from_function(asking, default_timeout=30).run()


def stored(database: Path) -> int:
    """Return how many statements of needs the store holds."""
    with engine(f"sqlite:///{database}").connect() as connection:
        return connection.scalar(select(func.count()).select_from(NeedStatement)) or 0


def token(app: AppTest) -> str:
    """Return the token of the page's buttons."""
    assert not app.exception, app.exception
    return str(app.text[0].value)


def test_an_act_is_taken_back_by_its_button(page: AppTest, database: Path) -> None:
    app = page.button(key="ask").click().run()
    assert stored(database) == 1
    app = next(button for button in app.button if button.label == "Undo").click().run()
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
