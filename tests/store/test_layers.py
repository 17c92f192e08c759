"""What a write does not touch is not asked again: then it may not have changed, whatever was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, event

from idpdash.queries import Query
from idpdash.queries.layers import _LAYERS, layer_of
from idpdash.queries.promises import promises, steps
from idpdash.queries.uploads import layer_versions, uploads
from idpdash.scope import Scope
from idpdash.store import tables as t
from idpdash.store.engine import reading
from idpdash.store.ledger import advance, confirm, reserve, take_back, withdraw
from idpdash.store.record import record_count, record_need, record_offer, set_need_status, set_offer_status
from idpdash.store.record.choices import choose
from idpdash.store.undo import undo
from tests.factories import scope
from tests.store.made import NOW, TODAY, count, day, loaded, made, move
from tests.store.promising import DESK, NEED, OFFER, WHO, promising

Write = Callable[[Engine], Any]
OTHERS = {name: value for name, value in OFFER.items() if name != "offer_code"}
NEW_OFFER = {**OTHERS, "quantity": 5}
NEW_NEED = {**{name: value for name, value in NEED.items() if name != "need_code"}, "quantity": 5}
LATER = {**WHO, "today": day("11-30")}
PROMISES: dict[str, Write] = {
    "reserve": lambda store: reserve(store, offer_code="O1", need_code="N1", quantity=3, **WHO),
    "accept": lambda store: advance(store, 1, "accepted", **WHO),
    "receive": lambda store: advance(store, 3, "received", **WHO),
    "decline": lambda store: advance(store, 2, "declined", reason="No bus.", **WHO),
    "take back": lambda store: take_back(store, 4, **WHO),
    "lapse": lambda store: reserve(store, offer_code="O1", need_code="N1", quantity=3, **LATER),
}
EXCHANGE: dict[str, Write] = {
    "ask": lambda store: record_need(store, **NEW_NEED, **DESK),
    "ask anew": lambda store: record_need(store, **NEED, quantity=90, **DESK),
    "offer": lambda store: record_offer(store, **NEW_OFFER, **DESK),
    "offer anew": lambda store: record_offer(store, **OFFER, quantity=90, **DESK),
    "confirm": lambda store: confirm(store, "O1", **DESK),
    "withdraw": lambda store: withdraw(store, "O1", reason="Full.", today=TODAY, **DESK),
    "close a need": lambda store: set_need_status(store, "N1", "closed", "Done.", **DESK),
    "withdraw by its status": lambda store: set_offer_status(store, "O1", "withdrawn", "Full.", **DESK),
}
ALL: dict[str, Write] = {
    "movements": lambda store: loaded(store, made(movements=[move("galt", 7)])),
    "counts": lambda store: loaded(store, made(occupancy=[count("s1", 7, on="11-23")])),
    "needs of a file": lambda store: loaded(store, made(needs=[{**NEED, "quantity": 70}])),
    "a count by hand": lambda store: record_count(
        store, site_code="s1", counted_on=TODAY, counted_at=NOW, individuals=9, **DESK
    ),
    "a standard": lambda store: choose(store, {"held_days": "5"}, **DESK),
    "undo": lambda store: undo(store, 5, **DESK),
}
LEDGER = {"commitments", "commitment_steps"}
MAY = {t.Layer.PROMISES: LEDGER, t.Layer.EXCHANGE: LEDGER | {"needs", "offers", "need_statements", "offer_statements"}}
ASKED = (scope(), scope("10-26", "11-24", "galt"), scope("11-01", "11-30"))


@pytest.fixture
def filled(store: Engine) -> Engine:
    """Return a store with facts of every kind and promises in every state."""
    promising(store)
    loaded(store, made(movements=[move("galt", 40, on="11-20"), move("velda", 20, on="11-12", reason="conflict")]))
    loaded(store, made(occupancy=[count("s1", 60, on="11-21")]))
    return store


def told(store: Engine) -> dict[tuple[Query, Scope], pd.DataFrame]:
    """Return what each query says, asked anew."""
    with reading(store) as connection:
        return {(query, asked): query(connection, asked) for query in (*_LAYERS, promises) for asked in ASKED}


def versions(store: Engine) -> dict[t.Layer, int]:
    """Return the version of each layer."""
    with reading(store) as connection:
        return layer_versions(connection)


def layer(name: str) -> t.Layer:
    """Return the layer that an act of this name may touch at most."""
    return t.Layer.PROMISES if name in PROMISES else t.Layer.EXCHANGE if name in EXCHANGE else t.Layer.ALL


@pytest.mark.parametrize("name", [*PROMISES, *EXCHANGE, *ALL])
def test_what_a_layer_told_holds_until_it_is_written(filled: Engine, name: str) -> None:
    act = (PROMISES | EXCHANGE | ALL)[name]
    before, counted = told(filled), versions(filled)
    act(filled)
    after, now = told(filled), versions(filled)
    assert [one for one in t.Layer if now[one] > counted[one]] == [one for one in t.Layer if one <= layer(name)]
    changed = [key for key in before if not before[key].equals(after[key])]
    assert changed, "a write that changes nothing proves nothing"
    assert all(now[layer_of(query)] > counted[layer_of(query)] for query, _asked in changed)


@pytest.mark.parametrize("name", [*PROMISES, *EXCHANGE])
def test_an_act_writes_into_no_table_of_a_later_layer(filled: Engine, name: str) -> None:
    tables = {one for one in t.Base.metadata.tables if one not in ("data_version", "uploads")}
    written = _written(filled, (PROMISES | EXCHANGE)[name])
    assert written & tables
    assert written & tables <= MAY[layer(name)]
    assert "uploads" not in written or layer(name) is t.Layer.EXCHANGE


@pytest.mark.parametrize("query", list(_LAYERS))
def test_a_query_reads_no_table_of_a_layer_before_its_own(filled: Engine, query: Query) -> None:
    others = MAY[t.Layer.EXCHANGE] if layer_of(query) is t.Layer.ALL else LEDGER
    said = _said(filled, lambda: told_by(filled, query))
    assert said
    assert not [text for text in said for name in others if f" {name} " in f" {text} ".replace("\n", " ")]


def test_a_query_that_is_not_known_may_read_everything() -> None:
    assert {layer_of(query) for query in (promises, steps, uploads)} == {t.Layer.PROMISES}


def told_by(store: Engine, query: Query) -> None:
    """Ask one query."""
    with reading(store) as connection:
        query(connection, ASKED[1])


def _said(store: Engine, work: Callable[[], Any]) -> list[str]:
    """Return the statements that a work sends."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(store, "before_cursor_execute", note)
    work()
    event.remove(store, "before_cursor_execute", note)
    return said


def _written(store: Engine, act: Write) -> set[str]:
    """Return the tables into which an act writes."""
    words = [text.split() for text in _said(store, lambda: act(store))]
    after = {"INSERT": 2, "UPDATE": 1, "DELETE": 2}
    return {word[after[word[0]]].strip('"') for word in words if word and word[0] in after}
