"""Boundary files for the browser: whole, small, written once, and named after their content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from idpdash import settings
from idpdash.outlines import MapLayers
from idpdash.ui import boundaries
from idpdash.ui.boundaries import map_layers
from tests.figures.country import outlines, somalia

SCENERY = settings.DEMO / "scenery.geojson"


def features(static: Path, address: str | None) -> list[dict[str, Any]]:
    """Return the features of a static file by its address."""
    assert address is not None
    assert address.startswith("/app/static/")
    found: list[dict[str, Any]] = json.loads((static / Path(address).name).read_text(encoding="utf-8"))["features"]
    return found


def test_areas_carry_their_code_and_fill_the_country(tmp_path: Path) -> None:
    layers = map_layers(outlines(), static=tmp_path, scenery=SCENERY)
    districts = outlines()[outlines()["level"] == 2]
    areas = features(tmp_path, layers.areas)
    assert {one["id"] for one in areas} == set(districts["place_code"])
    before = shapely.area(shapely.from_wkb(districts["geometry"].tolist())).sum()
    assert sum(shape(one["geometry"]).area for one in areas) == pytest.approx(before, rel=0.002)
    assert dict(layers.area_cities) == dict(zip(districts["place_code"], districts["city_code"], strict=True))
    assert len(layers.regions) == 8


def test_neighbours_still_share_their_edges(tmp_path: Path) -> None:
    layers = map_layers(outlines(), static=tmp_path)
    shapes = [shape(one["geometry"]) for one in features(tmp_path, layers.areas)]
    assert shapely.coverage_is_valid(shapes)


def test_every_border_is_drawn_once(tmp_path: Path) -> None:
    layers = map_layers(outlines(), static=tmp_path)
    drawn = {one["properties"]["kind"]: shape(one["geometry"]) for one in features(tmp_path, layers.backdrop)}
    areas = [shape(one["geometry"]) for one in features(tmp_path, layers.areas)]
    once = shapely.union_all([area.boundary for area in areas]).length
    assert sum(drawn[kind].length for kind in ("area", "region", "border")) == pytest.approx(once, rel=1e-6)
    assert drawn["border"].length == pytest.approx(shapely.union_all(areas).boundary.length, rel=1e-6)


def test_scenery_is_optional_and_names_are_not_in_the_file(tmp_path: Path) -> None:
    bare, whole = map_layers(outlines(), static=tmp_path), map_layers(outlines(), static=tmp_path, scenery=SCENERY)
    assert not bare.scenery
    assert bare.labels == ()
    assert whole.scenery
    assert {label.kind for label in whole.labels} == {"sea", "neighbour"}
    kinds = {one["properties"]["kind"] for one in features(tmp_path, whole.backdrop)}
    assert {"land", "neighbour", "coast", "border", "river", "lake", "region", "area"} <= kinds
    assert not any(kind.endswith("label") for kind in kinds)
    assert bare.backdrop != whole.backdrop


def test_files_are_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = map_layers(outlines(), static=tmp_path, scenery=SCENERY)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("geometry was worked on again")

    monkeypatch.setattr(boundaries, "_write", refuse)
    assert map_layers(outlines(), static=tmp_path, scenery=SCENERY) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == times
    assert not list(tmp_path.glob("*.part"))


def test_addresses_follow_the_content(tmp_path: Path) -> None:
    first = map_layers(outlines(), static=tmp_path)
    fewer = map_layers(outlines().iloc[:-1], static=tmp_path)
    renamed = map_layers(outlines().assign(place_name="X"), static=tmp_path)
    assert len({first.areas, fewer.areas, renamed.areas}) == 3


def test_without_boundaries_there_is_nothing_to_stand_on(tmp_path: Path) -> None:
    assert map_layers(outlines().head(0), static=tmp_path) == MapLayers()
    assert list(tmp_path.iterdir()) == []


def test_one_level_alone_has_no_regions(tmp_path: Path) -> None:
    only = outlines()[outlines()["level"] == 1].assign(parent_code=None)
    layers = map_layers(only, static=tmp_path)
    assert layers.regions == ()
    assert len(features(tmp_path, layers.areas)) == 8


def test_untidy_neighbours_are_mended(tmp_path: Path) -> None:
    boxes = [shapely.box(0, 0, 1, 1), shapely.box(0.9999, 0, 2, 1)]
    rows = pd.DataFrame(
        {
            "place_code": ["a", "b"],
            "place_name": ["A", "B"],
            "level": pd.array([1, 1], dtype="Int64"),
            "parent_code": None,
            "city_code": None,
            "geometry": [shapely.to_wkb(one) for one in boxes],
        }
    )
    layers = map_layers(rows, static=tmp_path)
    shapes = [shape(one["geometry"]) for one in features(tmp_path, layers.areas)]
    assert shapely.coverage_is_valid(shapes)
    assert layers.bounds == (0, 0, 2, 1)


def test_a_real_country_stays_small(real_data: Path, tmp_path: Path) -> None:
    shapes, _towns = somalia(real_data / "somalia")
    layers = map_layers(shapes, static=tmp_path)
    assert len(features(tmp_path, layers.areas)) == 74
    assert len(layers.regions) == 18
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 400_000
