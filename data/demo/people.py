"""Who arrived, returned and moved on in the fictional country: 548 days in waves, as rows of groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

import atlas
from story import DAYS, LAST_30_DAYS, LAST_DAY, Cause, causes, date_of, day_number, present_at_the_end

SEED = 136
BANDS = ("0_4", "5_11", "12_17", "18_59", "60_plus")
FEMALE, MALE = (0.080, 0.112, 0.080, 0.232, 0.052), (0.082, 0.115, 0.078, 0.130, 0.039)
SEX_AGE = [f"{sex}_{band}" for sex in "fm" for band in (*BANDS, "unknown")] + ["u_unknown"]
CODES = [city.code for city in atlas.HOME_CITIES]
BY_NAME = {city.name: number for number, city in enumerate(atlas.HOME_CITIES)}


@dataclass(frozen=True)
class Group:
    """One reported row: people of one origin in one city on one day."""

    day: int
    direction: str
    origin: int | None
    destination: int
    individuals: int
    reason: str


def _shares(cause: Cause, *, latest: bool) -> list[float]:
    """Return how the arrivals of a cause divide among the cities; `latest` after the figures of the last 30 days."""
    present = present_at_the_end()
    if latest:
        rest = 4484 - sum(LAST_30_DAYS.values())
        others = sum(
            count for count, city in zip(present, atlas.HOME_CITIES, strict=True) if city.name not in LAST_30_DAYS
        )
        weights = [
            float(LAST_30_DAYS.get(city.name, rest * count / others))
            for count, city in zip(present, atlas.HOME_CITIES, strict=True)
        ]
    else:
        weights = [
            count * cause.pull.get(city.region, 1.0) for count, city in zip(present, atlas.HOME_CITIES, strict=True)
        ]
    return [weight / sum(weights) for weight in weights]


def _origin_weights(cause: Cause) -> list[list[float]]:
    """Return for each destination the weights of all origins: strong causes and short ways first, not itself."""
    table = []
    for here in atlas.HOME_CITIES:
        row = [
            0.0
            if there is here
            else cause.origins.get(there.name, 0.0)
            * math.exp(-math.hypot(here.x_km - there.x_km, here.y_km - there.y_km) / 130.0)
            for there in atlas.HOME_CITIES
        ]
        table.append([weight / sum(row) for weight in row])
    return table


def arrivals(random: np.random.Generator) -> list[Group]:
    """Return all arrivals by day, city and origin; groups of one origin in one city on one day are one row."""
    found: dict[tuple[int, int, int | None, str], int] = {}
    for cause in causes():
        before, latest, origins = _shares(cause, latest=False), _shares(cause, latest=True), _origin_weights(cause)
        words, chances = list(cause.reasons), np.array(list(cause.reasons.values()))
        for day in range(DAYS):
            turn = float(np.interp(day, [day_number("2025-10-12"), day_number("2025-10-25")], [0.0, 1.0]))
            share = [turn * new + (1.0 - turn) * old for new, old in zip(latest, before, strict=True)]
            weekday = (LAST_DAY.weekday() - (DAYS - 1 - day)) % 7
            expected = cause.daily[day] * (1.08, 1.12, 1.06, 1.08, 1.02, 0.88, 0.76)[weekday]
            expected *= float(random.gamma(18.0, 1 / 18.0))
            for _ in range(int(random.poisson(expected / 5.7))):
                city = int(random.choice(len(share), p=share))
                size = 1 + int(random.geometric(1 / 4.7))
                chance = random.random()
                if chance < cause.within:
                    origin: int | None = city
                elif chance < cause.within + 0.07:
                    origin = None
                else:
                    origin = int(random.choice(len(CODES), p=origins[city]))
                key = (day, city, origin, words[int(random.choice(len(words), p=chances))])
                found[key] = found.get(key, 0) + size
    return [Group(day, "arrival", origin, city, size, reason) for (day, city, origin, reason), size in found.items()]


def returns_and_onward(random: np.random.Generator) -> list[Group]:
    """Return those who went home in the quiet months, and those who moved on from the east to the interior."""
    turns = [
        day_number(iso)
        for iso in (
            "2024-06-20",
            "2024-07-20",
            "2024-10-10",
            "2024-11-10",
            "2025-03-10",
            "2025-05-20",
            "2025-08-10",
            "2025-09-20",
            "2025-10-12",
        )
    ]
    pace = [np.interp(day, turns, (6.0, 16.0, 12.0, 3.0, 5.0, 38.0, 30.0, 12.0, 4.0)) for day in range(DAYS)]
    fighting, wet = causes()[4].origins, causes()[2].origins
    present = np.array(present_at_the_end(), dtype=np.float64)
    flooded, groups = day_number("2025-05-04"), []
    for day in range(DAYS):
        after_flood = flooded <= day < flooded + 75
        goals = {**fighting, **wet} if after_flood else fighting
        for _ in range(int(random.poisson(pace[day] / 9.0))):
            goal = BY_NAME[
                list(goals)[int(random.choice(len(goals), p=np.array(list(goals.values())) / sum(goals.values())))]
            ]
            away = np.where(np.arange(len(present)) == goal, 0.0, present)
            start = int(random.choice(len(away), p=away / away.sum()))
            groups.append(Group(day, "return", start, goal, 1 + int(random.geometric(1 / 8.0)), ""))
        if random.random() < 0.12 + 0.004 * pace[-1] + (0.5 if day > DAYS - 45 else 0.0):
            start = BY_NAME[("Vesper", "Tarvin", "Elsing", "Tessaly", "Galt")[int(random.integers(5))]]
            goal = BY_NAME[("Brackwater", "Dunmar", "Dray", "Sarn", "Halden", "Istra")[int(random.integers(6))]]
            groups.append(Group(day, "onward", start, goal, 3 + int(random.geometric(1 / 6.0)), "Insecurity"))
    merged: dict[tuple[int, str, int | None, int, str], int] = {}
    for group in groups:
        key = (group.day, group.direction, group.origin, group.destination, group.reason)
        merged[key] = merged.get(key, 0) + group.individuals
    return [
        Group(day, direction, origin, goal, size, reason)
        for (day, direction, origin, goal, reason), size in merged.items()
    ]


def sex_and_age(random: np.random.Generator, individuals: int) -> list[str]:
    """Return the 13 sex-age cells of a row: mostly in full, some by sex only, some not collected (empty)."""
    chance = random.random()
    if chance < 0.07:
        return [""] * len(SEX_AGE)
    cells = [0] * len(SEX_AGE)
    if chance < 0.12:
        cells[-1] = individuals
    elif chance < 0.20:
        cells[5] = int(random.binomial(individuals, 0.55))
        cells[11] = individuals - cells[5]
    else:
        unknown = int(random.binomial(individuals, 0.012))
        chances = np.array([*FEMALE, *MALE]) / sum([*FEMALE, *MALE])
        counted = [int(count) for count in random.multinomial(individuals - unknown, chances)]
        cells = [*counted[:5], 0, *counted[5:], 0, unknown]
    return [str(count) for count in cells]


def movement_rows() -> list[list[str]]:
    """Return the header and the rows of movements.csv, by day."""
    random = np.random.default_rng(SEED)
    groups = [*arrivals(random), *returns_and_onward(random)]
    groups.sort(
        key=lambda group: (
            group.day,
            group.direction,
            group.destination,
            -1 if group.origin is None else group.origin,
            group.reason,
        )
    )
    rows = [
        [
            "date",
            "direction",
            "origin_pcode",
            "destination_pcode",
            "households",
            "individuals",
            *SEX_AGE,
            "reason",
            "priority_need",
            "basis",
            "record_id",
        ]
    ]
    needs = ("Shelter", "Food", "Water", "Health care", "Blankets", "Schooling", "")
    for number, group in enumerate(groups, start=1):
        size = min(max(float(random.normal(4.3, 0.9)), 2.4), 8.0)
        households = max(1, min(round(group.individuals / size), group.individuals // 2))
        known = random.random() < 0.94
        need = needs[int(random.choice(7, p=(0.34, 0.18, 0.06, 0.09, 0.08, 0.05, 0.20)))]
        basis = ("registered", "observed", "estimated")[int(random.choice(3, p=(0.78, 0.12, 0.10)))]
        origin = "" if group.origin is None else CODES[group.origin]
        rows.append(
            [
                date_of(group.day),
                group.direction,
                origin,
                CODES[group.destination],
                str(households) if known else "",
                str(group.individuals),
                *sex_and_age(random, group.individuals),
                group.reason,
                need if group.direction == "arrival" else "",
                basis,
                f"M{number:05d}",
            ]
        )
    return rows
