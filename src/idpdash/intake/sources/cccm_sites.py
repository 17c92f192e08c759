"""CCCM Cluster Somalia, IDP site master list: sites and the people in them (a stock), a complete list on one day.

The place of record is in the site's code (CCCM-SO1101-0001: letters 6 to 11 are the p-code); the columns of region,
district and district code are only compared. Capacities are not given. The workbook's day stands in the sheet Notes
beside "Last Update" (cell B25); the CSV file has none, it must be given once (date).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from idpdash.intake.checked import UpdateRule
from idpdash.intake.issues import N_, Issue, issue
from idpdash.intake.reading import header
from idpdash.intake.reading.body import rows_of
from idpdash.intake.reading.cells import Book, Cells, Sheet
from idpdash.intake.sources import SOMALIA, Source, Understood
from idpdash.layouts import OCCUPANCY, SITES

SITE_COLUMNS = {
    "site_code": "CCCM IDP Site Code",
    "site_name": "Settlement",
    "place_name": "District",
    "latitude": "Latitude",
    "longitude": "Longitude",
}
OCCUPANCY_COLUMNS = {"site_code": "CCCM IDP Site Code", "households": "HH", "individuals": "Ind"}
DISTRICT_CODE = "district code"
PCODE = re.compile(r"SO\d{4}")


def _day(book: Book) -> str:
    """Return the day of the list as the sheet Notes says it, "" if it does not."""
    notes = book.sheet("Notes")
    for row in notes.head(60) if notes else []:
        if len(row) > 1 and row[0].strip().casefold() == "last update":
            return row[1].strip()
    return ""


def _contradictions(sheet: Sheet, top: header.Header, codes: Cells) -> list[Issue]:
    """Return one warning for the rows whose column of district codes says another place than the site's code."""
    if top.position(DISTRICT_CODE) is None:
        return []
    written = rows_of(sheet, top, top.positions({"place_pcode": DISTRICT_CODE})).columns["place_pcode"]
    of_record = np.array(codes.texts, object)[codes.codes]
    stated = np.array([text.strip() for text in written.texts], object)[written.codes]
    differ = np.flatnonzero((stated != "") & (stated != of_record))
    if not len(differ):
        return []
    return [
        issue(
            "place_contradicts",
            column=DISTRICT_CODE,
            value=str(stated[differ[0]]),
            rows=len(differ),
            count=len(differ),
            near=int(differ[0]) + top.first + 1,
            record=SITE_COLUMNS["site_code"],
        )
    ]


def read(book: Book, given: Mapping[str, str]) -> Understood | None:
    """Return the list as sites and occupancy. given: `date`, for a file that does not say its day."""
    table = header.with_columns(book, (*SITE_COLUMNS.values(), *OCCUPANCY_COLUMNS.values()))
    if table is None:
        return None
    sheet, top = table
    sites, counts = (rows_of(sheet, top, top.positions(columns)) for columns in (SITE_COLUMNS, OCCUPANCY_COLUMNS))
    pcodes = sites.columns["site_code"].map(lambda code: code[5:11] if PCODE.fullmatch(code[5:11]) else "")
    site_columns = {**sites.columns, "place_pcode": pcodes}
    count_columns = dict(counts.columns)
    day = given.get("date") or _day(book)
    if day:
        count_columns["date"] = Cells.constant(day, len(counts))
    headers = {**sites.headers, "place_pcode": SITE_COLUMNS["site_code"]}
    layouts = (
        (SITES, replace(sites, columns=site_columns, headers=headers)),
        (OCCUPANCY, replace(counts, columns=count_columns)),
    )
    return Understood(layouts, issues=tuple(_contradictions(sheet, top, pcodes)), sheet=sheet.name)


SOURCE = Source(
    "cccm_sites",
    UpdateRule.COMPLETE_LIST,
    N_("the columns CCCM IDP Site Code, Settlement, HH and Ind"),
    read,
    SOMALIA,
)
