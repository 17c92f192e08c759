"""Which known place may be meant by a name that is none: proposed to the user, never taken by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from idpdash.formats import fold
from idpdash.intake.places.spelling import bare, consonants, in_latin
from idpdash.intake.places.spots import Spot

NEAR = 75  # of 100: names less alike are not proposed
NEAR_INSIDE = 65  # within the parent that is given fewer places can be meant
FAR = 55  # names less alike are not even compared by their consonants
SOUND = 15  # what equal consonants add: qo and qa, Laas and Las, are one name transliterated twice
MOST_COMPARISONS = 20_000_000  # some seconds; a file with more unknown names has another trouble
SEARCH = 5_000  # comparisons that the beginning of one search is worth

Named = Mapping[str, Spot]  # folded name → the place


class Proposals:
    """Finds the known place whose name is spelled most alike. Each name is looked for once."""

    def __init__(self, names: Mapping[str, Sequence[Spot]]) -> None:
        """Take every name, folded, with the places of it."""
        self._names = names
        self._all: dict[str, Spot] = {bare(name): spots[0] for name, spots in names.items() if name}
        self._inside: dict[str, Named] = {}
        self._found: dict[tuple[str, str], Spot | None] = {}
        self._by_parent: dict[str, dict[str, Spot]] | None = None
        self._left = MOST_COMPARISONS

    def near(self, name: str, parent: str) -> Spot | None:
        """Return the place that is probably meant: within the parent first, whose name may be misspelled too."""
        key = (name, parent)
        if key not in self._found:
            if self._left <= 0 or not fold(name):
                return None
            folded, above = in_latin(name) or fold(name), fold(parent)
            within = self._within(above) if above else {}
            self._found[key] = self._best(folded, within, NEAR_INSIDE) or self._best(folded, self._all, NEAR)
        return self._found[key]

    def _within(self, parent: str) -> Named:
        """Return the names within a parent, itself perhaps misspelled; none where no parent is like it."""
        if self._by_parent is None:
            made: dict[str, dict[str, Spot]] = defaultdict(dict)
            for name, spots in self._names.items():
                for spot in spots:
                    for above in spot.parents:
                        made[above].setdefault(bare(name), spot)
            self._by_parent = dict(made)
        if parent not in self._inside:
            close = process.extractOne(parent, list(self._by_parent), scorer=fuzz.ratio, score_cutoff=NEAR)
            self._inside[parent] = self._by_parent.get(parent) or (self._by_parent[close[0]] if close else {})
        return self._inside[parent]

    def _best(self, name: str, among: Named, least: int) -> Spot | None:
        """Return the place whose name is most alike: letters count, and consonants that are the same."""
        self._left -= len(among) + SEARCH
        sound, wanted = consonants(name), bare(name)
        found = process.extract(wanted, among.keys(), scorer=fuzz.ratio, score_cutoff=FAR, limit=8)
        scored = [
            (score + SOUND * (len(sound) > 1 and consonants(other) == sound), -place, other)
            for place, (other, score, _key) in enumerate(found)
        ]
        best = max(scored, default=None)
        return among[best[2]] if best and best[0] >= least else None
