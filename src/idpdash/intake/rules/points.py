"""What must hold of the point that a row gives: whole, not exchanged, and in the place that the row claims.

What is said never holds the point itself: where displaced people stay is not for every reader of a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from idpdash.formats import _, number
from idpdash.intake.draft import Draft
from idpdash.intake.findings import Words
from idpdash.intake.issues import Severity
from idpdash.intake.reading.cells import Positions
from idpdash.intake.values.column import Values

AT_SEA = 10.0  # km: a point farther from its place, and in no other, is at sea or abroad and not just beside a border
PARTS = ("latitude", "longitude")


@dataclass(frozen=True)
class Points:
    """Some rows that claim the same place, and their points. place: in words."""

    place: str
    code: str
    positions: Positions
    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]

    def only(self, which: npt.NDArray[np.bool_]) -> Points:
        """Return some of the rows."""
        return replace(
            self,
            positions=self.positions[which],
            latitude=self.latitude[which],
            longitude=self.longitude[which],
        )


def whole(draft: Draft) -> None:
    """Find points of which one half is missing, and points at 0, 0, which stand for "not known".

    In a known source the row loads all the same, without a point.
    """
    severity = Severity.WARNING if draft.lenient else None
    unusable = np.zeros(len(draft.rows), bool)
    for part, other in (PARTS, PARTS[::-1]):
        alone = ~_written(draft, part) & ~draft.missing(other)
        words = {"given": draft.header(other), "lacking": draft.header(part)}
        column = part if draft.has(part) else other
        draft.findings.at_rows("coordinate_alone", column, np.flatnonzero(alone), words=words, severity=severity)
        unusable |= alone
    if all(draft.has(part) for part in PARTS):
        zero = _is(draft, "latitude", 0) & _is(draft, "longitude", 0)
        draft.findings.at_rows("point_zero", "latitude", np.flatnonzero(zero), severity=severity)
        unusable |= zero
    for part in PARTS if draft.lenient and unusable.any() else ():
        if draft.has(part):
            values = draft.values[part]
            draft.out[part] = Values(values.by_row(), values.missing_by_row() | unusable)


def in_place(draft: Draft, place: str) -> None:
    """Find points that do not lie in the place that their row claims. place: the checked column of its code.

    A claimed place without an outline says nothing of its points.
    """
    if not all(draft.has(part) for part in PARTS) or place not in draft.out:
        return
    claimed = draft.out[place]
    there = ~claimed.missing_by_row() & ~draft.missing("latitude") & ~draft.missing("longitude")
    there &= ~(_is(draft, "latitude", 0) & _is(draft, "longitude", 0))
    rows = np.flatnonzero(there)
    if not len(rows):
        return
    words = rows if claimed.codes is None else claimed.codes[rows]
    order = np.argsort(words, kind="stable")
    latitude, longitude = (draft.values[part].by_row() for part in PARTS)
    for group in np.split(rows[order], np.flatnonzero(np.diff(words[order])) + 1):
        code = claimed.text_at(int(group[0]))
        spot = draft.gazetteer.by_code(code)
        if spot:
            _look(draft, Points(str(spot), spot.code, group, latitude[group], longitude[group]))


def _written(draft: Draft, part: str) -> npt.NDArray[np.bool_]:
    """Return which rows have anything in a column."""
    if part not in draft.rows.columns:
        return np.zeros(len(draft.rows), bool)
    return draft.rows.columns[part].where(lambda text: bool(text.strip()))


def _is(draft: Draft, part: str, value: float) -> npt.NDArray[np.bool_]:
    """Return which rows have exactly this value in a column."""
    equal: npt.NDArray[np.bool_] = ~draft.missing(part) & (draft.values[part].by_row() == value)
    return equal


def _look(draft: Draft, points: Points) -> None:
    """Find the points of one claimed place that lie outside it, say how far, and where they are instead."""
    from idpdash import outlines  # shapely takes time to load, and few files have points

    claimed = draft.gazetteer.grounds.of(points.code)
    if not claimed:
        return
    astray = points.only(~outlines.inside(claimed.values(), points.longitude, points.latitude))
    if not len(astray.positions):
        return
    around, complete = draft.gazetteer.grounds.around(points.code)
    exchanged = outlines.inside(claimed.values(), astray.latitude, astray.longitude) | (
        around.surround(astray.latitude, astray.longitude) & ~around.surround(astray.longitude, astray.latitude)
    )
    _say_exchanged(draft, astray.only(exchanged))
    astray = astray.only(~exchanged)
    if not len(astray.positions):
        return
    far = outlines.kilometres(claimed.values(), astray.longitude, astray.latitude)
    holders = around.holders(astray.longitude, astray.latitude)
    nowhere = np.array([complete and holder is None for holder in holders]) & (far > AT_SEA)
    said = {
        int(position): {"place": astray.place, "distance": in_words(float(distance)), "other": _place(draft, holder)}
        for position, distance, holder in zip(astray.positions, far, holders, strict=True)
    }
    elsewhere = np.array([holder is not None for holder in holders])
    for key, which in (
        ("point_nowhere", nowhere),
        ("point_outside_place.elsewhere", ~nowhere & elsewhere),
        ("point_outside_place", ~nowhere & ~elsewhere),
    ):
        _say(draft, key, astray.positions[which], said)


def _say(draft: Draft, key: str, positions: Positions, said: Mapping[int, Words]) -> None:
    """Add a finding on the points of some rows. said: the words for each."""
    draft.findings.at_rows(key, "latitude", positions, words=lambda position: said[position])


def _say_exchanged(draft: Draft, points: Points) -> None:
    """Find rows whose latitude stands in the column of longitudes and the reverse."""
    words = {"place": points.place, "suggestion": _("the two the other way round")}
    severity = Severity.WARNING if draft.lenient else None
    draft.findings.at_rows("coordinates_swapped", "latitude", points.positions, words=words, severity=severity)


def _place(draft: Draft, code: str | None) -> str:
    """Return a place in words."""
    spot = draft.gazetteer.by_code(code) if code else None
    return str(spot or code or "")


def in_words(kilometres: float) -> str:
    """Return a distance in words: "less than 1 km", "about 12 km"."""
    if kilometres < 1:
        return _("less than 1 km")
    return _("about {count} km").format(count=number(kilometres))
