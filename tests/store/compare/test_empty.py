"""Empty cells erase nothing, unless their column is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.intake.checked import Checked, Options
from idpdash.store import tables as t
from tests.store.made import cities, day, loaded, made, rows, site

NEED = {"need_code": "n1", "city_code": "galt", "item": "places", "quantity": 9, "unit": "bed", "priority": "high"}
OFFER = {"offer_code": "o1", "city_code": "galt", "item": "places", "quantity": 9, "unit": "bed"}


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with something of each kind, all known of it."""
    loaded(store, cities("marrow", "galt", population=900, place_pcodes=None))
    loaded(store, made(sites=[site("s1", beds=100, toilets=7), site("s2", beds=50)]))
    loaded(store, made(needs=[{**NEED, "note": "soon", "needed_by": day("12-01")}]))
    loaded(store, made(offers=[{**OFFER, "conditions": "dry", "to_city_code": "marrow", "site_code": "s1"}]))
    return store


def with_columns(checked: Checked, *names: str, erase: tuple[str, ...] = ()) -> Checked:
    """Return a file that has some columns, and the user's word on what empty cells of some of them mean."""
    return replace(checked, mapping={name: name for name in names}, options=Options(erase=erase))


def said(store: Engine, checked: Checked) -> list[tuple[str, str | None, int | None, int]]:
    """Load a file and return what was said of its empty cells."""
    issues = loaded(store, checked).issues
    return [(one.code, one.column, one.row, one.rows) for one in issues if "empty" in one.code or "erase" in one.code]


def test_it_is_said_once_for_each_column_that_the_file_has(world: Engine) -> None:
    file = made(sites=[site("s1"), site("s2"), site("s3")])
    assert said(world, with_columns(file, "beds", "toilets")) == [
        ("empty_cells", "beds", 2, 2),
        ("empty_cells", "toilets", 2, 1),
    ]
    assert rows(world, t.SiteStatement, "beds", "toilets")[-3:] == [(100, 7), (50, None), (None, None)]


def test_a_column_that_the_file_lacks_says_nothing(world: Engine) -> None:
    assert said(world, with_columns(made(sites=[site("s1", beds=3)]), "beds", "legal_limit")) == []


def test_named_columns_are_erased_and_no_others(world: Engine) -> None:
    file = with_columns(made(sites=[site("s1")]), "beds", "toilets", erase=("toilets",))
    assert said(world, file) == [("empty_cells", "beds", 2, 1), ("empty_cells", "toilets", 2, 1)]
    assert rows(world, t.SiteStatement, "beds", "toilets")[-1] == (100, None)


@pytest.mark.parametrize(
    ("layout", "row", "column", "stored", "left"),
    [
        ("needs", NEED, "note", "note", None),
        ("needs", NEED, "needed_by", "needed_by", None),
        ("needs", {**NEED, "priority": None}, "priority", "priority", "normal"),
        ("offers", OFFER, "conditions", "conditions", None),
        ("offers", OFFER, "to_city_name", "to_city_id", None),
        ("offers", OFFER, "site_code", "site_id", None),
        ("cities", {"city_code": "galt", "city_name": "Galt"}, "population", "population", None),
    ],
)
def test_every_kind_can_be_erased(
    world: Engine, layout: str, row: dict[str, Any], column: str, stored: str, left: str | None
) -> None:
    model = {"needs": t.NeedStatement, "offers": t.OfferStatement, "cities": t.CityStatement}[layout]
    kept = rows(world, model, stored)[-1][0]
    assert kept is not None
    tables: dict[str, Any] = {layout: [row]}
    file = made(**tables)
    assert said(world, with_columns(file, column))[0][:2] == ("empty_cells", column)
    assert rows(world, model, stored)[-1] == (kept,)
    again = replace(with_columns(file, column, erase=(column,)), fingerprint="again")
    assert said(world, again)[0][:2] == ("empty_cells", column)
    assert rows(world, model, stored)[-1] == (left,)


def test_only_what_holds_counts_as_stored(world: Engine) -> None:
    file = with_columns(made(needs=[NEED]), "note", erase=("note",))
    assert said(world, file) == [("empty_cells", "note", 2, 1)]
    again = with_columns(made(needs=[{**NEED, "quantity": 10}]), "note")
    assert said(world, again) == []


def test_the_places_of_a_city_can_be_erased_but_its_own(world: Engine) -> None:
    loaded(world, cities("velda", place_pcodes="marrow;galt"))
    file = made(cities=[{"city_code": "velda", "city_name": "Velda"}])
    assert said(world, with_columns(file, "place_pcodes"))[0][:2] == ("empty_cells", "place_pcodes")
    assert len(rows(world, t.CityPlace, "place_id")) == 2 + 3 + 3
    loaded(world, replace(with_columns(file, "place_pcodes", erase=("place_pcodes",)), fingerprint="again"))
    assert len(rows(world, t.CityPlace, "place_id")) == 2 + 3 + 3 + 1


@pytest.mark.parametrize(
    ("erase", "why"), [("site_name", "must have a value"), ("colour", "no column"), ("beds", "no such column")]
)
def test_what_cannot_be_erased_is_said(world: Engine, erase: str, why: str) -> None:
    found = loaded(world, with_columns(made(sites=[site("s1")]), "site_name", erase=(erase,))).issues
    assert [(one.code, one.value) for one in found] == [("not_erased", erase)]
    assert why in found[0].message
    assert rows(world, t.SiteStatement, "beds", "name")[-1] == (100, "S1")
