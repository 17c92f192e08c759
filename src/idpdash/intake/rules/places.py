"""What must hold in lists of cities."""

from __future__ import annotations

import numpy as np

from idpdash.intake.draft import Draft
from idpdash.intake.findings import Problems
from idpdash.intake.rules import points
from idpdash.intake.rules.resolved import say_once
from idpdash.intake.values.column import Values


def cities(draft: Draft) -> None:
    """Build the columns of cities; every place that belongs to a city must be known."""
    points.whole(draft)
    if not draft.has("place_pcodes"):
        return
    cells = draft.rows.columns["place_pcodes"]
    problems: Problems = {}
    codes: list[str | None] = []
    otherwise: dict[int, str] = {}  # texts with a code that begins with the other form of its country's letters
    for word, text in enumerate(cells.texts):
        parts = [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
        spots = {part: draft.gazetteer.by_code(part) for part in parts}
        unknown = [part for part, spot in spots.items() if spot is None]
        if unknown:
            problems[word] = ("unknown_place.list", {"unknown": ", ".join(unknown)})
        found = [spot for spot in spots.values() if spot]
        codes.append(";".join(dict.fromkeys(spot.code for spot in found)) or None)
        for part, spot in spots.items():
            if spot and spot.code.casefold() != part.casefold():
                otherwise.setdefault(word, str(spot))
    draft.out["place_pcodes"] = Values.of_texts(codes, cells.codes)
    draft.findings.at_words("place_pcodes", cells, problems)
    rows = np.flatnonzero(np.isin(cells.codes, list(otherwise)))
    if len(rows):
        say_once(draft, "pcode_prefix", "place_pcodes", rows, place=otherwise[int(cells.codes[rows[0]])])
