"""A place's name or code → a known place: first a city, then an admin area and the city that holds it.

Nothing is guessed: a code, a name, an alias and a further name are taken as they are; a near spelling is a suggestion,
and a name that several places bear needs a code or a region. How alike names are: `spelling`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from idpdash.formats import fold, listing
from idpdash.intake.checked import Known
from idpdash.intake.places.countries import other_form
from idpdash.intake.places.grounds import Grounds
from idpdash.intake.places.proposals import Proposals
from idpdash.intake.places.spelling import LOOK_ALIKE, bare, in_latin, same_name, scripts
from idpdash.intake.places.spots import Answer, Hint, Spot, by_name, deepest, spots_of

__all__ = ["Answer", "Gazetteer", "Spot"]


class Gazetteer:
    """All known places, by code and by name. Built once a file. grounds: their outlines."""

    def __init__(
        self, places: Known, *, aliases: Mapping[str, str] | None = None, source: str = "", brought: Iterable[Spot] = ()
    ) -> None:
        """Take the known places, the aliases of the source (folded name → name as known) and places it brings."""
        cities, areas = spots_of(places.places, places.cities, brought)
        self._by_code = {spot.code.casefold(): spot for spot in (*areas, *cities)}
        names = {**by_name(areas), **by_name(cities)}
        meant = {fold(name): known_name for name, known_name in (aliases or {}).items()}
        meant |= _stored_aliases(places.aliases, source)
        others = {name: found for name, known_name in meant.items() if (found := self._meant(known_name, names))}
        further = {name: found for name, codes in places.names.items() if (found := self._of_codes(codes))}
        self._named = {**{name: _cities_first(spots) for name, spots in further.items()}, **others, **names}
        self._called: dict[str, set[str]] = defaultdict(set)  # aliases and further names of each code
        for name, spots in (*others.items(), *further.items()):
            for spot in spots:
                self._called[spot.code].add(name)
        self.grounds = Grounds(places)
        self._proposals = Proposals({**further, **names})

    def _meant(self, known_name: str, names: Mapping[str, list[Spot]]) -> list[Spot]:
        """Return the places that an alias means, which gives a code or a name."""
        spot = self.by_code(known_name)
        return [spot] if spot else names.get(fold(known_name), [])

    def _of_codes(self, codes: Iterable[str]) -> list[Spot]:
        """Return the places of some codes."""
        return [spot for code in codes if (spot := self._by_code.get(code.casefold()))]

    def by_code(self, code: str) -> Spot | None:
        """Return the place of a code, also where it begins with the other form of its country's letters."""
        code = code.strip().casefold()
        spot = self._by_code.get(code)
        if spot is None and (other := other_form(code)):
            return self._by_code.get(other.casefold())
        return spot

    def by_name(self, name: str) -> list[Spot]:
        """Return the places of a name: cities of it, else areas, else what an alias or a further name means."""
        return self._named.get(fold(name), [])

    def resolve(self, code: str, name: str, parent: str, *, lenient: bool = False) -> Answer:
        """Return the place that a code, a name and the name of its parent mean together; "" is not given.

        lenient: where code and name, or name and parent, contradict each other, the first is followed and it is said.
        """
        if code:
            return self._with_code(code, name, parent, lenient=lenient)
        spots = self.by_name(name)
        if not spots:
            spot = self.by_code(name)  # a code in the column of names
            if spot:
                return Answer(spot, prefix=_otherwise(spot, name))
            mixed = in_latin(name) is not None
            return Answer(None, "unknown_place.letters" if mixed else "unknown_place", hint=Hint("", name, parent))
        inside = [spot for spot in spots if self._lies_in(spot, parent)] if parent else spots
        inside = deepest(inside or spots)
        if len(inside) > 1:
            words = {"places": listing([str(spot) for spot in inside])}
            return Answer(None, "ambiguous_place", "name", words, Hint("", name, parent) if parent else None)
        return self._in_parent(Answer(inside[0]), parent, "name", lenient=lenient)

    def _with_code(self, code: str, name: str, parent: str, *, lenient: bool) -> Answer:
        """Return the place of a code, unless the name beside it is not known as one of its names."""
        spot = self.by_code(code)
        if spot is None:
            return Answer(None, "unknown_place", "pcode", hint=Hint(code, name, parent))
        answer = Answer(spot, prefix=_otherwise(spot, code))
        if not name or self._is_called(spot, name):
            return self._in_parent(answer, parent, "pcode", lenient=lenient)
        named = self.by_name(name)
        words = {"by_code": str(spot), "by_name": listing([str(other) for other in named]), "record": "pcode"}
        if not named and (lenient or not self._comparable(spot, name)):
            return replace(answer, problem="name_not_known", words=words)
        if lenient:
            return replace(answer, problem="place_contradicts", words=words)
        sentence = "code_name_differ" if named else "code_name_differ.unknown"
        return replace(answer, problem=sentence, words=words, hint=None if named else Hint("", name, parent))

    def _in_parent(self, answer: Answer, parent: str, record: str, *, lenient: bool) -> Answer:
        """Return an answer, unless the parent that is given contradicts where its place lies."""
        spot = answer.spot
        if spot is None or not parent or self._may_lie_in(spot, parent):
            return answer
        words = {"place": str(spot), "record": record}
        return replace(
            answer, problem="place_contradicts" if lenient else "wrong_parent", about="parent_name", words=words
        )

    def _lies_in(self, spot: Spot, parent: str) -> bool:
        """Return whether a place lies in what is called so: by a code, a name or an alias, no near spelling."""
        folded = fold(parent)
        if {folded, bare(folded)} & (spot.parents | {spot.country, fold(spot.name)}):
            return True
        above = self.by_code(parent)
        meant = [above] if above else self.by_name(parent)
        return any(other.code == spot.code or fold(other.code) in spot.parents for other in meant)

    def _may_lie_in(self, spot: Spot, parent: str) -> bool:
        """Return whether nothing says that a place does not lie in what is called so; a near spelling is no proof."""
        if not spot.parents or self._lies_in(spot, parent):
            return True
        if self.by_name(parent):
            return False
        folded = fold(parent)
        names = [name for name in spot.parents if not any(map(str.isdigit, name))]  # codes say nothing
        alike = [name for name in names if scripts(name) & scripts(folded)]
        return not alike or any(same_name(folded, name) for name in alike)

    def _names(self, spot: Spot) -> set[str]:
        """Return every folded name by which a place, or the city that holds it, is known."""
        city = self._by_code.get((spot.city_code or "").casefold())
        return {
            name for one in (spot, city) if one for name in (fold(one.name), *self._called.get(one.code, ())) if name
        }

    def _is_called(self, spot: Spot, name: str) -> bool:
        """Return whether a name is one of a place, or of its city, or so near to one that it is no other place's."""
        folded, names = fold(name), self._names(spot)
        if not folded or folded in names:
            return True
        others = self.by_name(name)
        if others:
            return any(
                other.code == spot.code or (other.city_code and other.city_code == spot.city_code) for other in others
            )
        return any(same_name(folded, own) for own in names)

    def _comparable(self, spot: Spot, name: str) -> bool:
        """Return whether a name is written in a script in which some name of the place is known."""
        written = scripts(fold(name))
        return not written or any(written & scripts(own) for own in self._names(spot))

    def said(self, answer: Answer) -> dict[str, object]:
        """Return the words for what is wrong with a place, with the place that is probably meant, if any is near."""
        if answer.hint is None:
            return dict(answer.words)
        hint, near = answer.hint, None
        if hint.code:
            named = self.by_name(hint.name)
            near = self._meant_code(hint.code) or (named[0] if len(named) == 1 else None)
        return {**answer.words, "suggestion": near or self.near(hint.name, hint.parent) or answer.spot}

    def _meant_code(self, code: str) -> Spot | None:
        """Return the place of a code in which letters stand that only look like its own: "SO11O1", "S\u041e1101"."""
        latin = code.strip().casefold().translate(LOOK_ALIKE)
        head, digits = latin[:2], latin[2:].translate(str.maketrans("oil", "011"))
        return self.by_code(latin) or self.by_code(head + digits)

    def near(self, name: str, parent: str = "") -> Spot | None:
        """Return the place whose name is spelled most alike, if any is near enough: within the parent first."""
        return self._proposals.near(name, parent)


def _stored_aliases(aliases: pd.DataFrame, source: str) -> dict[str, str]:
    """Return the aliases given by users, folded → place code; those of the source itself win."""
    mine = aliases[aliases["source"].isin(["", source])].sort_values("source") if len(aliases) else aliases
    return dict(zip(mine["folded"], mine["place_code"], strict=True)) if len(mine) else {}


def _cities_first(spots: list[Spot]) -> list[Spot]:
    """Return the cities among places of one name, if any are, else all."""
    return [spot for spot in spots if spot.city_code == spot.code] or spots


def _otherwise(spot: Spot, code: str) -> bool:
    """Return whether a code is written otherwise than the place's own."""
    return spot.code.casefold() != code.strip().casefold()
