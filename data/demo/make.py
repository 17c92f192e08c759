"""Write the fictional demonstration country: `python data/demo/make.py [--only country|people] [--out FOLDER]`.

The same bytes on every run. `country` makes the boundaries, the scenery and the cities; `people` makes movements,
sites, counts, needs and offers for the boundaries and cities found in the folder.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

import atlas
import counts
import outlines
import people
import promises
import shelters
import story
import terrain
from grid import degrees

FOLDER = Path(__file__).parent
Feature = dict[str, Any]
LAYOUTS = [
    ("cities.csv", "cities"),
    ("movements.csv", "movements"),
    ("sites.csv", "sites"),
    ("sites_later.csv", "sites"),
    ("occupancy.csv", "occupancy"),
    ("offers_earlier.csv", "offers"),
    ("needs.csv", "needs"),
    ("offers.csv", "offers"),
    ("needs_later.csv", "needs"),
]
# How many days before its last day a file was handed in; the others came on that day.
HANDED_IN = {"offers_earlier.csv": 33, "needs.csv": 16, "offers.csv": 16, "needs_later.csv": 4}


def feature(geometry: BaseGeometry, **properties: str | int) -> Feature:
    """Return a GeoJSON feature; a multi-part geometry of one part is written as that part."""
    parts = list(geometry.geoms) if isinstance(geometry, MultiPolygon) else [geometry]
    return {"type": "Feature", "properties": properties, "geometry": mapping(parts[0] if len(parts) == 1 else geometry)}


def write_features(path: Path, name: str, features: list[Feature]) -> None:
    """Write a feature collection, one feature a line."""
    lines = [json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in features]
    head = f'{{"type":"FeatureCollection","name":"{name}","features":[\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write rows as CSV in UTF-8 with plain line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def district_features(land: dict[int, MultiPolygon]) -> list[Feature]:
    """Return the districts with the field names of COD-AB (OCHA's common operational datasets)."""
    return [
        feature(
            land[number],
            ADM2_PCODE=city.code,
            ADM2_EN=city.name,
            ADM1_PCODE=city.code[:4],
            ADM1_EN=atlas.REGIONS[city.region - 1],
            ADM0_PCODE=atlas.COUNTRY_CODE,
            ADM0_EN=atlas.COUNTRY,
        )
        for number, city in enumerate(atlas.HOME_CITIES, start=1)
    ]


def region_features(land: dict[int, MultiPolygon], arcs: list[outlines.Arc]) -> list[Feature]:
    """Return the regions: faces of the borders that are not inside one region, so that every edge stays shared."""
    regions = {number: city.region for number, city in enumerate(atlas.HOME_CITIES, start=1)}
    lines = [arc.line for arc in arcs if regions.get(arc.sides[0], 0) != regions.get(arc.sides[1], 0)]
    parts: dict[int, list[Polygon]] = {}
    for polygon in outlines.closed(lines):
        inner = polygon.representative_point()
        owner = next((number for number in regions if shapely.intersects(land[number], inner)), None)
        if owner is not None:
            parts.setdefault(regions[owner], []).append(polygon)
    return [
        feature(
            MultiPolygon(outlines.largest_first(parts[region])),
            ADM1_PCODE=f"{atlas.COUNTRY_CODE}{region:02d}",
            ADM1_EN=name,
            ADM0_PCODE=atlas.COUNTRY_CODE,
            ADM0_EN=atlas.COUNTRY,
        )
        for region, name in enumerate(atlas.REGIONS, start=1)
    ]


def _lines_between(arcs: list[outlines.Arc], one: str, other: str) -> list[LineString]:
    """Return the merged borders between two kinds of land: home, abroad, sea."""

    def kind(side: int) -> str:
        return (
            "frame"
            if side < 0
            else "sea"
            if side == terrain.SEA
            else ("abroad" if side >= terrain.FIRST_NEIGHBOUR else "home")
        )

    return outlines.merged([arc.line for arc in arcs if sorted(map(kind, arc.sides)) == sorted((one, other))])


def scenery_features(ground: terrain.Terrain, land: dict[int, MultiPolygon], arcs: list[outlines.Arc]) -> list[Feature]:
    """Return the backdrop, each feature with `kind` and `name` (empty where it has none), in drawing order."""
    lakes = outlines.lake_polygons(ground)
    found = [
        feature(land[terrain.FIRST_NEIGHBOUR + number], kind="neighbour", name=name)
        for number, name in enumerate(atlas.NEIGHBOURS)
    ]
    for kind, one, other in (
        ("neighbour_coast", "abroad", "sea"),
        ("neighbour_border", "abroad", "abroad"),
        ("coast", "home", "sea"),
        ("border", "home", "abroad"),
    ):
        name = "" if kind.startswith("neighbour") else atlas.COUNTRY
        found += [feature(line, kind=kind, name=name) for line in _lines_between(arcs, one, other)]
    home = shapely.unary_union([land[number] for number in range(1, len(atlas.HOME_CITIES) + 1)])
    for size, line in outlines.river_lines(ground, lakes):
        if line.distance(home) < 1.6:
            name = next((name for name, x, y in atlas.RIVERS if line.distance(Point(degrees(x, y))) < 0.06), "")
            found.append(feature(line, kind="river", name=name, rank=1 if size > 2500 else 2))
    found += [feature(water, kind="lake", name=name) for name, water in lakes.items()]
    for kind, labels in (("sea_label", atlas.SEA_LABELS), ("neighbour_label", atlas.NEIGHBOUR_LABELS)):
        found += [feature(Point(degrees(x, y)), kind=kind, name=name) for name, x, y in labels]
    return found


def city_rows(ground: terrain.Terrain) -> list[list[str]]:
    """Return the header and rows of cities.csv: 40 at home, three partners abroad (no places of their own here)."""
    random = np.random.default_rng(people.SEED)
    rows = [
        [
            "city_code",
            "city_name",
            "latitude",
            "longitude",
            "country",
            "population",
            "place_pcodes",
            "tax_revenue",
            "desk_phone",
            "desk_mail",
        ]
    ]
    for number, city in enumerate([*atlas.HOME_CITIES, *atlas.PARTNER_CITIES], start=1):
        longitude, latitude = degrees(*ground.cities[city.code])
        revenue = round(city.population * float(random.uniform(420, 760)) * (1.25 if city.port else 1.0), -4)
        rows.append(
            [
                city.code,
                city.name,
                f"{latitude:.4f}",
                f"{longitude:.4f}",
                city.country,
                str(city.population),
                city.code if city.region else "",
                f"{revenue:.0f}",
                f"+999 555 {number:04d}",
                f"idp-desk@{city.name.lower().replace(' ', '-')}.example",
            ]
        )
    return rows


def make_country(out: Path) -> None:
    """Write boundaries, scenery and cities."""
    ground = terrain.make_terrain()
    arcs = outlines.arcs(ground.labels)
    land = outlines.faces(ground.labels, arcs)
    write_features(out / "regions.geojson", "regions", region_features(land, arcs))
    write_features(out / "districts.geojson", "districts", district_features(land))
    write_features(out / "scenery.geojson", "scenery", scenery_features(ground, land, arcs))
    write_rows(out / "cities.csv", city_rows(ground))


def make_people(country: Path, out: Path) -> None:
    """Write movements, sites, counts, needs, offers and the list of files, for the country found in a folder."""
    with (country / "cities.csv").open(encoding="utf-8", newline="") as file:
        cities = list(csv.DictReader(file))
    positions = {city["city_code"]: (float(city["longitude"]), float(city["latitude"])) for city in cities}
    districts = json.loads((country / "districts.geojson").read_text(encoding="utf-8"))["features"]
    scenery = json.loads((country / "scenery.geojson").read_text(encoding="utf-8"))["features"]
    water = shapely.unary_union([shape(one["geometry"]) for one in scenery if one["properties"]["kind"] == "lake"])
    dry = {one["properties"]["ADM2_PCODE"]: shape(one["geometry"]).difference(water) for one in districts}
    movements = people.movement_rows()
    sites = shelters.make_sites(positions, dry)
    first, later = shelters.site_rows(sites)
    for name, rows in (
        ("movements", movements),
        ("sites", first),
        ("sites_later", later),
        ("occupancy", counts.occupancy_rows(sites, movements)),
        ("needs", promises.need_rows()),
        ("needs_later", promises.need_rows(later=True)),
        ("offers_earlier", promises.offer_rows(sites, earlier=True)),
        ("offers", promises.offer_rows(sites)),
    ):
        write_rows(out / f"{name}.csv", rows)
    listed = {
        "name": atlas.COUNTRY,
        "last_day": story.LAST_DAY.isoformat(),
        "places": [{"file": "regions.geojson", "level": 1}, {"file": "districts.geojson", "level": 2}],
        "scenery": "scenery.geojson",
        "files": [
            {"file": file, "layout": layout} | ({"days_ago": HANDED_IN[file]} if file in HANDED_IN else {})
            for file, layout in LAYOUTS
        ],
        "promises": "promises.json",
    }
    promised = [json.dumps(one, ensure_ascii=False) for one in promises.promise_list()]
    (out / "promises.json").write_text("[\n" + ",\n".join(promised) + "\n]\n", encoding="utf-8")
    (out / "demo.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write the demonstration country into a folder, this one by default."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=("country", "people"))
    options.add_argument("--country", type=Path, default=FOLDER, help="where boundaries and cities are read from")
    options.add_argument("--out", type=Path, default=FOLDER)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.only != "people":
        make_country(given.out)
    if given.only != "country":
        make_people(given.out if given.only is None else given.country, given.out)


if __name__ == "__main__":
    main()
