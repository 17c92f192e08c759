"""A known place as a file's rows are matched with it, and what became of one way of writing a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from idpdash.formats import fold, known

DEEPEST = 8  # deeper than any country divides itself; a circle of parents ends too


@dataclass(frozen=True, slots=True)
class Spot:
    """A known place. city_code: the city that holds it, or is it. parents: folded names and codes it lies in.

    country: folded, of a city; often all that is known of where a city abroad lies.
    """

    code: str
    name: str
    city_code: str | None
    parents: frozenset[str] = frozenset()
    country: str = ""

    def __str__(self) -> str:
        """Return the place as it is suggested: "SO1503 Laasqoray"."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class Hint:
    """What was written where no place is known so: a near one is looked for only when it is said."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one way of writing a place: the place, or why not (the sentence of the issue and words for it).

    about: which of the three cells the finding is about: "pcode", "name" or "parent_name". prefix: whether the code was
    written with the other form of its country's letters.
    """

    spot: Spot | None = None
    problem: str | None = None
    about: str = "name"
    words: Mapping[str, object] = field(default_factory=dict)
    hint: Hint | None = None
    prefix: bool = False


NOWHERE = Answer()  # neither a code nor a name is given


def spots_of(places: pd.DataFrame, cities: pd.DataFrame, brought: Iterable[Spot]) -> tuple[list[Spot], list[Spot]]:
    """Return the cities, each once (those that a source brings among them), and the areas that are no city's own place.

    places, cities: `frames.PLACES` and `frames.CITIES`.
    """
    above = _above(places)
    found = [_city(row, above) for row in cities.to_dict("records")] + list(brought)
    members = {city.code: city for city in found}
    areas = [_area(row, above) for row in places.to_dict("records") if row["place_code"] not in members]
    return list(members.values()), areas


def by_name(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    """Return places by their folded names."""
    named: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        named[fold(spot.name)].append(spot)
    return dict(named)


def deepest(spots: list[Spot]) -> list[Spot]:
    """Return places of one name without those that hold another of them: the district Banadir, not its region."""
    return [
        spot for spot in spots if not any(fold(spot.code) in other.parents for other in spots if other is not spot)
    ] or spots


def _above(places: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return of each place, by its code, the folded codes and names of all that it lies in."""
    parts = ("place_code", "parent_code", "parent_name")
    rows = {code: (parent, name) for code, parent, name in zip(*(places[part] for part in parts), strict=True)}
    found: dict[str, frozenset[str]] = {}
    for code in rows:
        names: set[str] = set()
        at = code
        for _step in range(DEEPEST):
            parent, name = rows.get(at, (None, None))
            names |= {fold(_text(parent)), fold(_text(name))}
            if not known(parent):
                break
            at = parent
        found[code] = frozenset(names - {""})
    return found


def _text(value: object) -> str:
    """Return a cell of a frame as text, "" where missing."""
    return str(value) if known(value) else ""


def _city(row: Mapping[object, object], above: Mapping[str, frozenset[str]]) -> Spot:
    """Return a city of the frame CITIES. above: of each place, what it lies in."""
    code = _text(row["city_code"])
    parents = {fold(_text(row.get(name))) for name in ("region_code", "region_name")} - {""}
    return Spot(
        code, _text(row["city_name"]), code, above.get(code, frozenset()) | parents, fold(_text(row["country"]))
    )


def _area(row: Mapping[object, object], above: Mapping[str, frozenset[str]]) -> Spot:
    """Return an area of the frame PLACES. above: of each place, what it lies in."""
    code = _text(row["place_code"])
    return Spot(code, _text(row["place_name"]), _text(row["city_code"]) or None, above.get(code, frozenset()))
