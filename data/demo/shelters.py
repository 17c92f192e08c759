"""The sites of the fictional country and their dated capacities."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

import atlas
from site_list import (
    CLOSING,
    EXTRA,
    GROWN,
    KINDS,
    PAUSED,
    SENSITIVE,
    SHARES,
    STREETS,
)
from story import DAYS, PLACES, UNCOUNTED, date_of, day_number

SEED = 11
HEADER = [
    "site_code",
    "site_name",
    "place_pcode",
    "site_type",
    "site_type_local",
    "latitude",
    "longitude",
    "status",
    "floor_area_m2",
    "beds",
    "toilets",
    "legal_limit",
    "accessible_beds",
    "opens_on",
    "closes_on",
    "sensitive",
    "date",
]


@dataclass(frozen=True)
class Site:
    """One site: what the file says of it, and (not in the file) the people in it at its last count."""

    code: str
    name: str
    city: atlas.City
    kind: str
    local: str
    latitude: float
    longitude: float
    places: int
    people: int
    known_by: str = "beds"  # beds, limit, report or nothing: which column tells the capacity
    status: str = "open"
    opens: int | None = None  # day numbers, as in people.py
    closes: int | None = None
    sensitive: bool = False
    earlier_places: int | None = None  # the capacity before `changed`
    changed: int | None = None


def date_text(day: int | None) -> str:
    """Return the ISO date of a day number, empty for none."""
    return "" if day is None else date_of(day)


def _split(random: np.random.Generator, total: int, parts: int) -> list[int]:
    """Return whole parts that add up to the total, uneven as sites are, the least about a fifth of the mean."""
    weights = random.gamma(2.2, 1.0, parts) + 0.35
    sizes = [max(1, round(total * float(weight) / float(weights.sum()))) for weight in weights]
    sizes[int(np.argmax(sizes))] += total - sum(sizes)
    return sizes


def _people(random: np.random.Generator, places: list[int], total: int) -> list[int]:
    """Return the people of each site, in sum `total`; few sites are over-full unless the whole city is."""
    share = total / sum(places)
    fills = np.clip(random.normal(share, 0.05, len(places)), 0.3, 1.0 if share < 1.0 else 2.0)
    people = [round(size * float(fill)) for size, fill in zip(places, fills, strict=True)]
    step = 1 if sum(people) < total else -1
    at = 0
    while sum(people) != total:
        index = at % len(people)
        at += 1
        if step < 0 or share >= 1.0 or people[index] < places[index]:
            people[index] += step
    return people


def _place(random: np.random.Generator, centre: tuple[float, float], land: BaseGeometry) -> tuple[float, float]:
    """Return latitude and longitude of a dry point of the district near its city."""
    spread = 0.035
    while True:
        longitude, latitude = centre[0] + random.normal(0, spread * 1.3), centre[1] + random.normal(0, spread)
        if shapely.contains_xy(land, longitude, latitude):
            return round(latitude, 5), round(longitude, 5)
        spread *= 0.97


def _of_city(
    random: np.random.Generator, city: atlas.City, centre: tuple[float, float], land: BaseGeometry
) -> list[Site]:
    """Return the sites of one city, those of known capacity summing to its places."""
    if city.name in UNCOUNTED:
        people = _split(random, UNCOUNTED[city.name], 3 if UNCOUNTED[city.name] > 200 else 2)
        places, known = [0] * len(people), 0
    else:
        total, share = PLACES[city.name]
        known = min(max(round(total / 205), 2), 12)
        places = _split(random, total, known)
        people = _people(random, places, round(total * share))
    streets = [STREETS[int(index)] for index in random.permutation(len(STREETS))]
    kinds, sites = list(KINDS), []
    for number, (size, count) in enumerate(zip(places, people, strict=True)):
        kind = kinds[int(random.choice(len(kinds), p=SHARES))]
        if city.name in UNCOUNTED:
            kind = ("self_settled", "host_family", "other")[number]
        elif number < 2:
            kind = ("collective_centre", "rental")[number]
        if kind == "planned_camp" and size < 140:
            kind = "collective_centre"
        choices = [(local, form) for local, form in KINDS[kind] if city.port or "Ferry" not in form]
        local, form = choices[int(random.integers(len(choices)))]
        known_by = (
            "nothing"
            if number >= known
            else "beds"
            if number < 2
            else "report"
            if kind == "host_family"
            else ("beds", "limit", "report")[int(random.choice(3, p=(0.66, 0.2, 0.14)))]
        )
        latitude, longitude = _place(random, centre, land)
        opens = _opening(random) if random.random() < 0.3 and number > 1 else None
        sites.append(
            Site(
                f"{city.code}-{number + 1:02d}",
                form.format(streets[number]),
                city,
                kind,
                local,
                latitude,
                longitude,
                size,
                count,
                known_by,
                opens=opens,
            )
        )
    return sites


def _opening(random: np.random.Generator) -> int:
    """Return the day a site opened: in the winter of fighting, after the flood, or in the last weeks."""
    first, last = (("2024-12-01", "2025-02-10"), ("2025-04-26", "2025-05-15"), ("2025-09-20", "2025-11-10"))[
        int(random.choice(3, p=(0.5, 0.2, 0.3)))
    ]
    return int(random.integers(day_number(first), day_number(last)))


def _marked(sites: list[Site]) -> list[Site]:
    """Return one city's sites with its closing, paused, sensitive and changed site set on fitting ones."""
    city = sites[0].city.name
    result = list(sites)
    ordinary = [index for index, site in enumerate(result) if site.known_by == "beds" and site.opens is None]
    schools = sorted(ordinary, key=lambda index: (result[index].kind != "collective_centre", index))
    if city in CLOSING:
        at = schools[0]
        result[at] = replace(
            result[at],
            closes=DAYS - 1 + CLOSING[city],
            kind="collective_centre",
            local="school",
            name=f"{STREETS[at + 11]} Primary School",
        )
    if city in PAUSED:
        result[ordinary[-1]] = replace(result[ordinary[-1]], status="paused")
    if city in SENSITIVE:
        smallest = min(range(len(result)), key=lambda index: result[index].places)
        result[smallest] = replace(
            result[smallest],
            sensitive=True,
            kind="other",
            local="protected shelter",
            name=f"Shelter {sites[0].city.code[-2:]}-{smallest + 1}",
        )
    if city in GROWN:
        at = max((index for index in ordinary if result[index].closes is None), key=lambda index: result[index].places)
        days, share = GROWN[city]
        result[at] = replace(result[at], changed=DAYS - 1 + days, earlier_places=round(result[at].places * share))
    return result


