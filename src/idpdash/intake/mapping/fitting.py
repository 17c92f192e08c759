"""Which layout a table's columns fit, what is missing of it, and how files of the same shape are read again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from idpdash.columns import Kind
from idpdash.formats import fold, listing
from idpdash.intake.checked import Checked, Options, Profile
from idpdash.intake.issues import Issue, RefusedError, issue, refused, shortened
from idpdash.intake.mapping.content import Contents
from idpdash.intake.mapping.recognition import Fit, fit, named, position_of
from idpdash.intake.reading.header import Header, normal_tag
from idpdash.intake.values import months
from idpdash.layouts import LAYOUTS, Layout, in_words


def heads(header: Header) -> tuple[str, ...]:
    """Return what the columns of a table are called, those left out that have neither name nor HXL tag."""
    return tuple(
        name.strip() or tag for name, tag in zip(header.names, header.tags, strict=True) if name.strip() or tag
    )


def shape(headers: Iterable[str]) -> str:
    """Return what files of the same columns have in common: a hash of the folded headers, whatever their order.

    Months and years do not count: the next wide file has other ones.
    """
    folded = sorted(fold(name) or name for name in headers if not (months.month(name) or months.year(name)))
    return hashlib.sha256(json.dumps(folded).encode()).hexdigest()


def profile_of(checked: Checked) -> Profile | None:
    """Return how the file was read, to be kept for the next one of the same columns; None if nothing was said of it.

    A day given once is said of one file and not kept.
    """
    options = checked.options
    layouts = [LAYOUTS[name] for name in checked.layout.split("+") if name in LAYOUTS]
    days = {c.name for layout in layouts for c in layout.columns if c.kind in (Kind.DAY, Kind.INSTANT)}
    constants = tuple((ours, value) for ours, value in options.constants if ours not in days)
    if checked.fatal or not checked.shape or not (options.mapping or constants or options.spellings):
        return None
    said = (options.mapping, constants, options.spellings, options.sheet)
    return Profile(checked.source, checked.layout, checked.shape, *said)


def best_fit(header: Header, options: Options, contents: Contents | None = None) -> Fit:
    """Return the layout that a header fits best, or the one that the user names.

    contents: what the columns hold, for those whose header says nothing. Raises RefusedError where none fits or the
    options name what is not there.
    """
    if options.layout is not None and options.layout not in LAYOUTS:
        raise refused("no_such_layout", value=options.layout, layouts=listing(list(LAYOUTS)))
    layouts = [LAYOUTS[options.layout]] if options.layout else list(LAYOUTS.values())
    fits = [fit(layout, header, options.mapping) for layout in layouts]
    best = _fullest(max(fits, key=lambda one: merit(one, options)), fits)
    if contents is not None and (options.layout or any(one.positions for one in fits)):
        whole = not best.layout.lacking({*best.positions, *options.given})
        fits = [_with_contents(one, header, options, contents) for one in ([best] if whole else fits)]
        best = _fullest(max(fits, key=lambda one: merit(one, options)), fits)
    lacking = best.layout.lacking({*best.positions, *options.given})
    if lacking and _is_three_w(header):
        raise refused("three_w")
    named_so = len(best.positions) - len(best.by_content) * bool(lacking)  # content alone makes no layout
    if options.layout is None and (named_so < 2 or len(lacking) * 2 > len(best.layout.required)):
        raise _not_ours(header)
    return best


def _fullest(best: Fit, fits: Iterable[Fit]) -> Fit:
    """Return a fit, or one that reads twice as many columns: a list of needs with codes is no list of cities."""
    fuller = max(fits, key=lambda one: len(one.positions))
    return fuller if len(fuller.positions) >= 2 * len(best.positions) > 0 else best


def _with_contents(one: Fit, header: Header, options: Options, contents: Contents) -> Fit:
    """Return a fit with the columns that nothing but what they hold tells."""
    said = {ours for ours, _theirs in options.mapping}
    given = {*one.positions, *options.given, *said}
    lacking = {name for group in one.layout.lacking(given) for names in group for name in names}
    optional = {
        column.name
        for column in one.layout.columns
        if column.kind in (Kind.CHOICE, Kind.DEGREE) and column.name not in lacking
    }
    claimed = {head for heads in one.claimed_twice.values() for head in heads}
    free = [
        at for at in range(len(header.names)) if at not in one.positions.values() and named(header, at) not in claimed
    ]
    found = contents.proposed(one.layout, (lacking | optional) - given, free)
    return replace(one, positions={**one.positions, **found}, by_content=frozenset(found))


def merit(one: Fit, options: Options) -> tuple[bool, float, int]:
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
    """Return the error for a table that fits no layout."""
    heads = [name.strip() or tag for name, tag in zip(header.names, header.tags, strict=True)]
    return refused("unknown_layout", found=listing([shortened(head, most=40) for head in heads if head][:12]))


def problems(best: Fit, header: Header, options: Options) -> list[Issue]:
    """Return what stands in the way of reading the table at all: columns missing, given twice, or named wrongly."""
    found = []
    ours = best.layout.names
    for name, theirs in options.mapping:
        if theirs and position_of(header, theirs) is None:
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
        key = "missing_column" + ".key" * (name == layout.key)
        found.append(issue(key, column=name, wanted=in_words(group)))
    return found


def how_recognised(header: Header, best: Fit) -> list[Issue]:
    """Return what to know of the columns: which were known by a misspelt header or by content, which left unread."""
    said = [
        issue(code, column=ours, value=named(header, best.positions[ours]))
        for code, columns in (("column_near", best.near), ("column_by_content", best.by_content))
        for ours in best.layout.names
        if ours in columns and ours in best.positions
    ]
    claimed = {head for heads in best.claimed_twice.values() for head in heads}
    read = best.positions.values()
    left = [name for at, name in enumerate(header.names) if name.strip() and at not in read and name not in claimed]
    return [*said, *(issue("unknown_column", value=name) for name in Counter(left))]
