"""What must hold in lists of cities."""

from __future__ import annotations

from idpdash.intake.draft import Draft
from idpdash.intake.findings import Problems
from idpdash.intake.values import Values


def cities(draft: Draft) -> None:
    """Build the columns of cities; every place that belongs to a city must be known."""
    if not draft.has("place_pcodes"):
        return
    cells = draft.rows.columns["place_pcodes"]
    problems: Problems = {}
    codes: list[str | None] = []
    for word, text in enumerate(cells.texts):
        parts = [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
        spots = [draft.gazetteer.by_code(part) for part in parts]
        unknown = [part for part, spot in zip(parts, spots, strict=True) if spot is None]
        if unknown:
            problems[word] = ("unknown_place.list", {"unknown": ", ".join(unknown)})
        codes.append(";".join(spot.code for spot in spots if spot) or None)
    draft.out["place_pcodes"] = Values.of_texts(codes, cells.codes)
    draft.findings.at_words("place_pcodes", cells, problems)