def make_sites(positions: dict[str, tuple[float, float]], districts: dict[str, BaseGeometry]) -> list[Site]:
    """Return all sites; positions (longitude, latitude) and dry land by city code."""
    sites: list[Site] = []
    for order, city in enumerate(atlas.HOME_CITIES):
        random = np.random.default_rng([SEED, order])
        own = _marked(_of_city(random, city, positions[city.code], districts[city.code]))
        for name, kind, local, title, places, people, known_by, status, opens, closes in EXTRA:
            if name == city.name:
                latitude, longitude = _place(random, positions[city.code], districts[city.code])
                code = f"{city.code}-{len(own) + 1:02d}"
                own.append(
                    Site(
                        code,
                        title,
                        city,
                        kind,
                        local,
                        latitude,
                        longitude,
                        places,
                        people,
                        known_by,
                        status,
                        None if opens is None else DAYS - 1 + opens,
                        None if closes is None else DAYS - 1 + closes,
                    )
                )
        sites += own
    return sites


def site_row(random: np.random.Generator, site: Site, places: int, *, since: int | None) -> list[str]:
    """Return one row of a site file with the capacity in the column that tells it, and the others above it."""
    beds = {"beds": places, "limit": round(places * 1.15 / 5) * 5 + 5}.get(site.known_by)
    limit = places if site.known_by == "limit" else round(places * 1.1) if beds and random.random() < 0.25 else None
    built = site.kind not in ("host_family", "self_settled", "planned_camp")
    size = max(site.places, site.people, 30)
    area = round(size * float(random.normal(4.7, 0.55))) if built and random.random() < 0.8 else None
    toilets = -int(-size // float(random.uniform(8, 20.5))) if random.random() < 0.75 else None
    accessible = round(places * float(random.uniform(0.0, 0.06))) if beds and random.random() < 0.5 else None
    if site.known_by == "nothing":  # of whose places nobody knows anything
        area = toilets = None
    cells = [area, beds, toilets, limit, accessible]
    position = [f"{site.latitude:.5f}", f"{site.longitude:.5f}"]
    return [
        site.code,
        site.name,
        site.city.code,
        site.kind,
        site.local,
        *position,
        site.status,
        *["" if cell is None else str(cell) for cell in cells],
        date_text(site.opens),
        date_text(site.closes),
        "yes" if site.sensitive else "no",
        date_text(since),
    ]


def site_rows(sites: list[Site]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of sites.csv and of sites_later.csv (the same sites with later capacities), headers first."""
    first, later = [HEADER], [HEADER]
    for order, site in enumerate(sites):
        now = site_row(np.random.default_rng([SEED, 900, order]), site, site.places, since=None)
        if site.changed is None:
            first.append(now)
            continue
        first.append(site_row(np.random.default_rng([SEED, 900, order]), site, site.earlier_places or 0, since=None))
        later.append([*now[:-1], date_text(site.changed)])
    return first, later
