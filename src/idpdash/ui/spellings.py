"""What a file writes that means no known place, city or site, and what it probably means. Nothing is drawn here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from idpdash import formats
from idpdash.formats import _, known
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue

PLACE_ISSUES = {"unknown_place", "unknown_origin"}
NO_MEMBER = "place_without_city"
CONTRADICTION = "code_name_differ"
MOST_SPELLINGS = 200
LIKELY = 0.85  # of 1: a name less alike than that is left for the user to look at


@dataclass(frozen=True)
class Place:
    """A known place as it is offered for choice. city: it is a city of the network."""

    code: str
    name: str
    above: str
    city: bool

    @property
    def words(self) -> str:
        """Return the place as it is shown: "Marrow, East · ZE0301"."""
        return f"{self.name}{f', {self.above}' if self.above else ''} · {self.code}"


@dataclass(frozen=True)
class Spelling:
    """A name or code in the file that means no known place. column: ours; rows: in how many, as far as counted.

    member: it means a known place, of which no city is known, where a city is asked for.
    """

    written: str
    column: str
    rows: int
    first_row: int
    suggestion: str | None
    member: bool = False

    @property
    def is_code(self) -> bool:
        """Return whether a code is meant, not a name."""
        return self.column.endswith(("_pcode", "_pcodes", "_code"))

    @property
    def of_city(self) -> bool:
        """Return whether only a city can be meant: needs and offers are made by cities."""
        return self.column.startswith(("city_", "to_city_"))

    @property
    def words(self) -> str:
        """Return the spelling as it is shown: "“Laasqorey” · 12 rows, first row 17"."""
        count = formats.number(self.rows)
        if self.rows == 1:
            return _("“{name}” · row {row}").format(name=self.written, row=self.first_row)
        return _("“{name}” · {count} rows, first row {row}").format(name=self.written, count=count, row=self.first_row)


@dataclass(frozen=True)
class Contradiction:
    """A code beside a name that is none of its place's. by_code: the place of the code; by_name: what the name says."""

    written: str
    by_code: Place
    by_name: str
    rows: int


def known_places(places: pd.DataFrame, cities: pd.DataFrame) -> dict[str, Place]:
    """Return what may be chosen, by code: cities first, then areas, each by name. From frames PLACES and CITIES."""
    own = set(cities["city_code"])
    members = cities[["city_code", "city_name", "region_name", "country"]].itertuples(index=False, name=None)
    chosen = [
        Place(code, name, _or_blank(region) or _or_blank(land), city=True) for code, name, region, land in members
    ]
    others = places.loc[~places["place_code"].isin(own), ["place_code", "place_name", "parent_name"]]
    areas = [
        Place(code, name, _or_blank(above), city=False)
        for code, name, above in others.itertuples(index=False, name=None)
    ]
    ordered = [*sorted(chosen, key=lambda one: one.name), *sorted(areas, key=lambda one: one.name)]
    return {place.code: place for place in ordered}


def words_of(code: str, places: Mapping[str, Place]) -> str:
    """Return a place as it is shown; a code that is known no longer (its upload was undone) stands for itself."""
    return places[code].words if code in places else code


def _or_blank(value: object) -> str:
    """Return a cell of a frame as text, "" where missing."""
    return str(value) if known(value) else ""


def _told(checked: Checked, codes: Iterable[str]) -> list[Issue]:
    """Return all kept issues of some kinds, each once, those that keep a row out first."""
    wanted = set(codes)
    errors = (one for row in checked.waiting for one in row.issues)
    return list(dict.fromkeys(one for one in (*errors, *checked.issues) if one.code in wanted))


def spellings(checked: Checked) -> list[Spelling]:
    """Return names and codes that mean no known place, or no city, those that keep most rows out first."""
    found: dict[tuple[str, str], list[Issue]] = {}
    for one in _told(checked, {*PLACE_ISSUES, NO_MEMBER}):
        if one.value and one.column:
            found.setdefault((one.value, one.column), []).append(one)
    kept_out = Counter({(issue.value, issue.column): 1 for row in checked.waiting for issue in row.issues})
    made = [
        (
            kept_out[written, column],
            Spelling(
                written,
                column,
                len(told),
                min(one.row or 0 for one in told),
                told[0].suggestion,
                member=told[0].code == NO_MEMBER,
            ),
        )
        for (written, column), told in found.items()
    ]
    made.sort(key=lambda pair: (-pair[0], -pair[1].rows, pair[1].first_row))
    return [spelling for _out, spelling in made[:MOST_SPELLINGS]]


def suggested(spelling: Spelling, places: Mapping[str, Place]) -> str | None:
    """Return the code of the place that a spelling may mean, as the check proposed it."""
    if not spelling.suggestion:
        return None
    return next((code for code, place in places.items() if spelling.suggestion == f"{code} {place.name}"), None)


def likely(spelling: Spelling, places: Mapping[str, Place]) -> Place | None:
    """Return the place that a name very probably means: proposed for one click. Codes are never proposed."""
    place = places.get(suggested(spelling, places) or "")
    if place is None or spelling.is_code or spelling.member or (spelling.of_city and not place.city):
        return None
    alike = SequenceMatcher(None, _letters(spelling.written), _letters(place.name), autojunk=False).ratio()
    return place if alike >= LIKELY else None


def _letters(name: str) -> str:
    """Return a name as it is compared: folded, without spaces."""
    return formats.fold(name).replace(" ", "")


def contradictions(checked: Checked, places: Mapping[str, Place]) -> list[Contradiction]:
    """Return codes that stand beside a name of another place, those of most rows first."""
    rows: Counter[tuple[str, str]] = Counter()
    for row in checked.waiting:
        for one in row.issues:
            if one.code == CONTRADICTION and one.column:
                prefix = one.column.removesuffix("_name").removesuffix("_pcode")
                rows[row.cells.get(f"{prefix}_pcode", "").strip(), row.cells.get(f"{prefix}_name", "").strip()] += 1
    by_code = {code.casefold(): place for code, place in places.items()}
    found = []
    for (code, name), count in rows.most_common(MOST_SPELLINGS):
        place = by_code.get(code.casefold())
        if place is not None and name:
            named = [other.words for other in places.values() if formats.fold(other.name) == formats.fold(name)]
            found.append(Contradiction(name, place, formats.listing(named[:3]), count))
    return found


def unknown_sites(checked: Checked) -> dict[str, int]:
    """Return the codes of sites that nobody has listed, each with its number of rows, most rows first."""
    counted = Counter(one.value for one in _told(checked, ["unknown_site"]) if one.value)
    return dict(counted.most_common(MOST_SPELLINGS))


def cells_of(checked: Checked, spelling: Spelling) -> tuple[str, ...]:
    """Return how a spelling stands in the file's rows, in full."""
    texts = (
        row.cells.get(spelling.column, "")
        for row in checked.waiting
        if any(one.value == spelling.written and one.column == spelling.column for one in row.issues)
    )
    return tuple(dict.fromkeys(text for text in texts if text)) or (spelling.written,)


def free_code(name: str, places: Mapping[str, Place]) -> str:
    """Return a free code made of a name."""
    code = formats.fold(name).replace(" ", "-").upper()[:50]
    return code if code not in places else f"{code}-2"
