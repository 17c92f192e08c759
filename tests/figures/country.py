"""The demonstration country's cities and boundaries with figures of our own, and Somalia's, for drawing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import shape

from idpdash import settings

COUNTS = ("arrivals", "capacity", "occupied", "free", "over", "needed", "offered")


@cache
def cities() -> pd.DataFrame:
    """Return the cities of the demonstration country with made-up figures: three over-full, three unknown."""
    known = pd.read_csv(settings.DEMO / "cities.csv")[["city_code", "city_name", "latitude", "longitude"]]
    count = len(known)
    table = known.assign(
        arrivals=[20 + 37 * at % 480 for at in range(count)],
        capacity=[150 + 173 * at % 900 for at in range(count)],
    ).astype({"arrivals": "Int64", "capacity": "Int64"})
    table["capacity"] = table["capacity"].mask(table.index.isin([5, 17, 30]))
    table["occupied"] = (table["capacity"] * 9 // 10).fillna(80) + pd.Series(
        [200 if at in (21, 22, 33) else 0 for at in range(count)]
    )
    table["free"] = (table["capacity"] - table["occupied"]).clip(lower=0)
    table["over"] = (table["occupied"] - table["capacity"]).clip(lower=0)
    table["needed"] = [40 + 10 * (at % 7) if at % 4 == 0 else 0 for at in range(count)]
    table["offered"] = [30 + 5 * (at % 5) if at % 4 == 2 else 0 for at in range(count)]
    table["priority"] = ["critical" if at in (0, 8, 20) else "normal" for at in range(count)]
    return table.astype(dict.fromkeys(COUNTS, "Int64"))


@cache
def outlines() -> pd.DataFrame:
    """Return frame `outlines` of the demonstration country, as the query does."""
    regions = _areas(settings.DEMO / "regions.geojson", level=1, above="ADM0")
    districts = _areas(settings.DEMO / "districts.geojson", level=2, above="ADM1")
    return pd.concat([regions, districts], ignore_index=True)


def somalia(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return frame `outlines` and the districts as cities, of the real boundaries in a folder."""
    regions = _areas(folder / "som_adm1_cod_2023.geojson", level=1, above="ADM0")
    districts = _areas(folder / "som_adm2_cod_2023.geojson", level=2, above="ADM1")
    inside = [shapely.from_wkb(one).representative_point() for one in districts["geometry"]]
    named = districts.rename(columns={"place_name": "city_name"})[["city_code", "city_name"]]
    towns = named.assign(
        latitude=[point.y for point in inside],
        longitude=[point.x for point in inside],
        arrivals=pd.array([10 * at * at for at in range(len(inside))], dtype="Int64"),
    )
    return pd.concat([regions, districts], ignore_index=True), towns


def _areas(path: Path, *, level: int, above: str) -> pd.DataFrame:
    """Return a boundary file as rows of frame `outlines`."""
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    rows = [
        {
            "place_code": one["properties"][f"ADM{level}_PCODE"],
            "place_name": one["properties"][f"ADM{level}_EN"],
            "level": level,
            "parent_code": one["properties"].get(f"{above}_PCODE"),
            "city_code": one["properties"][f"ADM{level}_PCODE"] if level > 1 else None,
            "geometry": shapely.to_wkb(shape(one["geometry"])),
        }
        for one in features
    ]
    return pd.DataFrame(rows).astype({"level": "Int64", "geometry": object})
