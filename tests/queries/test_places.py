"""Which city holds a place, and what an area means."""

from __future__ import annotations

import pytest

from idpdash.queries import places
from idpdash.queries.ends import ends
from tests.factories import World, scope, two_regions


def test_city_of_a_place_is_the_newest_claim(world: World) -> None:
    """Of two cities that list a place the newer statement wins, and a city's older list does not count any more."""
    two_regions(world)
    world.city("galt", places=("marrow-2",))
    held = places.places(world.connection, scope()).set_index("place_code")["city_code"]
    assert held["marrow-2"] == "galt"
    assert held["marrow"] == "marrow"
    world.city("galt")  # says now that it holds only itself
    held = places.places(world.connection, scope()).set_index("place_code")["city_code"]
    assert held["marrow-2"] == "marrow"


def test_place_without_city_keeps_its_own_code(world: World) -> None:
    """An end that no city holds is called by its place."""
    two_regions(world)
    known = ends(world.connection, scope()).set_index("place_code")
    assert known.loc["heath", "end_code"] == "heath"
    assert known.loc["marrow-2", "end_code"] == "marrow"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), {"land", "east", "west", "marrow", "marrow-2", "galt", "velda", "heath"}),
        (("east",), {"east", "marrow", "marrow-2", "galt"}),
        (("west",), {"west", "velda", "heath"}),
        (("marrow",), {"marrow", "marrow-2"}),
        (("marrow-2",), {"marrow", "marrow-2"}),  # a city with a place below is meant whole
        (("land",), {"land", "east", "west", "marrow", "marrow-2", "galt", "velda", "heath"}),
        (("galt", "heath"), {"galt", "heath"}),
        (("nowhere",), set()),
    ],
)
def test_area_means_all_below_and_its_cities(world: World, asked: tuple[str, ...], expected: set[str]) -> None:
    """An area is every place below it, and every city with a place below it with all its places."""
    two_regions(world)
    known = ends(world.connection, scope("10-26", "11-24", *asked))
    assert set(known.loc[known["in_scope"], "place_code"]) == expected


def test_cities_know_their_region_and_scope(world: World) -> None:
    """A city lies in the area of level 1 above its places, a partner abroad in none; without a filter all are meant."""
    two_regions(world)
    world.city("partner", country="Elsewhere")
    known = places.cities(world.connection, scope()).set_index("city_code")
    assert known["region_code"].to_dict() | {"partner": None} == {
        "galt": "east", "marrow": "east", "velda": "west", "partner": None,
    }  # fmt: skip
    assert known["in_scope"].all()
    known = places.cities(world.connection, scope("10-26", "11-24", "partner", "west")).set_index("city_code")
    assert set(known.index[known["in_scope"]]) == {"partner", "velda"}


def test_newest_statement_names_a_place(world: World) -> None:
    """A later statement of a place replaces the earlier one; parents follow."""
    two_regions(world)
    world.place("heath", parent="east", name="New Heath")
    known = places.places(world.connection, scope()).set_index("place_code").loc["heath"]
    assert (known["place_name"], known["parent_code"], known["parent_name"]) == ("New Heath", "east", "East")


def test_areas_in_a_circle_end(world: World) -> None:
    """Two areas that name each other as parent are no endless loop."""
    world.place("a", parent="b")
    world.place("b", parent="a")
    world.city("a")
    assert places.cities(world.connection, scope("10-26", "11-24", "b"))["in_scope"].all()


def test_empty_store_has_typed_frames(world: World) -> None:
    """Without anything in the store every frame is there, empty and typed."""
    for query in (places.cities, places.places, places.outlines):
        assert query(world.connection, scope("10-26", "11-24", "east")).empty
    assert places.cities(world.connection, scope())["population"].dtype == "Int64"
