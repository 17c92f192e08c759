"""Make what the benchmark reads: a country of 1,500 cities, a million movements, 10,000 sites counted for 156 weeks.

Everything follows from one seed. `python -m bench.make FOLDER [ROWS]` writes the files; nothing of it is kept in the
project.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow_csv

from bench.land import (
    CITIES,
    DAYS,
    SEED,
    TODAY,
    WIDE,
    Land,
    Numbers,
    areas,
    cities,
    city_code,
    name_of,
    region_of,
    skewed,
)
from idpdash import columns as c
from idpdash.layouts import LAYOUTS
from idpdash.vocabulary import Basis, Direction, Reason, SiteType

SITES, WEEKS = 10_000, 156
NEEDS = ("shelter", "food", "water", "health", "protection", "education", "cash", "transport")
CALENDAR = [(TODAY - dt.timedelta(DAYS - 1 - day)).isoformat() for day in range(DAYS)]


def _words(choices: Iterable[str], at: Numbers, *, blank: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    """Return the chosen words, "" where blank."""
    words = pa.array(["", *choices], pa.string())
    return words.take(pa.array(np.where(blank, 0, at + 1) if blank is not None else at + 1))


def _counts(numbers: Numbers, told: npt.NDArray[np.bool_]) -> pa.Array:
    """Return whole numbers, null where not told."""
    return pa.array(numbers, mask=~told)


def movements(random: np.random.Generator, rows: int) -> pa.Table:
    """Return movements with every column of the layout: days, a tenth of the rows weeks; one origin in 20 unknown."""
    days = np.sort((DAYS * random.power(1.3, rows)).astype(np.int64))
    weekly = random.random(rows) < 0.1
    people = np.minimum(np.ceil(random.lognormal(2.2, 1.1, rows)), 4_000).astype(np.int64)
    shares = np.array([7, 9, 7, 20, 5, 2] * 2 + [0]) / 100
    bands = random.multinomial(people, shares / shares.sum())
    told = random.random(rows) < 0.8
    destination, origin = skewed(random, rows, 0.9), skewed(random, rows, 0.7)
    nowhere, misspelt = random.random(rows) < 0.05, random.random(rows) < 0.002
    codes, names = [city_code(n) for n in range(CITIES)], [name_of(n) for n in range(CITIES)]
    parents = [f"Region {region_of(n) + 1}" for n in range(CITIES)]
    wrong = [f"{name[:-1]}xx" for name in names[:40]]
    spelt = np.where(misspelt, CITIES + origin % 40, origin)
    everywhere = np.ones(rows, bool)

    def some(choices: Iterable[str], likely: float, *, first: float = 0.3) -> pa.Array:
        words = list(choices)
        rest = (1 - first) / (len(words) - 1)
        drawn = random.choice(len(words), rows, p=[first] + [rest] * (len(words) - 1))
        return _words(words, drawn, blank=random.random(rows) > likely)

    written = {
        "date": _words(CALENDAR, days, blank=weekly),
        "period_start": _words(CALENDAR, np.maximum(days - 6, 0), blank=~weekly),
        "period_end": _words(CALENDAR, days, blank=~weekly),
        "direction": some(Direction, 1.0, first=0.88),
        "origin_pcode": _words(codes, origin, blank=nowhere | misspelt),
        "origin_name": _words(names + wrong, spelt, blank=nowhere),
        "origin_parent_name": _words(parents, origin, blank=nowhere),
        "destination_pcode": _words(codes, destination),
        "destination_name": _words(names, destination),
        "destination_parent_name": _words(parents, destination),
        "households": _counts((people + 4) // 5, random.random(rows) < 0.9),
        "individuals": _counts(people, everywhere),
        **{column.name: _counts(bands[:, place], told) for place, column in enumerate(c.SEX_AGE)},
        "reason": some(Reason, 0.9),
        "priority_need": some(NEEDS, 0.7),
        "basis": some(Basis, 0.9, first=0.6),
        "operation": some(("Benchland displacement monitoring", "Flood response", "Border watch"), 0.95, first=0.8),
        "record_id": pa.array([f"B-{number:07}" for number in range(rows)]),
    }
    return pa.table({column.name: written[column.name] for column in LAYOUTS["movements"].columns})


def sites(random: np.random.Generator) -> list[dict[str, object]]:
    """Return sites in skewed cities; of a tenth no beds are known, of some no capacity; others are tighter."""
    where = skewed(random, SITES, 0.6)
    beds = np.minimum(np.ceil(random.lognormal(4.6, 0.8, SITES)), 3_000).astype(int)
    tight = random.uniform(0.8, 1.6, (3, SITES))
    types = list(SiteType)
    return [
        {
            "site_code": f"S{number:05}",
            "site_name": f"{name_of(int(city))} {types[number % len(types)].replace('_', ' ')} {number}",
            "place_pcode": city_code(int(city)),
            "site_type": types[number % len(types)],
            "latitude": round(2.1 + int(city) // WIDE * 0.2 + random.uniform(-0.05, 0.05), 5),
            "longitude": round(40.1 + int(city) % WIDE * 0.2 + random.uniform(-0.05, 0.05), 5),
            "status": "paused" if number % 50 == 7 else "open",
            "floor_area_m2": int(beds[number] * 4 * tight[0, number]) if number % 3 else "",
            "beds": "" if number % 10 == 3 else int(beds[number]),
            "toilets": int(beds[number]) // 15 + 1 if number % 30 != 3 else "",
            "staffed_places": int(beds[number] * tight[1, number]) if number % 4 == 1 else "",
            "legal_limit": int(beds[number] * tight[2, number]) + 1 if number % 5 == 2 else "",
            "accessible_beds": int(beds[number]) // 20 if number % 10 != 3 else "",
            "opens_on": (TODAY - dt.timedelta(DAYS + 20 + number % 900)).isoformat(),
            "closes_on": (TODAY + dt.timedelta(number % 400)).isoformat() if number % 7 == 0 else "",
            "sensitive": "yes" if number % 40 == 9 else "no",
        }
        for number, city in enumerate(where)
    ]


def occupancy(random: np.random.Generator, known: list[dict[str, object]]) -> pa.Table:
    """Return weekly counts of every site, one site in twelve over its beds; one in twenty also says its places.

    A site in 33 has not been counted for the last months, as happens.
    """
    room = np.array([int(str(site["beds"] or 150)) for site in known])
    fill = np.where(np.arange(SITES) % 12 == 0, 1.15, random.uniform(0.3, 0.98, SITES))
    week, site = (each.ravel() for each in np.meshgrid(np.arange(WEEKS), np.arange(SITES), indexing="ij"))
    waves = 0.8 + 0.2 * week / WEEKS + 0.1 * np.sin(week / 8 + site % 17)
    people = (room[site] * fill[site] * waves * random.uniform(0.95, 1.05, len(site))).astype(np.int64)
    days = DAYS - 1 - 7 * (WEEKS - 1 - week) - site % 7 - np.where(site % 33 == 5, 1, 0)
    codes = pa.array([str(one["site_code"]) for one in known])
    said = {
        "date": _words(CALENDAR, np.maximum(days, 0)),
        "site_code": codes.take(pa.array(site)),
        "individuals": pa.array(people),
        "places_reported": _counts(room[site], site % 20 == 4),
    }
    return pa.table(said).filter(pa.array((site % 33 != 5) | (week < WEEKS - 9)))


def _write(target: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as CSV."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _write_table(target: Path, table: pa.Table) -> None:
    """Write a table as CSV."""
    with target.open("wb") as file:
        file.write((",".join(table.column_names) + "\n").encode())
        arrow_csv.write_csv(table, file, arrow_csv.WriteOptions(include_header=False, quoting_style="none"))


def make(folder: Path, rows: int) -> None:
    """Write all files, and a tenth of the movements beside them (every tenth row)."""
    folder.mkdir(parents=True, exist_ok=True)
    land = Land(np.random.default_rng(SEED))
    for level, name in ((1, "regions"), (2, "areas")):
        (folder / f"{name}.geojson").write_text(json.dumps(areas(land, level=level)), encoding="utf-8")
    moved = movements(np.random.default_rng(SEED + 1), rows)
    _write_table(folder / "movements.csv", moved)
    _write_table(folder / "tenth.csv", moved.take(np.arange(0, rows, 10)))
    known = sites(np.random.default_rng(SEED + 2))
    _write(folder / "cities.csv", cities())
    _write(folder / "sites.csv", known)
    _write_table(folder / "occupancy.csv", occupancy(np.random.default_rng(SEED + 3), known))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
