"""How files are read is kept under the source's name, the newest holds, and undo brings back the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.intake.checked import Profile
from idpdash.store.engine import reading
from idpdash.store.known import known
from idpdash.store.profiles import keep_profile, profiles
from idpdash.store.undo import undo
from tests.store.made import NOW, contents

WHO: dict[str, Any] = {"by": "desk", "now": NOW}
PROFILE = Profile(
    "desk of Galt",
    "movements",
    "a" * 64,
    mapping=(("date", "Quand"), ("reason", "")),
    constants=(("direction", "return"),),
    spellings=(("reason", "Krieg", "conflict"),),
    sheet="Données",
)


def kept(store: Engine) -> tuple[Profile, ...]:
    """Return the profiles of a store."""
    with reading(store) as connection:
        return profiles(connection)


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_profile_comes_back_as_it_was_kept(store: Engine) -> None:
    keep_profile(store, PROFILE, **WHO)
    assert kept(store) == (PROFILE,)
    with reading(store) as connection:
        assert known(connection).mappings == (PROFILE,)


def test_the_newest_of_a_source_and_shape_holds_and_undo_brings_back_the_one_before(store: Engine) -> None:
    keep_profile(store, PROFILE, **WHO)
    other = replace(PROFILE, source="desk of Rhone")
    keep_profile(store, other, **WHO)
    before = contents(store)
    newer = replace(PROFILE, mapping=())
    upload = keep_profile(store, newer, **WHO)
    assert set(kept(store)) == {newer, other}
    undo(store, upload, **WHO)
    assert set(kept(store)) == {PROFILE, other}
    assert contents(store) == before


def test_the_same_again_is_nothing_new(store: Engine) -> None:
    upload = keep_profile(store, PROFILE, token="t", **WHO)
    before = contents(store)
    assert keep_profile(store, PROFILE, token="t", **WHO) == upload
    assert keep_profile(store, replace(PROFILE, mapping=()), token="t", **WHO) == upload
    assert keep_profile(store, PROFILE, token="u", **WHO) == upload
    assert contents(store) == before


@pytest.mark.parametrize("source", ["", " ", "x" * 121])
def test_a_profile_needs_the_name_of_a_source(store: Engine, source: str) -> None:
    with pytest.raises(IdpdashError, match="source"):
        keep_profile(store, replace(PROFILE, source=source), **WHO)
    assert kept(store) == ()
