"""What a check is told of the store: further names of places, and outlines when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from sqlalchemy import Engine

from idpdash.intake.places.gazetteer import Gazetteer
from idpdash.store.engine import reading
from idpdash.store.known import known, outlines
from idpdash.store.record import add_place
from idpdash.store.undo import undo
from tests.store.made import NOW, contents
from tests.store.test_cities import WKB, areas, place

ALT = {"d1": ("Дім", "Dom"), "d2": ("Dom",)}


def names(store: Engine) -> Mapping[str, tuple[str, ...]]:
    """Return the further names that a check would be told."""
    with reading(store) as connection:
        return known(connection).names


def named(**further: tuple[str, ...]) -> pd.DataFrame:
    """Return two areas with further names."""
    table = areas("d1", "d2")
    return table.assign(names=table["code"].map(lambda code: further.get(code, ())))


def test_further_names_are_known_folded_with_all_that_bear_them(store: Engine) -> None:
    said = place(store, named(**ALT))
    assert (said.status, said.rows_loaded) == ("loaded", 2)
    assert names(store) == {"дім": ("d1",), "dom": ("d1", "d2")}
    with reading(store) as connection:
        gazetteer = Gazetteer(known(connection))
    assert [spot.code for spot in gazetteer.by_name("ДІМ")] == ["d1"]


def test_of_a_place_the_names_hold_that_were_said_last_and_undo_gives_back_the_earlier(store: Engine) -> None:
    place(store, named(**ALT))
    before = contents(store)
    again = place(store, named(d1=("Casa",)))
    assert again.status == "loaded"
    assert names(store) == {"casa": ("d1",), "dom": ("d2",)}
    place(store, areas("d1"))  # a file without further names says nothing of them
    assert names(store) == {"casa": ("d1",), "dom": ("d2",)}
    assert again.upload
    undo(store, again.upload + 1, by="test", now=NOW)
    undo(store, again.upload, by="test", now=NOW)
    assert names(store) == {"дім": ("d1",), "dom": ("d1", "d2")}
    assert {name: rows for name, rows in contents(store).items() if name == "place_names"} == {
        "place_names": before["place_names"]
    }


def test_names_alone_make_another_file_and_the_same_names_the_same(store: Engine) -> None:
    place(store, areas("d1", "d2"))
    assert place(store, named()).status == "unchanged"
    first = place(store, named(**ALT))
    assert first.status == "loaded"
    again = place(store, named(**ALT))
    assert (again.status, again.upload) == ("unchanged", first.upload)


@pytest.mark.parametrize("wanted", [("d1", "d2", "d3", "nowhere"), ()])
def test_outlines_are_those_that_hold_and_only_of_the_places_asked_for(store: Engine, wanted: tuple[str, ...]) -> None:
    later = WKB + b"\x00"
    place(store, areas("d1", "d2", "d4"))
    place(store, areas("d1", geometry=later))
    add_place(store, code="d3", name="Heath", latitude=40.0, longitude=20.0, by="desk", now=NOW)
    expected = {"d1": later, "d2": WKB} if wanted else {}
    assert outlines(store, wanted) == expected
    with reading(store) as connection:
        asked = known(connection).outlines
    assert asked(wanted) == expected  # after the connection is closed
