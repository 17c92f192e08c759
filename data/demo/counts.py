"""The counts of the people in the sites of the fictional country."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

import atlas
from shelters import SEED, Site
from site_list import NEVER_COUNTED, STALE_DAYS
from story import DAYS, PLACES, UNCOUNTED, date_of, day_number


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
                        date_of(day),
                        site.code,
                        str(count),
                        str(max(0, round(count / size))),
                        str(limit) if tells else "",
                        basis,
                    ]
                )
    rows.sort(key=lambda row: (row[0], row[1]))
    return [["date", "site_code", "individuals", "households", "places_reported", "basis"], *rows]
