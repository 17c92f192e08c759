"""What a column holds where its header says nothing: places, sites, days, words of a code list, coordinates.

A column counts as one of these where nearly all of its cells are, looked at in the first rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import numpy as np

from idpdash import frames
from idpdash.columns import Column, Kind
from idpdash.formats import fold
from idpdash.intake.checked import Known
from idpdash.intake.issues import shortened
from idpdash.intake.personal import REMOVED, kind_of
from idpdash.intake.personal.headers import is_personal_header
from idpdash.intake.reading.cells import Sheet
from idpdash.intake.reading.header import Header
from idpdash.intake.values import dates
from idpdash.intake.values.numbers import Unreadable
from idpdash.intake.values.words import words_of
from idpdash.layouts import Layout

NEARLY_ALL = 0.9  # of the cells that are not empty
LOOKED_AT = 5_000  # rows
MOST_TEXTS = 500  # different ones of a column
FEWEST = 3  # cells by which a column that may be lacking is known
MARGIN = 1.0  # degrees around the known cities
PLACES = frozenset(
    {
        ("movements", "destination_name"),
        ("sites", "place_name"),
        ("needs", "city_name"),
        ("offers", "city_name"),
    }
)
SHOWN = 3  # texts of a column, as examples
KEPT = 300  # letters of a text by which it is known
DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{2,}")
WRITTEN_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")


class Contents:
    """What the columns of a table hold, told by their cells alone. Nothing is looked at before it is asked for."""

    def __init__(self, sheet: Sheet, header: Header, known: Known | None = None) -> None:
        """Take a table, its header and what the store knows; without it no place, site or coordinate is recognised."""
        self._sheet, self._header = sheet, header
        self._known = known or Known(frames.PLACES.empty(), frames.CITIES.empty(), frames.ALIASES.empty())
        self._texts: dict[int, dict[str, int]] = {}

    def texts(self, position: int) -> Mapping[str, int]:
        """Return the texts of a column that are not empty, in the order of the table, and how many cells have each."""
        if position not in self._texts:
            cells = self._sheet.columns[position]
            codes = cells.codes[self._header.first : self._header.first + LOOKED_AT]
            used, first, counts = np.unique(codes, return_index=True, return_counts=True)
            found = {}
            for at in np.argsort(first)[:MOST_TEXTS].tolist():
                text = str(cells.words[int(used[at])].as_py())[:KEPT].strip()
                if text:
                    found[text] = int(counts[at])
            self._texts[position] = found
        return self._texts[position]

    def filled(self, position: int) -> int:
        """Return how many cells of a column are not empty, of those looked at."""
        return sum(self.texts(position).values())

    def shown(self, position: int) -> tuple[str, ...]:
        """Return a column's first different texts, shortened; of what is personal nothing is shown."""
        first = list(self.texts(position))[:SHOWN]
        hidden = is_personal_header(self._header.names[position])
        return tuple(REMOVED if hidden or kind_of(text, prose=True) else shortened(text) for text in first)

    def proposed(self, layout: Layout, lacking: Iterable[str], free: Iterable[int]) -> dict[str, int]:
        """Return which of our columns the free ones give by what they hold: ours → position.

        lacking: our columns that no header gives. Where two columns would do, or one would do for two, none is taken.
        """
        free = [
            position
            for position in free
            if self.filled(position) and not is_personal_header(self._header.names[position])
        ]
        claims = {
            ours: [position for position in free if self._holds(layout.column(ours), layout, position)]
            for ours in lacking
        }
        alone = {ours: positions[0] for ours, positions in claims.items() if len(positions) == 1}
        taken = [position for positions in claims.values() for position in positions]
        return {ours: position for ours, position in alone.items() if taken.count(position) == 1}

    def _holds(self, column: Column, layout: Layout, position: int) -> bool:
        """Return whether a column holds what one of ours does."""
        needed = any(column.name in names for group in layout.required for names in group)
        if not needed and self.filled(position) < FEWEST:
            return False
        if needed and column.name.endswith("_pcode"):
            return self._nearly_all(position, lambda text: text.casefold() in self._place_codes)
        if (layout.name, column.name) in PLACES:
            return self._nearly_all(position, lambda text: fold(text) in self._place_names)
        if column.name == "site_code" and layout.name == "occupancy":
            return self._nearly_all(position, lambda text: text in self._site_codes)
        if column.name == "date" and needed:
            return self._nearly_all(position, _is_day)
        if column.kind is Kind.DEGREE:
            return self._nearly_all(position, lambda text: self._lies(text, column.name))
        if column.choices is not None and (needed or column.name != "status"):  # open and closed are said of much else
            words = words_of(column.choices)
            return self._nearly_all(position, lambda text: not text.isdecimal() and fold(text) in words)
        return False

    def _nearly_all(self, position: int, holds: Callable[[str], bool]) -> bool:
        """Return whether something holds of nearly all cells of a column."""
        others = (1 - NEARLY_ALL) * self.filled(position)
        for text, count in self.texts(position).items():
            others -= 0 if holds(text) else count
            if others < 0:
                return False
        return True

    @cached_property
    def _place_names(self) -> frozenset[str]:
        """Return the folded names of all places and cities, aliases and further names with them."""
        known = self._known
        names = [*known.places["place_name"].dropna(), *known.cities["city_name"].dropna()]
        folded = {fold(str(name)) for name in names} | set(known.aliases["folded"]) | set(known.names)
        return frozenset(name for name in folded if name and not name.isdecimal())

    @cached_property
    def _place_codes(self) -> frozenset[str]:
        """Return the codes of all places and cities that cannot be counts."""
        codes = [*self._known.places["place_code"].dropna(), *self._known.cities["city_code"].dropna()]
        return frozenset(str(code).casefold() for code in codes if not str(code).isdecimal())

    @cached_property
    def _site_codes(self) -> frozenset[str]:
        """Return the codes of all sites that cannot be counts."""
        return frozenset(code for code in self._known.site_codes if not code.isdecimal())

    @cached_property
    def _extent(self) -> dict[str, tuple[float, float]]:
        """Return how far the known cities reach, with a margin; nothing where no city's point is known."""
        points = self._known.cities[["latitude", "longitude"]].dropna()
        reach = ((axis, (points[axis].min() - MARGIN, points[axis].max() + MARGIN)) for axis in points)
        return {str(axis): ends for axis, ends in reach} if len(points) else {}

    def _lies(self, text: str, axis: str) -> bool:
        """Return whether a text is a coordinate near the known cities."""
        if axis not in self._extent or not DECIMAL.fullmatch(text):
            return False
        low, high = self._extent[axis]
        return bool(low <= float(text.replace(",", ".")) <= high)


def _is_day(text: str) -> bool:
    """Return whether a text is a day, written as one: no bare number."""
    return bool(WRITTEN_DAY.fullmatch(text)) and not isinstance(dates.moment(text, dates.Order()), Unreadable)
