"""What a map of cities shows, decided before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from idpdash.figures.projection import View
from idpdash.figures.records import Record, records
from idpdash.figures.theme import Palette
from idpdash.outlines import MapLayers

FIGURES = ("arrivals", "capacity", "occupied", "free", "over", "needed", "offered", "individuals", "sites", "held")
# One city: city_code, city_name, longitude, latitude, x, y, priority, and FIGURES (None: unknown).
Row = Record


class Mode(StrEnum):
    """What a map of cities shows."""

    ARRIVALS = "arrivals"  # areas in classes by arrivals, rings of places
    FREE = "free"  # rings of places, with their figures
    PEOPLE = "people"  # how many live in sites, where no city tells its places
    CROSS = "cross"  # what is asked for against what is free, in three classes each
    EXCHANGE = "exchange"  # needs, offers, and offers meant for one city
    ORIGINS = "origins"  # where the chosen city's people came from


@dataclass(frozen=True)
class Plan:
    """A map before it is drawn: the cities inside the view, what they stand on, and how large."""

    cities: list[Row]
    layers: MapLayers
    mode: Mode
    chosen: frozenset[str]
    colours: Palette
    view: View
    scale: float
    dark: bool
    limits: tuple[float, ...] = ()

    @property
    def measure(self) -> str:
        """Return the one column by which a mode of single discs is sized."""
        return {Mode.ORIGINS: "individuals", Mode.PEOPLE: "occupied", Mode.CROSS: "needed"}.get(self.mode, "arrivals")

    @property
    def single_discs(self) -> bool:
        """Return whether each city has one disc, of `measure`."""
        return self.mode in (Mode.ORIGINS, Mode.PEOPLE) or self.arrivals_as_discs

    @property
    def arrivals_as_discs(self) -> bool:
        """Return whether arrivals are drawn as discs: no area belongs to a city."""
        return self.mode is Mode.ARRIVALS and not self.layers.area_cities

    @property
    def rings(self) -> bool:
        """Return whether rings of places are drawn; over arrivals only where some capacity is known."""
        if self.mode is Mode.FREE:
            return True
        return (
            self.mode is Mode.ARRIVALS
            and not self.arrivals_as_discs
            and any(positive(row["capacity"]) for row in self.cities)
        )


def positive(value: float | None) -> bool:
    """Return whether a figure is known and above zero."""
    return value is not None and value > 0


def overfull(row: Row) -> bool:
    """Return whether a city holds more people than it has places in all: what is over is at least what is free."""
    return positive(row["over"]) and row["over"] >= (row["free"] or 0)


def rows(cities: pd.DataFrame) -> list[Row]:
    """Return the cities that have coordinates as plain records; figures missing or not given are None."""
    columns = [*dict.fromkeys([*cities.columns, *FIGURES, "priority", "city_name"])]
    there = cities.reindex(columns=columns).dropna(subset=["latitude", "longitude"])
    made: list[Row] = []
    for row in records(there):
        row.update({name: None if row[name] is None else float(row[name]) for name in FIGURES})
        row.update({name: float(row[name]) for name in ("latitude", "longitude")})
        made.append(row)
    return made


def at(row: Row) -> tuple[float, float]:
    """Return longitude and latitude."""
    return row["longitude"], row["latitude"]


def inside(cities: Sequence[Row], view: View) -> list[Row]:
    """Return the cities inside the view, with x and y in pixels."""
    made = [{**row, "x": x, "y": y} for row in cities for x, y in [view.pixel(*at(row))]]
    return [row for row in made if 0 <= row["x"] <= view.width and 0 <= row["y"] <= view.height]


def with_something(cities: Sequence[Row], mode: Mode, ends: frozenset[str]) -> list[Row]:
    """Return the cities on which a focused map opens: those with a figure of the mode, chosen, or at an arc's end."""
    asked = {
        Mode.ARRIVALS: ("arrivals",),
        Mode.FREE: ("capacity", "occupied"),
        Mode.PEOPLE: ("occupied",),
        Mode.EXCHANGE: ("needed", "offered"),
        Mode.CROSS: ("needed", "free"),
        Mode.ORIGINS: ("individuals",),
    }[mode]
    return [row for row in cities if row["city_code"] in ends or any(positive(row[name]) for name in asked)]
