"""The story of the fictional country: its days, who is where at the end, and the reasons for flight."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

import numpy as np

import atlas

LAST_DAY = datetime.date(2025, 11, 23)
DAYS = 548

# How the people in sites are spread over the cities at the end: (known places, share of them occupied).
PLACES: dict[str, tuple[int, float]] = {
    "Vesper": (2450, 1.120),
    "Tarvin": (1380, 1.057),
    "Elsing": (1520, 1.017),
    "Tessaly": (1450, 0.978),
    "Dunmar": (1860, 0.968),
    "Marrow": (1120, 0.966),
    "Velda": (1240, 0.952),
    "Galt": (1080, 0.946),
    "Fenwick": (1250, 0.906),
    "Brackwater": (3160, 0.915),
    "Sarn": (1360, 0.913),
    "Dray": (1610, 0.888),
    "Halden": (1140, 0.912),
    "Bexa": (1220, 0.906),
    "Caldra": (1070, 0.901),
    "Wexcombe": (1050, 0.916),
    "Corran": (790, 0.914),
    "Ashwick": (830, 0.896),
    "Keld": (750, 0.887),
    "Loweswell": (570, 0.871),
    "Sorrel": (610, 0.903),
    "Quill": (590, 0.877),
    "Istra": (830, 0.878),
    "Tollan": (470, 0.842),
    "Harrock": (610, 0.884),
    "Rhone": (760, 0.866),
    "Farrow": (810, 0.882),
    "Norrow": (570, 0.851),
    "Ulvern": (450, 0.836),
    "Hask": (360, 0.809),
    "Estmere": (230, 0.774),
    "Gulland": (390, 0.826),
    "Tressick": (520, 0.838),
    "Orrin": (460, 0.851),
    "Lisk": (360, 0.814),
    "Maristow": (610, 0.872),
}
# People in cities none of whose sites has a known capacity.
UNCOUNTED = {"Skelder": 262, "Wenlow": 318, "Mirren": 426, "Ansay": 154}
LAST_30_DAYS = {
    "Vesper": 510,
    "Tarvin": 321,
    "Elsing": 269,
    "Tessaly": 249,
    "Velda": 184,
    "Dunmar": 163,
    "Galt": 151,
    "Marrow": 150,
    "Fenwick": 137,
}


@dataclass(frozen=True)
class Cause:
    """One reason for flight in the story: how many a day, whence, whither, and the words reported."""

    daily: list[float]
    origins: dict[str, float]
    pull: dict[int, float]
    reasons: dict[str, float]
    within: float


def day_number(iso: str) -> int:
    """Return the number of a day, the first of the story being 0."""
    return DAYS - 1 - (LAST_DAY - datetime.date.fromisoformat(iso)).days


def date_of(day: int) -> str:
    """Return the ISO date of a day number."""
    return (LAST_DAY - datetime.timedelta(days=DAYS - 1 - day)).isoformat()


def present_at_the_end() -> list[int]:
    """Return the people in sites of each home city on the last day."""
    return [
        UNCOUNTED[city.name] if city.name in UNCOUNTED else round(math.prod(PLACES[city.name]))
        for city in atlas.HOME_CITIES
    ]


def _bump(iso: str, height: float, width_days: float) -> list[float]:
    middle = day_number(iso)
    return [height * math.exp(-(((day - middle) / width_days) ** 2)) for day in range(DAYS)]


def causes() -> list[Cause]:
    """Return the story: a low base, a winter of fighting, a flood, a dry summer, and the rise of the last weeks."""
    fighting = {
        "Vesper": 1.0,
        "Galt": 0.9,
        "Corran": 1.0,
        "Tarvin": 1.1,
        "Elsing": 0.5,
        "Tessaly": 0.35,
        "Ashwick": 0.4,
        "Fenwick": 0.3,
        "Keld": 0.2,
    }
    spread = {city.name: 0.05 for city in atlas.HOME_CITIES}
    dry = {"Rhone": 1.0, "Farrow": 0.9, "Tollan": 0.7, "Wenlow": 0.8, "Loweswell": 0.6, "Maristow": 0.4}
    wet = {"Halden": 1.0, "Bexa": 1.2, "Caldra": 1.0, "Mirren": 0.7, "Sorrel": 0.5, "Dunmar": 0.5}
    war = {"Conflict": 0.62, "Insecurity": 0.30, "Other": 0.03, "Unknown": 0.05}
    base = [60.0 + 7.0 * math.sin(day / 41.0) + 4.0 * math.sin(day / 17.0) for day in range(DAYS)]
    flooded = day_number("2025-04-24")
    flood = [240.0 * math.exp(-(day - flooded) / 9.0) if day >= flooded else 0.0 for day in range(DAYS)]
    turns = [day_number(iso) for iso in ("2025-08-28", "2025-09-25", "2025-10-12", "2025-10-24", "2025-11-23")]
    rise = [float(np.interp(day, turns, (0.0, 27.0, 36.0, 60.0, 124.0))) for day in range(DAYS)]
    quiet = {"Conflict": 0.30, "Insecurity": 0.36, "Eviction": 0.12, "Other": 0.12, "Unknown": 0.10}
    return [
        Cause(base, {**spread, **fighting}, {}, quiet, 0.14),
        Cause(_bump("2025-01-14", 150.0, 27.0), {**spread, **fighting}, {6: 1.7, 8: 1.5, 5: 1.2}, war, 0.08),
        Cause(flood, wet, {7: 6.0, 8: 2.0}, {"Flood": 0.97, "Unknown": 0.03}, 0.34),
        Cause(_bump("2025-08-05", 20.0, 30.0), dry, {2: 4.0, 4: 3.0, 5: 2.0}, {"Drought": 0.93, "Other": 0.07}, 0.05),
        Cause(rise, fighting, {}, war, 0.10),
    ]
