"""The sites of the fictional country, their dated capacities, and the counts of the people in them."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

import atlas
from people import DAYS, LAST_DAY, PLACES, UNCOUNTED, day_number
from site_list import (
    CLOSING,
    EXTRA,
    GROWN,
    KINDS,
    NEVER_COUNTED,
    PAUSED,
    SENSITIVE,
    SHARES,
    STALE_DAYS,
    STREETS,
)

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
    return "" if day is None else (LAST_DAY + datetime.timedelta(days=day - DAYS + 1)).isoformat()


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


def flow_of_cities(movements: list[list[str]]) -> npt.NDArray[np.float64]:
    """Return for each city and day the people in its sites, in proportion: arrivals come in, returns go out."""
    codes = {city.code: number for number, city in enumerate(atlas.HOME_CITIES)}
    net = np.zeros((len(codes), DAYS))
    column = {name: number for number, name in enumerate(movements[0])}
    for row in movements[1:]:
        day, people = day_number(row[column["date"]]), int(row[column["individuals"]])
        if row[column["direction"]] == "arrival":
            net[codes[row[column["destination_pcode"]]], day] += 0.8 * people
        elif row[column["origin_pcode"]] in codes:
            net[codes[row[column["origin_pcode"]]], day] -= people
    present = np.zeros_like(net)
    for number, city in enumerate(atlas.HOME_CITIES):
        end = UNCOUNTED[city.name] if city.name in UNCOUNTED else round(math.prod(PLACES[city.name]))
        level = 0.45 * end
        for day in range(DAYS):
            level = max(0.15 * end, level + net[number, day] - 0.0008 * level)
            present[number, day] = level
    return present


def count_days(random: np.random.Generator, site: Site) -> list[int]:
    """Return the days on which a site is counted: every second week in the first year, weekly in the last 26 weeks."""
    if site.name in NEVER_COUNTED or site.status == "planned":
        return []
    number = int(site.city.code[2:4]) * 7 + int(site.city.code[4:]) * 3
    last = DAYS - 1 - (STALE_DAYS.get(site.city.name) or number % 7 // 2)
    days = [last - 7 * week for week in range(26)] + [last - 7 * week for week in range(27, 79, 2)]
    first = 0 if site.opens is None else max(site.opens, 0)
    end = DAYS - 1 if site.closes is None or site.closes >= DAYS else site.closes - 1
    kept = [day for day in days[1:] if random.random() > 0.05] + [last % 7]
    moved = [min(day + int(random.choice(4, p=(0.9, 0.04, 0.03, 0.03))), last - 1) for day in kept]
    return sorted(day for day in {last, *moved} if first <= day <= end)


def _weights(site: Site, order: int) -> npt.NDArray[np.float64]:
    """Return for each day the site's weight among its city's sites: rising after it opened, with a slow drift."""
    random = np.random.default_rng([SEED, 600, order])
    drift = np.cumsum(random.normal(0.0, 0.010, DAYS))
    weight = (site.people or site.places * 0.7) * np.exp(0.5 * (drift - drift[-1]))
    days = np.arange(DAYS)
    if site.opens is not None:
        filling = max(1, min(45, DAYS - 1 - site.opens))
        weight = weight * np.clip(0.25 + 0.75 * (days - site.opens) / filling, 0.0, 1.0) * (days >= site.opens)
    return np.where(days < (DAYS if site.closes is None else site.closes), weight, 0.0)


def occupancy_rows(sites: list[Site], movements: list[list[str]]) -> list[list[str]]:
    """Return the rows of occupancy.csv; the last count of each site is the number designed for it."""
    present, rows = flow_of_cities(movements), []
    weights = [_weights(site, order) for order, site in enumerate(sites)]
    for number, city in enumerate(atlas.HOME_CITIES):
        own = [(order, site) for order, site in enumerate(sites) if site.city == city and site.status != "planned"]
        total = sum(site.people for _, site in own) * present[number] / present[number, -1]
        together = np.sum([weights[order] for order, _ in own], axis=0)
        for order, site in own:
            random = np.random.default_rng([SEED, 500, order])
            days = count_days(random, site)
            for day in days:
                count = round(float(total[day] * weights[order][day] / together[day] * random.normal(1.0, 0.012)))
                limit = site.earlier_places if site.changed is not None and day < site.changed else site.places
                if limit:
                    count = min(count, round(limit * (1.12 if site.people > site.places else 0.985)))
                if day == days[-1] and site.status != "closed":
                    count = site.people
                size = float(random.normal(4.3, 0.35))
                tells = site.known_by == "report" or (order % 7 == 0 and site.known_by != "nothing")
                basis = "estimated" if site.kind in ("self_settled", "host_family") else "registered"
                rows.append(
                    [
                        date_text(day),
                        site.code,
                        str(count),
                        str(max(0, round(count / size))),
                        str(limit) if tells else "",
                        basis,
                    ]
                )
    rows.sort(key=lambda row: (row[0], row[1]))
    return [["date", "site_code", "individuals", "households", "places_reported", "basis"], *rows]
