"""A place's name or code → a known place: first a city, then an admin area and the city that holds it.

Nothing is guessed: a near spelling is a suggestion, and a name that several places bear needs a code or a region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
from rapidfuzz import fuzz, process

from idpdash.formats import fold, known, listing
from idpdash.intake.checked import Known

NEAR = 75  # of 100: spellings less alike are not suggested
MOST_SUGGESTIONS = 2_000  # searching a near spelling is slow; a file with more unknown names has another trouble


@dataclass(frozen=True)
class Spot:
    """A known place. city_code: the city that holds it, or is it. parents: folded names and codes it lies in."""

    code: str
    name: str
    city_code: str | None
    parents: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Return the place as it is suggested: "SO1503 Laasqoray"."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True)
class Answer:
    """What became of one way of writing a place: the place, or why not (code of the issue and words for it).

    about: which of the three cells the finding is about: "pcode", "name" or "parent_name".
    """

    spot: Spot | None = None
    problem: str | None = None
    about: str = "name"
    words: Mapping[str, object] = field(default_factory=dict)


class Gazetteer:
    """All known places, by code and by name. Built once a file."""

    def __init__(
        self, places: Known, *, aliases: Mapping[str, str] | None = None, source: str = "", brought: Iterable[Spot] = ()
    ) -> None:
        """Take the known places, the aliases of the source (folded name → name as known) and places it brings."""
        cities = [_city(row) for row in places.cities.to_dict("records")] + list(brought)
        own = {city.code for city in cities}
        areas = [_area(row) for row in places.places.to_dict("records") if row["place_code"] not in own]
        self._by_code = {spot.code.casefold(): spot for spot in (*areas, *cities)}
        self._cities, self._areas = _by_name(cities), _by_name(areas)
        self._aliases = self._stored_aliases(places.aliases, source)
        for name, known_name in (aliases or {}).items():
            self._aliases.setdefault(fold(name), known_name)
        self._names = {
            **{name: spots[0] for name, spots in self._areas.items()},
            **{name: spots[0] for name, spots in self._cities.items()},
        }
        self._suggested = 0

    def _stored_aliases(self, aliases: pd.DataFrame, source: str) -> dict[str, str]:
        """Return the aliases given by users, folded → place code; those of the source itself win."""
        mine = aliases[aliases["source"].isin(["", source])].sort_values("source") if len(aliases) else aliases
        return dict(zip(mine["folded"], mine["place_code"], strict=True)) if len(mine) else {}

    def by_code(self, code: str) -> Spot | None:
        """Return the place of a code."""
        return self._by_code.get(code.strip().casefold())

    def by_name(self, name: str) -> list[Spot]:
        """Return the places of a name: cities of it, else areas of it, else what an alias means."""
        folded = fold(name)
        found = self._cities.get(folded) or self._areas.get(folded)
        if found:
            return found
        meant = self._aliases.get(folded)
        if meant is None:
            return []
        spot = self.by_code(meant)
        return [spot] if spot else self._cities.get(fold(meant)) or self._areas.get(fold(meant)) or []

    def resolve(self, code: str, name: str, parent: str, *, lenient: bool = False) -> Answer:
        """Return the place that a code, a name and the name of its parent mean together; "" is not given.

        lenient: where code and name, or name and parent, contradict each other, the first is followed.
        """
        if code:
            return self._with_code(code, name, lenient=lenient)
        spots = self.by_name(name)
        if not spots:
            spot = self.by_code(name)  # a code in the column of names
            return Answer(spot) if spot else Answer(None, "unknown_place", "name", {"suggestion": self.near(name)})
        inside = [spot for spot in spots if fold(parent) in spot.parents] if parent else spots
        if not inside and len({spot.code for spot in spots}) == 1:
            return Answer(spots[0], None if lenient else "wrong_parent", "parent_name", {"place": str(spots[0])})
        inside = _deepest(inside or spots)
        if len(inside) > 1:
            return Answer(None, "ambiguous_place", "name", {"places": listing([str(spot) for spot in inside])})
        return Answer(inside[0])

    def _with_code(self, code: str, name: str, *, lenient: bool) -> Answer:
        """Return the place of a code, unless the name beside it is that of another place."""
        spot = self.by_code(code)
        named = self.by_name(name) if name else []
        if spot is None:
            return Answer(None, "unknown_place", "pcode", {"suggestion": str(named[0]) if len(named) == 1 else None})
        if not named or any(
            spot.code == other.code or (other.city_code and spot.city_code == other.city_code) for other in named
        ):
            return Answer(spot)
        return Answer(
            spot,
            "place_contradicts" if lenient else "code_name_differ",
            "name",
            {"by_code": str(spot), "by_name": listing([str(other) for other in named])},
        )

    def near(self, name: str) -> Spot | None:
        """Return the place whose name is spelled most alike, if any is near enough."""
        self._suggested += 1
        if self._suggested > MOST_SUGGESTIONS or not fold(name):
            return None
        best = process.extractOne(fold(name), self._names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self._names[best[0]] if best else None


def _deepest(spots: list[Spot]) -> list[Spot]:
    """Return places of one name without those that hold another of them: the district Banadir, not its region."""
    return [
        spot for spot in spots if not any(fold(spot.code) in other.parents for other in spots if other is not spot)
    ] or spots


def _text(value: object) -> str:
    """Return a cell of a frame as text, "" where missing."""
    return str(value) if known(value) else ""


def _city(row: Mapping[object, object]) -> Spot:
    """Return a city of the frame CITIES."""
    parents = {fold(_text(row.get(name))) for name in ("region_code", "region_name", "country")}
    return Spot(_text(row["city_code"]), _text(row["city_name"]), _text(row["city_code"]), frozenset(parents - {""}))


def _area(row: Mapping[object, object]) -> Spot:
    """Return an area of the frame PLACES."""
    parents = {fold(_text(row.get(name))) for name in ("parent_code", "parent_name")}
    return Spot(
        _text(row["place_code"]), _text(row["place_name"]), _text(row["city_code"]) or None, frozenset(parents - {""})
    )


def _by_name(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    """Return places by their folded names."""
    named: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        named[fold(spot.name)].append(spot)
    return dict(named)
