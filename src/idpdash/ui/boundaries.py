"""Boundaries for the browser: static files under addresses that change with their content, written when missing.

Only public boundaries go there, since static files need no login. The browser asks for each once.
"""

from __future__ import annotations

import json
import os
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

import pandas as pd

from idpdash import settings
from idpdash.answers.question import whenever
from idpdash.outlines import (
    Area,
    Bounds,
    Feature,
    Label,
    MapLayers,
    Region,
    bounds_of,
    feature,
    from_bytes,
    largest_piece,
    lines,
    name_points,
    simplified,
    split,
    union,
)
from idpdash.queries import Read, extent, places
from idpdash.scope import Scope

ADDRESS = "/app/static"
FORM = "2"  # raise when the files are made in another way


def boundaries(read: Read, scope: Scope) -> MapLayers:
    """Return what maps stand on; the fictional country brings its scenery."""
    always = whenever(scope)
    fictional = bool(read(extent.reach, always)["fictional"].eq(other=True).any())
    scenery = settings.DEMO / "scenery.geojson"
    return map_layers(
        read(places.outlines, always),
        static=settings.STATIC,
        scenery=scenery if fictional and scenery.exists() else None,
    )


def map_layers(outlines: pd.DataFrame, *, static: Path, scenery: Path | None = None) -> MapLayers:
    """Return what maps stand on, from frame `outlines`; writes the files to `static` where they are missing.

    scenery: a GeoJSON file with sea, neighbours, lakes and rivers around these boundaries (properties kind, name), or
    None. Geometry is worked on only when content has changed; otherwise this reads one small file.
    """
    drawn = _finest(outlines)
    if drawn.empty:
        return MapLayers()
    key = _fingerprint(drawn, outlines, scenery)
    index = static / f"layers-{key}.json"
    if not index.exists():
        _write(drawn, outlines, static=static, scenery=scenery, key=key)
    said = cast(dict[str, Any], json.loads(index.read_text(encoding="utf-8")))
    belonging = drawn.dropna(subset=["city_code"])
    return MapLayers(
        areas=f"{ADDRESS}/areas-{key}.geojson",
        backdrop=f"{ADDRESS}/backdrop-{key}.geojson",
        bounds=cast(Bounds, tuple(said["bounds"])),
        area_cities=tuple(zip(belonging["place_code"], belonging["city_code"], strict=True)),
        regions=tuple(Region(name, tuple((x, y) for x, y in points)) for name, points in said["regions"]),
        labels=tuple(Label(*label) for label in said["labels"]),
        scenery=scenery is not None,
    )


def _finest(outlines: pd.DataFrame) -> pd.DataFrame:
    """Return the areas of the deepest level that have a shape, by code."""
    shaped = outlines.dropna(subset=["geometry", "level"])
    deepest = shaped["level"].eq(shaped["level"].max())
    return pd.DataFrame(shaped[deepest].sort_values("place_code"))


def _fingerprint(drawn: pd.DataFrame, outlines: pd.DataFrame, scenery: Path | None) -> str:
    """Return a short text that changes with the shapes, codes, names and scenery."""
    digest = blake2b(FORM.encode(), digest_size=6)
    for geometry in drawn["geometry"]:
        digest.update(geometry)
    for column in ("place_code", "place_name", "parent_code"):
        digest.update("\n".join(outlines[column].fillna("").astype(str)).encode())
    digest.update("\n".join(drawn["city_code"].fillna("").astype(str)).encode())
    if scenery is not None:
        digest.update(scenery.read_bytes())
    return digest.hexdigest()


def _areas(drawn: pd.DataFrame, outlines: pd.DataFrame) -> list[Area]:
    """Return the areas with simplified shapes and the level-1 area above each (itself, where there is none)."""
    above = dict(zip(outlines["place_code"], outlines["parent_code"], strict=True))
    levels = dict(zip(outlines["place_code"], outlines["level"], strict=True))

    def region(code: str) -> str:
        at = code
        while levels.get(at, 1) > 1 and above.get(at) in levels:
            at = above[at]
        return at if at != code or levels.get(at) == 1 else str(above.get(code) or code)

    shapes = simplified([from_bytes(geometry) for geometry in drawn["geometry"]])
    rows = zip(drawn["place_code"], drawn["place_name"], drawn["city_code"], shapes, strict=True)
    return [
        Area(code, name, None if pd.isna(city) else city, region(code), shape)
        for code, name, city, shape in rows
        if not shape.is_empty
    ]


