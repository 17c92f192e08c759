"""Which layout a header's columns fit, which of them is which of ours, and what is missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from idpdash.formats import fold, listing
from idpdash.intake.checked import Options
from idpdash.intake.header import Header, normal_tag, spellings
from idpdash.intake.issues import Issue, RefusedError, issue, refused
from idpdash.intake.numbers import plain_digits
from idpdash.layouts import LAYOUTS, Layout, in_words

# HXL tags that a layout understands besides those of its columns.
MORE_TAGS: dict[str, dict[str, str]] = {
    "movements": {
        "#adm2+code+destination": "destination_pcode",
        "#adm2+name+destination": "destination_name",
        "#date": "date",
    },
    "sites": {"#geo+lng": "longitude", "#adm2": "place_name"},
    "occupancy": {
        "#population+site+ind": "individuals",
        "#population+site+hh": "households",
        "#affected+idps+ind": "individuals",
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


@dataclass(frozen=True)
class Fit:
    """How a header fits a layout: our column → position in the file, and columns that two headers claim."""

    layout: Layout
    positions: Mapping[str, int]
    claimed_twice: Mapping[str, tuple[str, ...]]


def fit(layout: Layout, header: Header, mapping: Iterable[tuple[str, str]] = ()) -> Fit:
    """Return which column of the file is which of the layout: by what the user says, HXL tag, name, label, synonym."""
    said = {ours: theirs for ours, theirs in mapping if ours in layout.names}
    found = {ours: header.position(theirs) for ours, theirs in said.items() if theirs}
    positions = {ours: position for ours, position in found.items() if position is not None}
    taken = {*positions.values()}
    twice: dict[str, tuple[str, ...]] = {}
    for words, heads in _ways(layout, header):
        claims: dict[str, list[int]] = defaultdict(list)
        for position, head in enumerate(heads):
            ours = words.get(head) if head and position not in taken else None
            if ours and ours not in positions and ours not in said:
                claims[ours].append(position)
        for ours, claimants in claims.items():
            positions[ours] = claimants[0]
            taken.update(claimants)
            if len(claimants) > 1:
                twice[ours] = tuple(header.names[position] or header.tags[position] for position in claimants)
    return Fit(layout, positions, twice)


def _ways(layout: Layout, header: Header) -> list[tuple[dict[object, str], list[object]]]:
    """Return the ways of recognising a column, the surest first: words → our name, and each header as such a word."""
    tags: dict[object, str] = {normal_tag(tag): ours for tag, ours in MORE_TAGS[layout.name].items()}
    tags |= {normal_tag(column.hxl): column.name for column in reversed(layout.columns) if column.hxl}
    tagged: list[object] = [normal_tag(tag) if tag else None for tag in header.tags]
    folded: list[object] = [fold(name) for name in header.names]
    ways: list[tuple[dict[object, str], list[object]]] = [(tags, tagged)]
    return ways + [(dict[object, str](words.items()), folded) for words in spellings(layout.name)]


def best_fit(header: Header, options: Options) -> Fit:
    """Return the layout that a header fits best, or the one that the user names.

    Raises RefusedError where none fits or the options name what is not there.
    """
    if options.layout is not None and options.layout not in LAYOUTS:
        raise refused("no_such_layout", value=options.layout, layouts=listing(list(LAYOUTS)))
    layouts = [LAYOUTS[options.layout]] if options.layout else list(LAYOUTS.values())
    fits = [fit(layout, header, options.mapping) for layout in layouts]
    best = max(fits, key=lambda one: _merit(one, options))
    lacking = best.layout.lacking({*best.positions, *options.given})
    if lacking and _is_three_w(header):
        raise refused("three_w")
    if options.layout is None and (len(best.positions) < 2 or len(lacking) * 2 > len(best.layout.required)):
        raise _not_ours(header)
    return best


def _merit(one: Fit, options: Options) -> tuple[bool, float, int]:
    """Return how well a header fits a layout: whole first, then by required groups, then by columns in all.

    A group that the user gives once for the file counts a little less than one that the file has.
    """
    in_file = len(one.layout.lacking(one.positions))
    lacking = len(one.layout.lacking({*one.positions, *options.given}))
    return not lacking, len(one.layout.required) - lacking - in_file / 10, len(one.positions)


def _is_three_w(header: Header) -> bool:
    """Return whether a table says who does what, where: it has organisations and their sectors."""
    words = {fold(name) for name in header.names}
    bases = {normal_tag(tag)[0] for tag in header.tags if tag}
    organisations = any(word.startswith(("organi", "org ")) or word == "org" for word in words)
    sectors = any(word.startswith(("cluster", "sector", "secteur", "activit", "domaine")) for word in words)
    return (organisations or "#org" in bases) and (sectors or "#sector" in bases)


def _not_ours(header: Header) -> RefusedError:
    """Return the error for a table that fits no layout, or that has no header at all."""
    heads = [name.strip() or tag for name, tag in zip(header.names, header.tags, strict=True)]
    numbers = any(re.fullmatch(r"[\d.,/: -]+", plain_digits(head)) for head in heads if head)
    return refused("no_header" if numbers else "unknown_layout", found=listing([head for head in heads if head][:12]))


def problems(best: Fit, header: Header, options: Options) -> list[Issue]:
    """Return what stands in the way of reading the table at all: columns missing, given twice, or named wrongly."""
    found = []
    ours = best.layout.names
    for name, theirs in options.mapping:
        if theirs and header.position(theirs) is None:
            found.append(issue("no_such_column", column=name, value=theirs))
    for name in [name for name, _value in (*options.mapping, *options.constants) if name not in ours]:
        found.append(issue("no_such_target", value=name, layout=best.layout.name, columns=", ".join(sorted(ours))))
    for name, headers in best.claimed_twice.items():
        found.append(issue("duplicate_column", column=name, headers=listing([f"“{head}”" for head in headers])))
    return found + missing_columns(best.layout, {*best.positions, *options.given})


def missing_columns(layout: Layout, given: Iterable[str]) -> list[Issue]:
    """Return an error for each required column that neither the file gives nor the user once for the whole file."""
    found = []
    for group in layout.lacking(given):
        name = next((names[0] for names in group if names[0].endswith("_name")), group[0][0])
        example = f"--set {name}={layout.example.get(name, '…')}"
        found.append(issue("missing_column", column=name, wanted=in_words(group), example=example))
    return found


def unknown_columns(header: Header, best: Fit) -> list[Issue]:
    """Return one piece of information for each column that was left unread."""
    claimed = {head for heads in best.claimed_twice.values() for head in heads}
    read = best.positions.values()
    left = [name for at, name in enumerate(header.names) if name.strip() and at not in read and name not in claimed]
    return [issue("unknown_column", value=name) for name in Counter(left)]
