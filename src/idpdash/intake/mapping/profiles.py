"""How a file is read that has the columns of earlier ones: as a user said of those, unless told otherwise now.

A mapping said now takes the place of the one kept, whole; a value given once, or a word's meaning, each by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from idpdash.formats import _, fold
from idpdash.intake.checked import Options, Profile
from idpdash.intake.issues import Issue, issue
from idpdash.intake.mapping import fitting
from idpdash.intake.reading import header as heading
from idpdash.intake.reading.cells import Book
from idpdash.layouts import LAYOUTS


def fitting_profile(book: Book, profiles: Iterable[Profile], options: Options) -> Profile | None:
    """Return what was said of files of the same columns: by the source named, else by the only one that has it.

    None where nothing was, where the user says now which column is which, or names another layout.
    """
    profiles = [one for one in profiles if options.source in (None, one.source)]
    if options.mapping or not profiles:
        return None
    words = frozenset(fold(theirs) for one in profiles for _ours, theirs in one.mapping if theirs.strip())
    for sheet in book.sheets:
        top = heading.find(sheet, words=words) if sheet.visible else None
        shape = fitting.shape(fitting.heads(top)) if top else ""
        same = [one for one in profiles if one.shape == shape and options.sheet in (None, sheet.name)]
        if len({one.source for one in same}) == 1:
            return same[0] if options.layout in (None, same[0].layout) else None
    return None


def with_profile(options: Options, profile: Profile) -> Options:
    """Return the options with what a profile says where the user says nothing."""
    constants = {**dict(profile.constants), **dict(options.constants)}
    said = {(column, fold(written)) for column, written, _code in options.spellings}
    kept = [one for one in profile.spellings if (one[0], fold(one[1])) not in said]
    return replace(
        options,
        source=options.source or profile.source,
        layout=options.layout or (profile.layout if profile.layout in LAYOUTS else None),
        mapping=profile.mapping,
        constants=tuple(constants.items()),
        spellings=(*options.spellings, *kept),
        sheet=options.sheet or profile.sheet,
    )


def said_of(profile: Profile) -> Issue:
    """Return that a profile was used, and what it says."""
    told = [
        *(_("{ours} from “{theirs}”").format(ours=ours, theirs=theirs) for ours, theirs in profile.mapping if theirs),
        *(_("no {ours}").format(ours=ours) for ours, theirs in profile.mapping if not theirs),
        *(f"{ours} = {value}" for ours, value in profile.constants if value),
        *(f"“{written}” = {code}" for _column, written, code in profile.spellings),
    ]
    return issue("profile_used", value=profile.source, said=", ".join(told[:20]))
