"""Single acts: each is one upload without a file; a repeated click does nothing; bad input is a sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.store import tables as t
from idpdash.store.record import (
    add_alias,
    add_place,
    made_with,
    record_count,
    record_need,
    record_offer,
    set_need_status,
    set_offer_status,
)
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, cities, contents, day, loaded, made, rows, site

WHO: dict[str, Any] = {"by": "desk", "now": NOW}
COUNT: dict[str, Any] = {"site_code": "s1", "counted_at": NOW, "counted_on": TODAY, **WHO}
NEED: dict[str, Any] = {"city_code": "marrow", "item": "places", "quantity": 40, **WHO}


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities and a site."""
    loaded(store, cities("marrow", "galt"))
    loaded(store, made(sites=[site("s1", beds=100)]))
    return store


def test_a_count_is_a_fact_of_its_own_upload(world: Engine) -> None:
    upload = record_count(world, individuals=44, households=9, places_reported=50, **COUNT)
    names = ("upload_id", "individuals", "households", "places_reported", "counted_on", "counted_at")
    assert rows(world, t.Occupancy, *names) == [(upload, 44, 9, 50, TODAY, NOW)]
    assert rows(world, t.Upload, "file_name", "layout", "loaded_by", "rows_loaded")[-1] == (
        None,
        "occupancy",
        "desk",
        1,
    )


def test_a_repeated_token_makes_one_row(world: Engine) -> None:
    assert made_with(world, "token") is None
    first = record_count(world, individuals=44, token="token", **COUNT)
    assert record_count(world, individuals=45, token="token", **COUNT) == first
    assert made_with(world, "token") == first
    assert rows(world, t.Occupancy, "individuals") == [(44,)]


def test_a_need_is_open_and_can_be_closed_with_a_reason_and_opened_again(world: Engine) -> None:
    record_need(world, need_code="n1", priority="critical", needed_by=day("12-01"), note=" Soon. ", **NEED)
    with pytest.raises(IdpdashError, match="why"):
        set_need_status(world, "n1", "closed", " ", **WHO)
    set_need_status(world, "n1", "closed", "met", **WHO)
    set_need_status(world, "n1", "open", None, **WHO)
    names = ("quantity", "priority", "needed_by", "note", "status", "status_reason")
    kept = (40, "critical", day("12-01"), "Soon.")
    assert rows(world, t.NeedStatement, *names) == [
        (*kept, "open", None),
        (*kept, "closed", "met"),
        (*kept, "open", None),
    ]


def test_a_need_without_a_code_gets_one_of_its_own(world: Engine) -> None:
    record_need(world, need_code="N-0004", **NEED)
    record_need(world, **NEED)
    record_need(world, **NEED)
    codes = [code for (code,) in rows(world, t.Need, "code")]
    assert len(set(codes)) == 3


def test_a_closed_need_stays_closed_when_a_file_says_the_same_again(world: Engine) -> None:
    row = {"need_code": "n1", "city_code": "marrow", "item": "places", "quantity": 4, "unit": "bed"}
    loaded(world, made(needs=[row]))
    set_need_status(world, "n1", "withdrawn", None, **WHO)
    loaded(world, made(source="again", needs=[row]))
    assert rows(world, t.NeedStatement, "status")[-1] == ("withdrawn",)
    loaded(world, made(needs=[{**row, "quantity": 9}]))
    assert rows(world, t.NeedStatement, "status", "quantity")[-1] == ("open", 9)


def test_an_offer_is_recorded_stated_anew_and_withdrawn(world: Engine) -> None:
    given: dict[str, Any] = {"offer_code": "o1", "city_code": "galt", "item": "transport", **WHO}
    record_offer(world, quantity=30, unit="Seats", to_city_code="marrow", expires_on=day("12-24"), **given)
    record_offer(world, quantity=20, **given)
    set_offer_status(world, "o1", "withdrawn", None, **WHO)
    names = ("quantity", "unit", "to_city_id", "expires_on", "status")
    assert rows(world, t.OfferStatement, *names) == [
        (30, "seat", 1, day("12-24"), "open"),
        (20, "seat", None, None, "open"),
        (20, "seat", None, None, "withdrawn"),
    ]


def test_a_place_is_made_once(world: Engine) -> None:
    add_place(world, code="r1", name="North", **WHO)
    with pytest.raises(IdpdashError, match="already"):
        add_place(world, code="r1", name="North", **WHO)
    add_place(world, code="d1", name="Heath", parent_code="r1", latitude=40.0, longitude=20.0, **WHO)
    assert rows(world, t.PlaceStatement, "name", "level", "latitude")[-1] == ("Heath", None, 40.0)


def test_every_act_can_be_undone(world: Engine) -> None:
    before = contents(world)
    acts = [
        record_count(world, individuals=1, **COUNT),
        record_need(world, need_code="n1", **NEED),
        set_need_status(world, "n1", "withdrawn", None, **WHO),
        record_offer(world, city_code="galt", item="funds", quantity=5, site_code="s1", **WHO),
        add_place(world, code="d1", name="Heath", **WHO),
        add_alias(world, source="", written="Hethe", place_code="d1", **WHO),
    ]
    for upload in reversed(acts):
        undo(world, upload, by="desk", now=NOW)
    assert contents(world) == before


LATER = NOW + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda store: record_count(store, individuals=-1, **COUNT), "from 0"),
        (lambda store: record_count(store, individuals=2**63, **COUNT), "from 0 to"),
        (lambda store: record_count(store, individuals=1, households=-3, **COUNT), "households"),
        (lambda store: record_count(store, individuals=1, **{**COUNT, "site_code": "s9"}), "no site with the code s9"),
        (lambda store: record_count(store, individuals=1, **{**COUNT, "counted_at": LATER}), "future"),
        (lambda store: record_need(store, **{**NEED, "quantity": 0}), "from 1"),
        (lambda store: record_need(store, **{**NEED, "item": "gold"}), "gold is no item"),
        (lambda store: record_need(store, **{**NEED, "city_code": "x"}), "no city with the code x"),
        (lambda store: record_need(store, unit="litre", **NEED), "counted in bed, not in litre"),
        (lambda store: record_need(store, unit="$", **{**NEED, "item": "funds"}), "counted in EUR, not in"),
        (lambda store: record_need(store, priority="later", **NEED), "no priority"),
        (lambda store: record_offer(store, to_city_code="marrow", **NEED), "to itself"),
        (
            lambda store: record_offer(store, available_from=day("12-02"), expires_on=day("12-01"), **NEED),
            "expires before",
        ),
        (lambda store: set_need_status(store, "n9", "open", None, **WHO), "no need with the code n9"),
        (lambda store: set_offer_status(store, "o9", "lost", None, **WHO), "lost is no status"),
        (lambda store: add_alias(store, source="", written="…", place_code="galt", **WHO), "no spelling"),
        (lambda store: add_alias(store, source="", written="G", place_code="x", **WHO), "no place with the code x"),
        (lambda store: add_place(store, code=" ", name="A", **WHO), "needs a code"),
        (lambda store: add_place(store, code="a", name="A", latitude=91.0, longitude=0.0, **WHO), "degrees"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_stored(world: Engine, act: Any, sentence: str) -> None:
    before, uploads = contents(world), rows(world, t.Upload, "id")
    with pytest.raises(IdpdashError, match=sentence):
        act(world)
    assert (contents(world), rows(world, t.Upload, "id")) == (before, uploads)