def _write(drawn: pd.DataFrame, outlines: pd.DataFrame, *, static: Path, scenery: Path | None, key: str) -> None:
    """Write areas, backdrop and, last, the index that says they are complete."""
    areas = _areas(drawn, outlines)
    around = _scenery(scenery)
    _put(static / f"areas-{key}.geojson", _collection([_area_feature(area) for area in areas]))
    _put(static / f"backdrop-{key}.geojson", _collection(_backdrop(areas, around)))
    bounds, regions = bounds_of([area.shape for area in areas]), _regions(areas, outlines)
    index = {"bounds": bounds, "regions": regions, "labels": _labels(around)}
    _put(static / f"layers-{key}.json", index)


def _area_feature(area: Area) -> Feature:
    """Return one area as the browser gets it."""
    return feature(area.shape, {"name": area.name, "city": area.city_code}, code=area.code)


def _backdrop(areas: list[Area], around: list[Feature]) -> list[Feature]:
    """Return land, borders and scenery, each with its kind."""
    found = lines(areas)
    made = [feature(area.shape, {"kind": "land"}) for area in areas]
    # The scenery tells coast from border; its own lines meet its water exactly.
    kinds = ("area", "region") if any(_kind(one) in ("coast", "border") for one in around) else tuple(found)
    made += [feature(found[kind], {"kind": kind}) for kind in kinds if not found[kind].is_empty]
    land = union([area.shape for area in areas])
    return [part for one in around for part in _parted(one, land) if not _kind(part).endswith("_label")] + made


def _parted(one: Feature, land: Any) -> list[Feature]:
    """Return a feature as it is; a river that leaves the country in two, so that its rest can be drawn fainter."""
    if _kind(one) != "river":
        return [one]
    properties = cast(dict[str, object], one["properties"])
    home, abroad = split(cast(dict[str, object], one["geometry"]), land)
    parts = [(home, properties), (abroad, {**properties, "kind": "river_abroad"})]
    return [feature(shape, said) for shape, said in parts if not shape.is_empty]


def _labels(around: list[Feature]) -> list[tuple[str, str, float, float]]:
    """Return the names of the scenery: kind (sea, neighbour), name, longitude, latitude."""
    made = []
    for one in around:
        kind, _rest, label = _kind(one).partition("_")
        if label == "label":
            longitude, latitude = cast(Any, one["geometry"])["coordinates"]
            made.append((kind, str(cast(Any, one["properties"])["name"]), longitude, latitude))
    return made


def _regions(areas: list[Area], outlines: pd.DataFrame) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Return each region's name and where it may stand; none where areas have no region above them."""
    names = dict(zip(outlines["place_code"], outlines["place_name"], strict=True))
    shapes: dict[str, list[Any]] = {}
    for area in areas:
        if area.region_code != area.code and area.region_code in names:
            shapes.setdefault(area.region_code, []).append(area.shape)
    return [(names[code], name_points(largest_piece(parts))) for code, parts in sorted(shapes.items())]


def _scenery(path: Path | None) -> list[Feature]:
    """Return the scenery's features; none without a file."""
    if path is None:
        return []
    return [_plain(one) for one in json.loads(path.read_text(encoding="utf-8"))["features"]]


def _plain(one: dict[str, Any]) -> Feature:
    """Return a feature of the scenery with its kind and name only."""
    said = one["properties"]
    return {
        "type": "Feature",
        "properties": {key: said[key] for key in ("kind", "name", "rank") if said.get(key) is not None},
        "geometry": one["geometry"],
    }


def _kind(one: Feature) -> str:
    """Return a feature's kind."""
    return str(cast(dict[str, object], one["properties"]).get("kind", ""))


def _collection(features: list[Feature]) -> dict[str, object]:
    """Return features as one GeoJSON object."""
    return {"type": "FeatureCollection", "features": features}


def _put(target: Path, content: object) -> None:
    """Write JSON so that the file appears whole or not at all: several processes may do this at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
        Path(unfinished).chmod(0o644)  # mkstemp's files are for their owner alone
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
