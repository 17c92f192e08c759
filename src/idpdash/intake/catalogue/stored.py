"""What is said of a file beside what is stored."""

from __future__ import annotations

from idpdash.intake.catalogue.severity import N_, E, I, Sentences, W

STORED: Sentences = {
    # beside what is stored
    "loaded_in_addition": (
        W,
        N_(
            "This very file is upload {itself}, in addition to upload {number} ({file}, {period}){others} of the same "
            "source: {meaning}. To let it take the place of those, undo upload {itself} and load it again with "
            "“replace the period”."
        ),
    ),
    "overlaps_earlier_upload": (
        W,
        N_(
            "Upload {number} ({file}, {period}){others} of the same source already speaks of these days: {meaning}. If "
            "this file takes its place, load it with “replace the period”."
        ),
    ),
    "stored_already": (
        W,
        N_(
            "Rows that stand in the store already, the very same, from the same source: {count}. Their people would "
            "count twice. If this file takes the place of the earlier one, load it with “replace the period”."
        ),
    ),
    "stored_already.whole": (
        W,
        N_("All rows stand in upload {number} already, in whatever order: to load the file changes nothing."),
    ),
    "outlier": (
        W,
        N_(
            "{place}: {count} people in {month} are more than ten times the {largest} of the largest of the {months} "
            "other months known here. See whether the number is right."
        ),
    ),
    "outlier.count": (
        W,
        N_("{site}: {count} people, after {before} on {day}. See whether the number is right."),
    ),
    "similar_site": (
        W,
        N_(
            "The new site {site} “{value}” may be the same as {other} “{name}”: {why}. See that it is not listed twice."
        ),
    ),
    "empty_cells": (
        I,
        N_("Empty cells where something is stored: {count}, first for {first}. What is stored stays."),
    ),
    "empty_cells.erased": (
        W,
        N_("Empty cells where something is stored: {count}, first for {first}. That is erased, as asked."),
    ),
    "not_erased": (W, N_("Empty cells of “{value}” erase nothing: {why}.")),
    "offer_below_promises": (
        E,
        N_(
            "{taken} {unit} of it are promised, so it cannot be less: {promises}. Give {taken} at least, or end "
            "promises on the page Exchange first."
        ),
    ),
    "need_below_promises": (
        W,
        N_(
            "For need {need}, {taken} {unit} are promised, more than the {value} that it asks for: the rest is surplus."
        ),
    ),
    "promised_otherwise": (
        E,
        N_(
            "Its item and city stay while promises rest on it: {promises}. Give them as they were, or end the promises "
            "on the page Exchange first."
        ),
    ),
    "promised_to_others": (
        E,
        N_(
            "It cannot be for this city only while it is promised to another: {promises}. Leave that out, or end the "
            "promises on the page Exchange first."
        ),
    ),
    "expires_under_promises": (
        E,
        N_(
            "It cannot end on {day} while promises are held for longer: {promises}. Give a later day, or end the "
            "promises on the page Exchange first."
        ),
    ),
    "closes_promised_site": (
        E,
        N_(
            "Site {site} has promises on their way: {promises}. End them or withdraw their offers on the page Exchange "
            "first, saying why; then close it."
        ),
    ),
    "closes_promised_site.all_the_same": (
        W,
        N_(
            "Site {site} is closed with promises on their way: {promises}. They stay until somebody ends them: see "
            "to it."
        ),
    ),
    "closes_promised_site.later": (
        W,
        N_(
            "Site {site} is to close on {day}, and there are promises on their way: {promises}. They stay until "
            "somebody ends them: see that these people have a place then."
        ),
    ),
    "looks_truncated": (
        E,
        N_(
            "The file looks cut off: it has exactly {count} rows, where exports often end{places}. Ask for the whole "
            "file, or confirm that this is it."
        ),
    ),
    "places_missing": (
        W,
        N_("{count} of the {total} {what} in upload {number} of the same source are not in this file: {names}."),
    ),
}
