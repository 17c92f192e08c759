"""Which column of a file is which of ours: by HXL tag, name, synonym, with units and instructions, or misspelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from idpdash.columns import SEX_AGE
from idpdash.formats import fold
from idpdash.intake.mapping import headwords
from idpdash.intake.reading.body import TOTALS
from idpdash.intake.reading.header import Header, normal_tag
from idpdash.layouts import Layout
from idpdash.synonyms import sex_and_age

# HXL tags that a layout understands besides those of its columns.
MORE_TAGS: dict[str, dict[str, str]] = {
    "movements": {
        "#adm2+code+destination": "destination_pcode",
        "#adm2+name+destination": "destination_name",
        "#date": "date",
        "#adm2+origin": "origin_name",
        "#adm2+dest": "destination_name",
        "#adm2+name+origin": "origin_name",
        "#adm1+name+origin": "origin_parent_name",
        "#adm1+name+dest": "destination_parent_name",
        "#loc+name+origin": "origin_name",
        "#loc+name+dest": "destination_name",
        "#affected": "individuals",
        "#affected+households": "households",
    },
    "sites": {"#geo+lng": "longitude", "#adm2": "place_name"},
    "occupancy": {
        "#population+site+ind": "individuals",
        "#population+site+hh": "households",
        "#affected": "individuals",
        "#affected+households": "households",
        "#date": "date",
    },
    "needs": {
        "#org+recipient": "city_name",
        "#org+recipient+name": "city_name",
        "#org+recipient+code": "city_pcode",
        "#need+num": "quantity",
    },
    "offers": {
        "#org+provider": "city_name",
        "#org+provider+name": "city_name",
        "#org+provider+code": "city_pcode",
        "#org+recipient": "to_city_name",
        "#capacity+offer": "quantity",
    },
    "cities": {"#adm2+name": "city_name"},
}

_GIRLS = frozenset(column.name for column in SEX_AGE if column.name.startswith("f_"))
_BOYS = frozenset(column.name for column in SEX_AGE if column.name.startswith("m_"))


@dataclass(frozen=True)
class Fit:
    """How a header fits a layout: our column → position in the file, and columns that two headers claim.

    near: our columns whose header was misspelt. by_content: our columns known by what they hold alone.
    """

    layout: Layout
    positions: Mapping[str, int]
    claimed_twice: Mapping[str, tuple[str, ...]]
    near: frozenset[str] = frozenset()
    by_content: frozenset[str] = frozenset()


def fit(layout: Layout, header: Header, mapping: Iterable[tuple[str, str]] = ()) -> Fit:
    """Return which column of the file is which of the layout: by what the user says, HXL tag, name, label, synonym.

    Then what is written with units and instructions, and what is misspelt. A surer way goes first.
    """
    said = {ours: theirs for ours, theirs in mapping if ours in layout.names}
    found = {ours: position_of(header, theirs) for ours, theirs in said.items() if theirs}
    positions = {ours: position for ours, position in found.items() if position is not None}
    taken = {*positions.values()}
    twice: dict[str, tuple[str, ...]] = {}
    near: set[str] = set()
    for way, meant in _ways(layout, header):
        claims: dict[str, list[int]] = defaultdict(list)
        for position in range(len(header.names)):
            ours = meant(position) if position not in taken else None
            if ours and ours not in positions and ours not in said:
                claims[ours].append(position)
        for ours, claimants in _without_doubt(claims, positions).items():
            positions[ours] = claimants[0]
            taken.update(claimants)
            if way == "near":
                near.add(ours)
            if len(claimants) > 1:
                twice[ours] = tuple(named(header, position) for position in claimants)
    return Fit(layout, _parents_as_names(layout, positions, said), twice, frozenset(near))


def _ways(layout: Layout, header: Header) -> Iterator[tuple[str, Callable[[int], str | None]]]:
    """Return the ways of recognising a column, the surest first: from its position to our name."""
    tags = {normal_tag(tag): ours for tag, ours in MORE_TAGS[layout.name].items()}
    tags |= {normal_tag(column.hxl): column.name for column in reversed(layout.columns) if column.hxl}
    tagged = [normal_tag(tag) if tag else None for tag in header.tags]
    folded = [fold(name) for name in header.names]
    yield "tag", lambda at: tags.get(tagged[at]) if tagged[at] else None  # type: ignore[arg-type]
    for words in headwords.spellings(layout.name):
        yield "word", lambda at, words=words: words.get(folded[at])  # type: ignore[misc]
    yield "loose", lambda at: headwords.loosely(layout.name, header.names[at])
    yield "loose", lambda at: headwords.like_tag(tagged[at], tags) if tagged[at] else None  # type: ignore[arg-type]
    yield "near", lambda at: headwords.nearly(layout.name, header.names[at])
    if "individuals" in layout.names and any(sex_and_age(name) for name in header.names):
        yield "total", lambda at: "individuals" if folded[at] in TOTALS else None


def _without_doubt(claims: Mapping[str, list[int]], positions: Mapping[str, int]) -> dict[str, list[int]]:
    """Return claims without those that two headers make on a region, which none needs to have, and lonely boys.

    "Niños" and "meninos" are boys beside girls, and all children by themselves.
    """
    groups = {*positions, *claims}
    lonely = not any(name in groups for name in _GIRLS)
    return {
        ours: claimants
        for ours, claimants in claims.items()
        if not (len(claimants) > 1 and ours.endswith("_parent_name")) and not (lonely and ours in _BOYS)
    }


def _parents_as_names(layout: Layout, positions: dict[str, int], said: Mapping[str, str]) -> dict[str, int]:
    """Return the columns, the region of a place standing for the place where the file says nothing finer of it."""
    for parent in [ours for ours in positions if ours.endswith("_parent_name") and ours not in said]:
        prefix = parent.removesuffix("_parent_name")
        name, code = f"{prefix}_name", f"{prefix}_pcode"
        if name in layout.names and not {name, code} & {*positions, *said}:
            positions[name] = positions.pop(parent)
    return positions


def named(header: Header, position: int) -> str:
    """Return what a column of the file is called: its name, its HXL tag, or the letters a spreadsheet gives it."""
    name = header.names[position].strip() or header.tags[position]
    if name:
        return name
    from openpyxl.utils import get_column_letter  # takes time to load, and few files have columns without a name

    return get_column_letter(position + 1)


def position_of(header: Header, theirs: str) -> int | None:
    """Return where the column stands that is called so, None if none is."""
    position = header.position(theirs)
    if position is not None and header.names[position].strip():
        return position
    return next((at for at in range(len(header.names)) if named(header, at) == theirs.strip()), None)
