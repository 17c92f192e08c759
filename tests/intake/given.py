"""A small country that intake knows, and files about it checked in one line."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from idpdash.frames import CITIES, PLACES
from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Known, Options
from idpdash.intake.issues import Issue

TODAY = dt.date(2026, 11, 24)
REGIONS = {"ZE01": "North", "ZE02": "South"}
# code, name, region; Sarnath stands in both regions, Lakeside belongs to the city of Marrow
DISTRICTS = (
    ("ZE0101", "Marrow", "ZE01"),
    ("ZE0102", "Galt", "ZE01"),
    ("ZE0103", "Sarnath", "ZE01"),
    ("ZE0201", "Rhone", "ZE02"),
    ("ZE0202", "Sarnath", "ZE02"),
)
NOTHING_SAID = Options()
NO_ALIASES = pd.DataFrame({"source": [], "folded": [], "place_code": []}, dtype="str")


def country(*, site_codes: frozenset[str] = frozenset({"S-001"}), aliases: pd.DataFrame = NO_ALIASES) -> Known:
    """Return what is known: two regions, five cities that are districts, two districts more (one without a city)."""
    places = [{"place_code": code, "place_name": name, "level": 1} for code, name in REGIONS.items()]
    areas = [
        *((*row, row[0]) for row in DISTRICTS),
        ("ZE0104", "Lakeside", "ZE01", "ZE0101"),
        ("ZE0203", "Wilds", "ZE02", None),
    ]
    for code, name, region, city in areas:
        places.append(
            {
                "place_code": code,
                "place_name": name,
                "level": 2,
                "parent_code": region,
                "parent_name": REGIONS[region],
                "city_code": city,
            }
        )
    cities = [
        {"city_code": code, "city_name": name, "region_code": region, "region_name": REGIONS[region]}
        for code, name, region in DISTRICTS
    ]
    return Known(PLACES.typed(pd.DataFrame(places)), CITIES.typed(pd.DataFrame(cities)), aliases, site_codes)


def checked(
    content: str | bytes,
    *,
    known: Known | None = None,
    timezone: str = "UTC",
    today: dt.date = TODAY,
    layout: str | None = None,
    source: str | None = None,
    mapping: dict[str, str] | None = None,
    options: Options = NOTHING_SAID,
    **constants: str,
) -> Checked:
    """Return a file checked against the small country; constants: one value for the file, by our column name."""
    options = replace(
        options,
        layout=layout or options.layout,
        source=source or options.source,
        mapping=(*options.mapping, *(mapping or {}).items()),
        constants=(*options.constants, *constants.items()),
    )
    data = content.encode() if isinstance(content, str) else content
    return check(data, "file.csv", options, known or country(), today=today, timezone=ZoneInfo(timezone))


def codes(found: Checked) -> dict[str, int]:
    """Return how many issues there are of each code."""
    return dict(found.issue_counts)


def only(found: Checked, code: str) -> Issue:
    """Return the one issue of a code."""
    (one,) = [issue for issue in found.issues if issue.code == code]
    return one


def movements(*rows: str, header: str = "date,destination_name,individuals") -> str:
    """Return a file of movements from its rows."""
    return "\n".join((header, *rows)) + "\n"


def somalia(folder: Path) -> Known:
    """Return Somalia as its administrative boundaries know it, each district a city."""
    levels = []
    for level in (1, 2):
        text = (folder / "somalia" / f"som_adm{level}_cod_2023.geojson").read_text(encoding="utf-8")
        levels.append([feature["properties"] for feature in json.loads(text)["features"]])
    regions, districts = levels
    places = [{"place_code": one["ADM1_PCODE"], "place_name": one["ADM1_EN"], "level": 1} for one in regions]
    places += [
        {
            "place_code": one["ADM2_PCODE"],
            "place_name": one["ADM2_EN"],
            "level": 2,
            "parent_code": one["ADM1_PCODE"],
            "parent_name": one["ADM1_EN"],
            "city_code": one["ADM2_PCODE"],
        }
        for one in districts
    ]
    cities = [
        {
            "city_code": one["ADM2_PCODE"],
            "city_name": one["ADM2_EN"],
            "region_code": one["ADM1_PCODE"],
            "region_name": one["ADM1_EN"],
        }
        for one in districts
    ]
    return Known(PLACES.typed(pd.DataFrame(places)), CITIES.typed(pd.DataFrame(cities)), NO_ALIASES)
