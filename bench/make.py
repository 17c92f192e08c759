"""Make what the benchmark reads: a country of 1,500 cities, a million movements, 5,000 sites with their counts.

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
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow_csv

from idpdash import columns as c
from idpdash.layouts import LAYOUTS
from idpdash.vocabulary import UNITS, Basis, Direction, Item, Priority, Reason, SiteType

SEED = 20_260_630
TODAY = dt.date(2026, 6, 30)
DAYS = 3 * 365
WIDE, HIGH, BLOCK = 50, 30, 10  # cities from west to east and south to north; a region is a block of them
CITIES = WIDE * HIGH
SITES, WEEKS = 5_000, 20
PROMISES = 400  # needs, and as many offers
SYLLABLES = ("ba", "dor", "gal", "hir", "jo", "kis", "lan", "mar", "nu", "qor", "sha", "tog", "wa", "yel", "zu")
NEEDS = ("shelter", "food", "water", "health", "protection", "education", "cash", "transport")

Numbers = npt.NDArray[np.int64]


def name_of(number: int) -> str:
    """Return a name of its own for each number."""
    letters, left = "", number
    for _place in range(3):
        left, at = divmod(left, len(SYLLABLES))
        letters += SYLLABLES[at]
    return letters.capitalize()


def city_code(number: int) -> str:
    """Return the code of a city."""
    return f"BE{region_of(number) + 1:02}{number:04}"


def region_of(number: int) -> int:
    """Return the number of the region in which a city lies."""
    row, column = divmod(number, WIDE)
    return row // BLOCK * (WIDE // BLOCK) + column // BLOCK


class Land:
    """A grid of areas with crooked borders: two neighbours share every point of theirs."""

    def __init__(self, random: np.random.Generator) -> None:
        """Bend the grid. Degrees, a fifth of one between two corners."""
        self._corners = np.stack(np.meshgrid(np.arange(WIDE + 1), np.arange(HIGH + 1), indexing="ij"), axis=-1) * 0.2
        self._corners = self._corners + random.uniform(-0.05, 0.05, self._corners.shape) + (40.0, 2.0)
        self._bends = random.normal(0, 0.003, (WIDE + 1, HIGH + 1, 2, 9, 2))

    def _border(self, column: int, row: int, upward: int) -> npt.NDArray[np.float64]:
        """Return the points from a corner to the next one, eastward or upward, that one left out."""
        start, end = self._corners[column, row], self._corners[column + 1 - upward, row + upward]
        shares = np.linspace(0, 1, 10, endpoint=False)[:, None]
        points: npt.NDArray[np.float64] = start + (end - start) * shares
        points[1:] += self._bends[column, row, upward]
        return points

    def outline(self, column: int, row: int, size: int) -> list[list[float]]:
        """Return the ring round a square of areas, as GeoJSON has it."""
        steps = range(size)
        end = self._corners
        south = [self._border(column + step, row, 0) for step in steps]
        east = [self._border(column + size, row + step, 1) for step in steps]
        north = [self._border(column + step, row + size, 0) for step in steps]
        west = [self._border(column, row + step, 1) for step in steps]
        back = np.concatenate([*north, end[column + size, row + size][None]])[:0:-1]
        down = np.concatenate([*west, end[column, row + size][None]])[:0:-1]
        ring = np.concatenate([*south, *east, back, down, south[0][:1]])
        return [[round(float(x), 5), round(float(y), 5)] for x, y in ring]


def areas(land: Land, *, level: int) -> dict[str, Any]:
    """Return the regions (level 1) or the cities (level 2) as GeoJSON with the field names of COD-AB."""
    size = BLOCK if level == 1 else 1
    features = []
    for row in range(0, HIGH, size):
        for column in range(0, WIDE, size):
            number = row * WIDE + column
            region = region_of(number)
            said = {"ADM1_PCODE": f"BE{region + 1:02}", "ADM1_EN": f"Region {region + 1}", "ADM0_PCODE": "BE"}
            if level == 2:
                said |= {"ADM2_PCODE": city_code(number), "ADM2_EN": name_of(number)}
            ring = land.outline(column, row, size)
            geometry = {"type": "Polygon", "coordinates": [ring]}
            features.append({"type": "Feature", "properties": said, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _skewed(random: np.random.Generator, rows: int, power: float) -> Numbers:
    """Return cities drawn so that few have most of the rows: the n-th most frequent has a share as n to the power."""
    shares = np.arange(1, CITIES + 1) ** -power
    order = random.permutation(CITIES)
    return np.asarray(order[random.choice(CITIES, rows, p=shares / shares.sum())], np.int64)


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
    calendar = [(TODAY - dt.timedelta(DAYS - 1 - day)).isoformat() for day in range(DAYS)]
    people = np.minimum(np.ceil(random.lognormal(2.2, 1.1, rows)), 4_000).astype(np.int64)
    shares = np.array([7, 9, 7, 20, 5, 2] * 2 + [0]) / 100
    bands = random.multinomial(people, shares / shares.sum())
    told = random.random(rows) < 0.8
    destination, origin = _skewed(random, rows, 0.9), _skewed(random, rows, 0.7)
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
        "date": _words(calendar, days, blank=weekly),
        "period_start": _words(calendar, np.maximum(days - 6, 0), blank=~weekly),
        "period_end": _words(calendar, days, blank=~weekly),
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
    """Return sites in skewed cities; of a tenth no capacity is known."""
    where = _skewed(random, SITES, 0.6)
    beds = np.minimum(np.ceil(random.lognormal(4.6, 0.8, SITES)), 3_000).astype(int)
    types = list(SiteType)
    return [
        {
            "site_code": f"S{number:05}",
            "site_name": f"{name_of(int(city))} {types[number % len(types)].replace('_', ' ')} {number}",
            "place_pcode": city_code(int(city)),
            "site_type": types[number % len(types)],
            "latitude": round(2.1 + int(city) // WIDE * 0.2 + random.uniform(-0.05, 0.05), 5),
            "longitude": round(40.1 + int(city) % WIDE * 0.2 + random.uniform(-0.05, 0.05), 5),
            "status": "open",
            "beds": "" if number % 10 == 3 else int(beds[number]),
            "toilets": int(beds[number]) // 15 + 1,
            "opens_on": (TODAY - dt.timedelta(200 + number % 900)).isoformat(),
            "closes_on": (TODAY + dt.timedelta(number % 400)).isoformat() if number % 7 == 0 else "",
            "sensitive": "no",
        }
        for number, city in enumerate(where)
    ]


def occupancy(random: np.random.Generator, known: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return weekly counts of every site, one in twelve of them over its capacity."""
    counts = []
    for number, site in enumerate(known):
        room = int(str(site["beds"] or 150))
        fill = 1.15 if number % 12 == 0 else random.uniform(0.3, 0.98)
        for week in range(WEEKS):
            people = int(room * fill * (0.8 + 0.2 * week / WEEKS))
            day = TODAY - dt.timedelta(7 * (WEEKS - 1 - week) + number % 7)
            counts.append({"date": day.isoformat(), "site_code": site["site_code"], "individuals": people})
    return counts


