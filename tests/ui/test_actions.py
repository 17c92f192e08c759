"""What is said of an act: once, with the way back; and what the second half of a double click on its form says."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.ui import actions


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
