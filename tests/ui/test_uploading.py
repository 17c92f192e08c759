"""What a user says of a file: the last word holds, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from idpdash.intake.checked import Options
from idpdash.ui import uploading
from idpdash.ui.uploading import File, give, options, read_as, say

FILE = File("movements.csv", b"", "1")


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return a session of its own."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def test_a_value_given_once_for_the_file_is_replaced_and_taken_back() -> None:
    give(FILE, {"date": "2026-05-03"})
    give(FILE, {"destination_pcode": "ZE01"})
    give(FILE, {"date": "2026-05-04"})
    assert dict(options(FILE).constants) == {"date": "2026-05-04", "destination_pcode": "ZE01"}
    give(FILE, {"date": "", "period_start": ""})
    assert options(FILE).constants == (("destination_pcode", "ZE01"),)


def test_a_column_is_one_of_ours_at_most_and_what_it_was_taken_for_is_given_up() -> None:
    read_as(FILE, "heads", "individuals")
    read_as(FILE, "persons", "individuals")
    assert options(FILE).mapping == (("individuals", "persons"),)
    read_as(FILE, "persons", "households", before="individuals")
    assert dict(options(FILE).mapping) == {"individuals": "", "households": "persons"}
    read_as(FILE, "persons", "", before="households")
    assert dict(options(FILE).mapping) == {"individuals": "", "households": ""}


def test_what_was_said_of_a_file_is_not_said_of_the_next() -> None:
    say(FILE, Options(layout="sites", source="north team"))
    assert options(FILE).source == "north team"
    assert options(File("movements.csv", b"", "2")) == Options()


def test_what_is_said_anew_ends_what_was_loaded_before(session: dict[str, Any]) -> None:
    session[uploading.LOAD] = object()
    give(FILE, {"date": "2026-05-03"})
    assert uploading.LOAD not in session


def test_another_file_begins_without_anything_said(session: dict[str, Any]) -> None:
    give(FILE, {"date": "2026-05-03"})
    uploading.another()
    assert options(FILE) == Options()
    assert session[uploading.ROUND] == 1
