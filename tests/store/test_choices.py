"""Standards and thresholds that a coordinator sets."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from idpdash.answers.standards import standards_of
from idpdash.errors import IdpdashError
from idpdash.queries import reader
from idpdash.standards import STANDARDS, Standards
from idpdash.store import tables as t
from idpdash.store.engine import reading
from idpdash.store.record import choose
from idpdash.store.undo import undo
from tests.store.made import NOW, rows

LATER = NOW + dt.timedelta(minutes=1)


def held(store: Engine) -> Standards:
    """Return what holds in a store."""
    with reading(store) as connection:
        return standards_of(reader(connection))


def test_what_was_chosen_last_holds_and_undo_brings_the_former_back(store: Engine) -> None:
    assert held(store) == Standards()
    choose(store, {"m2_per_person": "4.5", "stale_days": "10"}, by="test", now=NOW)
    second = choose(store, {"m2_per_person": "5.5"}, by="test", now=LATER)
    assert (held(store).m2_per_person, held(store).stale_days) == (5.5, 10)
    assert isinstance(held(store).stale_days, int)
    undo(store, second, by="test", now=LATER)
    assert held(store).m2_per_person == 4.5
    choose(store, {"m2_per_person": ""}, by="test", now=LATER)
    assert (held(store).m2_per_person, held(store).stale_days) == (3.5, 10)


def test_a_repeated_token_is_one_act(store: Engine) -> None:
    first = choose(store, {"answer_days": "5"}, by="test", now=NOW, token="once")
    assert choose(store, {"answer_days": "6"}, by="test", now=NOW, token="once") == first
    assert rows(store, t.Choice, "key", "value") == [("answer_days", "5")]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Say which"),
        ({"beds": "3"}, "no standard or threshold called beds"),
        ({"m2_per_person": "much"}, "write a number from 1 to 20"),
        ({"m2_per_person": "0"}, "write a number from 1 to 20"),
        ({"m2_per_person": "nan"}, "write a number"),
        ({"stale_days": "2.5"}, "write a number from 1 to 365"),
        ({"watch_fill": "0.99"}, "strictest"),  # above warning
        ({"critical_days": "20"}, "strictest"),  # sooner than warning is stricter
        ({"answer_days": "5", "watch_fill": "9"}, "write a number from 10 to 300"),
    ],
)
def test_what_makes_no_sense_is_a_sentence_and_changes_nothing(
    store: Engine, values: dict[str, str], words: str
) -> None:
    with pytest.raises(IdpdashError, match=words):
        choose(store, values, by="test", now=NOW)
    assert held(store) == Standards()


def test_every_standard_says_its_source_and_its_default_is_sensible() -> None:
    assert set(STANDARDS) == set(Standards.__dataclass_fields__)
    for key, one in STANDARDS.items():
        assert one.source
        assert one.unit
        assert one.least <= getattr(Standards(), key) <= one.most
