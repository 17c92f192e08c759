"""Nanao city, Japan, open data after the Noto earthquake of 2024: open shelters and their people, a complete list.

The instant stands in the header of the count (人数_令和6年1月9日午後6時時点) or in the column 時点, never in the file's
name. Capacity is text (屋内1,371人／屋外5,470人): the indoor places are the places reported. Telephone numbers and
addresses are not read. The source brings its own city.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from idpdash.intake.checked import UpdateRule
from idpdash.intake.issues import N_
from idpdash.intake.places.gazetteer import Spot
from idpdash.intake.reading import header
from idpdash.intake.reading.body import rows_of
from idpdash.intake.reading.cells import Book, Cells, Rows
from idpdash.intake.sources import Source, Understood
from idpdash.layouts import CITIES, OCCUPANCY, SITES

# Municipality code of the Ministry of Internal Affairs; the point is the city hall.
CITY = {
    "city_code": "17202",
    "city_name": "Nanao (七尾市)",
    "latitude": "37.0431",
    "longitude": "136.9675",
    "country": "Japan",
}
SITE_COLUMNS = {"site_code": "ID", "site_name": "名称", "latitude": "緯度", "longitude": "経度"}
COUNT, INSTANT, CAPACITY = "人数", "時点", "想定収容人数"
IN_HEADER = re.compile(rf"{COUNT}_(?P<instant>.+)")
INDOOR = re.compile(r"屋内([\d,]+)人")


def _count_column(top: header.Header) -> tuple[int, str] | None:
    """Return where the people are counted, and the instant if that header says it; None where neither is."""
    if COUNT in top.names and INSTANT in top.names:
        return top.names.index(COUNT), ""
    for position, name in enumerate(top.names):
        match = IN_HEADER.fullmatch(name)
        if match:
            return position, match["instant"]
    return None


def _indoor(text: str) -> str:
    """Return the indoor places of a capacity, "" where it does not say them."""
    match = INDOOR.search(text)
    return match[1] if match else ""


def read(book: Book, _given: Mapping[str, str]) -> Understood | None:
    """Return the shelters as sites and occupancy, and their city."""
    table = header.with_columns(book, (*SITE_COLUMNS.values(), CAPACITY))
    counted = _count_column(table[1]) if table else None
    if table is None or counted is None:
        return None
    (sheet, top), (position, instant) = table, counted
    positions = top.positions({**SITE_COLUMNS, "places_reported": CAPACITY, "date": INSTANT})
    sites = rows_of(sheet, top, {ours: positions[ours] for ours in SITE_COLUMNS})
    # status: a shelter that stands in the list is open
    fixed = {"place_pcode": CITY["city_code"], "status": "open", "site_type": "collective_centre"}
    site_columns = {**sites.columns, **{name: Cells.constant(text, len(sites)) for name, text in fixed.items()}}
    told = ("site_code", "places_reported") if instant else ("site_code", "places_reported", "date")
    counts = rows_of(sheet, top, {"individuals": position, **{ours: positions[ours] for ours in told}})
    count_columns = {**counts.columns, "places_reported": counts.columns["places_reported"].map(_indoor)}
    if instant:
        count_columns["date"] = Cells.constant(instant, len(counts))
    city = Rows({name: Cells.constant(text, 1) for name, text in CITY.items()}, np.zeros(1, np.int64))
    layouts = (
        (SITES, replace(sites, columns=site_columns)),
        (OCCUPANCY, replace(counts, columns=count_columns)),
    )
    spots = (Spot(CITY["city_code"], CITY["city_name"], CITY["city_code"]),)
    return Understood(layouts, ((CITIES, city),), spots, sheet=sheet.name)


SOURCE = Source(
    "nanao_shelters",
    UpdateRule.COMPLETE_LIST,
    N_("the columns ID, 名称, 人数 and 想定収容人数, and an instant in 時点 or in the header of the count"),
    read,
)
