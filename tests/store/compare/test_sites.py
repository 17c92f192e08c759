"""A new site that may be stored already under another code."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.store.compare.sites import similar_sites
from tests.store.made import cities, loaded, made, site

AT: dict[str, Any] = {"latitude": 2.04, "longitude": 45.3}
NORTH = 180 / 111_195  # degrees of 180 metres


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with three sites."""
    loaded(store, cities("marrow", "galt"))
    known = [
        site("old", site_name="Tawakal 1", **AT),
        site("blind", site_name="Al-Hidaya"),
        site("veiled", site_name="Haven", sensitive=True, **AT),
    ]
    loaded(store, made(sites=known))
    return store


def found(store: Engine, *rows: dict[str, Any]) -> list[tuple[str | None, int | None, str]]:
    """Return what is said of new sites."""
    with store.connect() as connection:
        return [(one.value, one.row, one.message) for one in similar_sites(connection, made(sites=list(rows)))]


@pytest.mark.parametrize(
    ("name", "point", "alike"),
    [
        ("TAWAKAL-1", AT, True),
        ("Tawakkal 1", AT, True),
        ("Tawakal 2", AT, False),
        ("Bulo Bacay", AT, False),
        ("Tawakal 1", {**AT, "latitude": AT["latitude"] + NORTH}, True),
        ("Tawakal 1", {**AT, "longitude": AT["longitude"] + NORTH}, True),
        ("Tawakal 1", {**AT, "latitude": AT["latitude"] + 1.2 * NORTH}, False),
        ("Tawakkal 1", {**AT, "latitude": AT["latitude"] + NORTH}, True),
        ("Tawakkal 1", {"latitude": AT["latitude"] - NORTH / 2, "longitude": AT["longitude"] - 1.4 * NORTH / 2}, True),
        ("Tawakal 1", {}, True),
        ("Tawakkal 1", {}, False),
    ],
)
def test_name_and_point(world: Engine, name: str, point: dict[str, Any], alike: bool) -> None:
    said = found(world, site("new", site_name=name, **point))
    assert [(value, row) for value, row, _message in said] == [(name, 2)] * alike
    if alike:
        assert "may be the same as old “Tawakal 1”" in said[0][2]


def test_a_point_near_tells_more_than_the_place_that_is_claimed(world: Engine) -> None:
    assert len(found(world, site("new", "galt", site_name="Tawakal 1", **AT))) == 1


def test_without_a_point_the_place_must_be_the_same(world: Engine) -> None:
    assert len(found(world, site("new", site_name="al hidaya"))) == 1
    assert found(world, site("new", "galt", site_name="al hidaya")) == []


def test_a_sensitive_site_has_no_exact_point(world: Engine) -> None:
    """It was blurred: that both lie in one cell says nothing, the name in the place does."""
    assert found(world, site("new", site_name="Havven", **AT)) == []
    assert len(found(world, site("new", site_name="Haven", latitude=2.0, longitude=45.3))) == 1


def test_a_known_code_is_not_new(world: Engine) -> None:
    assert found(world, site("blind", site_name="Tawakal 1", **AT)) == []


def test_a_file_of_all_kinds_of_points(world: Engine) -> None:
    rows = [site("a", latitude=2.0), site("b", longitude=45.0), site("c"), site("d", **AT)]
    assert found(world, *rows) == []
