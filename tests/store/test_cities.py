"""Cities bring their own place, keep what is not said again, and areas need the areas above them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from idpdash import frames
from idpdash.answers.question import everything
from idpdash.queries import places as asked
from idpdash.store import tables as t
from idpdash.store.engine import reading
from idpdash.store.known import known
from idpdash.store.loaded import Loaded
from idpdash.store.places import load_places
from idpdash.store.record import add_alias, add_place
from idpdash.store.undo import undo
from tests.store.made import NOW, cities, contents, loaded, made, rows

WKB = bytes.fromhex("0103000000000000")


def areas(*codes: str, level: int | None = 2, parent: str | None = None, **values: Any) -> pd.DataFrame:
    """Return areas as `geo.read_areas` does."""
    given = {
        "level": level,
        "parent_code": parent,
        "latitude": 40.0,
        "longitude": 20.0,
        "geometry": WKB,
        "remark": None,
    }
    table = pd.DataFrame([{"code": code, "name": code.title(), **given, **values} for code in codes])
    return table.astype({"code": "str", "name": "str", "level": "Int64", "parent_code": "str", "remark": "str"})


def place(store: Engine, table: pd.DataFrame, *, as_cities: bool = False) -> Loaded:
    """Load areas."""
    return load_places(store, table, as_cities=as_cities, file_name="areas.geojson", by="test", now=NOW)


def held(store: Engine) -> set[tuple[str, str]]:
    """Return which city holds which place, as a check would be told."""
    with reading(store) as connection:
        places = known(connection).places
    return set(places.dropna(subset="city_code")[["city_code", "place_code"]].itertuples(index=False, name=None))


def test_a_city_makes_its_own_place(store: Engine) -> None:
    loaded(store, cities("marrow", latitude=40.1, longitude=-25.4))
    assert rows(store, t.PlaceStatement, "name", "level", "latitude", "geometry") == [("Marrow", None, 40.1, None)]
    assert held(store) == {("marrow", "marrow")}


def test_an_area_with_the_citys_code_is_its_own_place_and_lends_its_point(store: Engine) -> None:
    place(store, areas("marrow"))
    loaded(store, cities("marrow"))
    assert len(rows(store, t.PlaceStatement, "id")) == 1
    assert rows(store, t.CityStatement, "latitude", "longitude") == [(40.0, 20.0)]


def test_what_a_later_file_does_not_say_is_kept(store: Engine) -> None:
    place(store, areas("d1", "d2"))
    loaded(store, cities("marrow", population=9, place_pcodes="d1;d2", desk_mail="desk@marrow.example"))
    loaded(store, cities("marrow", population=10))
    assert rows(store, t.CityStatement, "population", "desk_mail")[-1] == (10, "desk@marrow.example")
    assert held(store) == {("marrow", "marrow"), ("marrow", "d1"), ("marrow", "d2")}
    again = loaded(store, cities("marrow", population=10, country=None, latitude=None))
    assert (again.rows_loaded, again.rows_unchanged) == (0, 1)


def test_places_that_are_given_take_the_place_of_those_before(store: Engine) -> None:
    place(store, areas("d1", "d2"))
    loaded(store, cities("marrow", place_pcodes="d1"))
    loaded(store, cities("marrow", place_pcodes="d2"))
    assert held(store) == {("marrow", "marrow"), ("marrow", "d2")}


def test_of_two_cities_that_list_a_place_the_newer_statement_wins(store: Engine) -> None:
    place(store, areas("d1"))
    loaded(store, cities("marrow", place_pcodes="d1"))
    loaded(store, cities("galt", place_pcodes="d1"))
    assert ("galt", "d1") in held(store)
    assert ("marrow", "d1") not in held(store)


def test_areas_as_cities_hold_themselves_and_know_their_region(store: Engine) -> None:
    place(store, areas("r1", level=1, parent="land"))
    said = place(store, areas("d1", "d2", parent="r1"), as_cities=True)
    assert said.layouts == {"places": 2, "cities": 2}
    with reading(store) as connection:
        found = known(connection).cities.set_index("city_code")
    assert dict(found.loc["d1"])["region_code"] == "r1"
    assert dict(found.loc["d2"])["region_name"] == "R1"
    assert held(store) == {("d1", "d1"), ("d2", "d2")}


def test_an_area_above_that_nobody_stated_is_known_by_what_the_file_says_of_it(store: Engine) -> None:
    """It gets its outline from its own file later, and nothing of it is left after both are undone."""
    before = contents(store)
    first = place(store, areas("d1", "d2", parent="r9", parent_name="North"), as_cities=True)
    assert (first.status, first.layouts, first.rows_read, first.rows_loaded) == (
        "loaded",
        {"places": 2, "cities": 2},
        2,
        2,
    )
    assert [(issue.severity, issue.value) for issue in first.issues] == [("warning", "r9")]
    with reading(store) as connection:
        found = known(connection).cities.set_index("city_code")
    assert (found.loc["d1", "region_code"], found.loc["d1", "region_name"]) == ("r9", "North")
    second = place(store, areas("r9", level=1))
    assert second.layouts == {"places": 1}
    assert rows(store, t.PlaceStatement, "name", "level", "geometry")[-1] == ("R9", 1, WKB)
    for upload in (first.upload, second.upload):
        undo(store, upload or 0, by="test", now=NOW)
    assert contents(store) == before


def test_parents_in_the_same_file_are_known(store: Engine) -> None:
    both = pd.concat([areas("d1", parent="r1"), areas("r1", level=1)])
    assert place(store, both).status == "loaded"
    codes = {row[0]: row[1] for row in rows(store, t.Place, "id", "code")}
    assert [codes.get(row[0]) for row in rows(store, t.PlaceStatement, "parent_id")] == ["r1", None]


def test_the_same_areas_are_unchanged_in_any_order(store: Engine) -> None:
    first = place(store, areas("d1", "d2"))
    again = place(store, areas("d2", "d1"))
    assert (again.status, again.upload, again.rows_unchanged) == ("unchanged", first.upload, 2)
    as_cities = place(store, areas("d1", "d2"), as_cities=True)
    assert as_cities.layouts == {"places": 0, "cities": 2}


def test_a_place_made_by_hand_lies_one_level_below_its_parent(store: Engine) -> None:
    place(store, areas("r1", level=1))
    add_place(store, code="d9", name="Heath", parent_code="r1", by="desk", now=NOW)
    assert rows(store, t.PlaceStatement, "name", "level", "parent_id")[-1] == ("Heath", 2, 1)


def test_points_do_not_erase_outlines(store: Engine) -> None:
    place(store, areas("d1"))
    place(store, areas("d1", level=None, geometry=None, latitude=41.0))
    assert rows(store, t.PlaceStatement, "level", "latitude", "geometry")[-1] == (2, 41.0, WKB)


def test_what_was_odd_about_an_outline_is_a_warning(store: Engine) -> None:
    said = place(store, areas("d1", remark="has no outline and no coordinates", geometry=None))
    assert said.issue_counts == {"odd_outline": 1}
    assert said.issues[0].message == "D1 (d1) has no outline and no coordinates."


def test_known_tells_the_newest_alias_and_every_site(store: Engine) -> None:
    loaded(store, cities("marrow", "galt"))
    add_alias(store, source="field", written=" Gált-Town", place_code="marrow", by="desk", now=NOW)
    add_alias(store, source="field", written="galt town", place_code="galt", by="desk", now=NOW)
    loaded(store, made(sites=[{"site_code": "s1", "site_name": "S", "place_code": "galt"}]))
    with reading(store) as connection:
        found = known(connection)
    assert found.aliases.to_dict("records") == [{"source": "field", "folded": "galt town", "place_code": "galt"}]
    assert found.site_codes == frozenset({"s1"})


@pytest.mark.parametrize("empty", [True, False])
def test_known_has_the_frames_of_queries(store: Engine, *, empty: bool) -> None:
    if not empty:
        place(store, areas("r1", level=1))
        place(store, areas("d1", "d2", parent="r1"), as_cities=True)
        loaded(store, cities("marrow", place_pcodes="d2"))
    with reading(store) as connection:
        found, scope = known(connection), everything(NOW.date())
        for mine, theirs, key in (
            (found.places, asked.places(connection, scope), "place_code"),
            (found.cities, asked.cities(connection, scope), "city_code"),
            (found.aliases, frames.ALIASES.empty(), "folded"),
        ):
            pd.testing.assert_frame_equal(
                mine.sort_values(key).reset_index(drop=True), theirs.sort_values(key).reset_index(drop=True)
            )