def promises(random: np.random.Generator, what: str) -> list[dict[str, object]]:
    """Return needs or offers of all items. what: "need" or "offer"."""
    items = list(Item)
    made = []
    for number in range(PROMISES):
        item = items[number % len(items)]
        said: dict[str, object] = {
            f"{what}_code": f"{what[0].upper()}{number:04}",
            "city_pcode": city_code(int(random.integers(CITIES))),
            "item": item,
            "quantity": int(random.integers(5, 500)),
            "unit": UNITS[item],
        }
        later = (TODAY + dt.timedelta(int(random.integers(1, 60)))).isoformat()
        more = {"priority": list(Priority)[number % 3], "needed_by": later} if what == "need" else {"expires_on": later}
        made.append(said | more)
    return made


def _write(target: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as CSV."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path, rows: int) -> None:
    """Write all files, and a tenth of the movements beside them (every tenth row)."""
    folder.mkdir(parents=True, exist_ok=True)
    land = Land(np.random.default_rng(SEED))
    for level, name in ((1, "regions"), (2, "areas")):
        (folder / f"{name}.geojson").write_text(json.dumps(areas(land, level=level)), encoding="utf-8")
    moved = movements(np.random.default_rng(SEED + 1), rows)
    header = ",".join(moved.column_names) + "\n"
    for name, table in (("movements", moved), ("tenth", moved.take(np.arange(0, rows, 10)))):
        with (folder / f"{name}.csv").open("wb") as file:
            file.write(header.encode())
            arrow_csv.write_csv(table, file, arrow_csv.WriteOptions(include_header=False, quoting_style="none"))
    known = sites(np.random.default_rng(SEED + 2))
    _write(folder / "sites.csv", known)
    _write(folder / "occupancy.csv", occupancy(np.random.default_rng(SEED + 3), known))
    for place, what in enumerate(("need", "offer")):
        _write(folder / f"{what}s.csv", promises(np.random.default_rng(SEED + 4 + place), what))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
