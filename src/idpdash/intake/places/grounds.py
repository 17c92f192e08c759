"""The ground that a place covers: its outlines and those of its neighbours, fetched when a point is to be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from idpdash.formats import known
from idpdash.intake.checked import Known

if TYPE_CHECKING:
    from idpdash.outlines import Areas


class Grounds:
    """The outlines of places, each asked for once."""

    def __init__(self, places: Known) -> None:
        """Take what is known; no outline is fetched yet."""
        self._ask = places.outlines
        self._got: dict[str, bytes | None] = {}
        self._around: dict[int, tuple[Areas, bool]] = {}
        parts = ("place_code", "level", "city_code")
        rows = list(zip(*(places.places[part].tolist() for part in parts), strict=True))
        self._level = {code: int(level) for code, level, _city in rows if known(level)}
        self._of_level: dict[int, list[str]] = defaultdict(list)
        for code, level in self._level.items():
            self._of_level[level].append(code)
        self._held: dict[str, list[str]] = defaultdict(list)
        for code, _level, city in rows:
            if known(city):
                self._held[city].append(code)

    def of(self, code: str) -> dict[str, bytes]:
        """Return the outlines of a place, and of the places that it holds if it is a city, by their codes.

        None at all where any of these areas has no outline: what lies outside cannot be told then.
        """
        areas = self._areas(code)
        found = self._outlines(areas)
        return found if len(found) == len(areas) else {}

    def around(self, code: str) -> tuple[Areas, bool]:
        """Return all places of the same level as one of which `of` gave outlines, and whether no outline is missing."""
        from idpdash.outlines import Areas  # shapely takes time to load, and few files have points

        level = max(self._level[area] for area in self._areas(code))
        if level not in self._around:
            peers = self._of_level[level]
            found = self._outlines(peers)
            self._around[level] = Areas(found), len(found) == len(peers)
        return self._around[level]

    def _areas(self, code: str) -> list[str]:
        """Return the areas that a place is made of: itself, and those that it holds if it is a city."""
        return sorted({code, *self._held.get(code, ())} & self._level.keys())

    def _outlines(self, codes: Iterable[str]) -> dict[str, bytes]:
        """Return the outlines of places, those that are known."""
        wanted = list(codes)
        new = [code for code in wanted if code not in self._got]
        if new:
            got: Mapping[str, bytes] = self._ask(new)
            self._got.update({code: got.get(code) for code in new})
        return {code: outline for code in wanted if (outline := self._got[code])}
