"""The places of a table: each distinct way of writing one resolved once, what is unclear found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from idpdash.intake.draft import Draft
from idpdash.intake.issues import Severity, issue
from idpdash.intake.places import Answer
from idpdash.intake.values import Values

PARTS = ("pcode", "name", "parent_name")


@dataclass(frozen=True)
class Resolved:
    """Places of one kind (destination, city…) by row: `codes` say which answer each row has.

    written: the place as written, its name, else its code; "" where the row gives none.
    """

    answers: list[Answer]
    written: list[str]
    codes: npt.NDArray[np.int32]

    def place_codes(self) -> Values:
        """Return the code of each row's place."""
        return self._texts([answer.spot.code if answer.spot else None for answer in self.answers])

    def city_codes(self) -> Values:
        """Return the code of the city that holds each row's place."""
        return self._texts([answer.spot.city_code if answer.spot else None for answer in self.answers])

    def as_written(self) -> Values:
        """Return each row's place as written."""
        return self._texts([text or None for text in self.written])

    def _texts(self, texts: list[str | None]) -> Values:
        """Return one text an answer as values of the rows."""
        return Values.of_texts(pa.array(texts, pa.string()), self.codes)


def resolve(draft: Draft, prefix: str, *, origin: bool = False, city: bool = False) -> Resolved:
    """Return the places that the columns of one prefix mean, and add what is unclear to the findings.

    origin: an unknown place is a warning, not an error. city: only a city, or a place that a city holds, will do.
    """
    given = [draft.values.get(f"{prefix}_{part}") for part in PARTS]
    ways = _ways(given, len(draft.rows))
    first = np.unique(ways, return_index=True)[1]
    answers, written = [], []
    for position in first:
        code, name, parent = ("" if values is None else values.text_at(int(position)) for values in given)
        answer = draft.gazetteer.resolve(code, name, parent, lenient=draft.lenient) if code or name else Answer()
        if city and answer.spot and not answer.problem and not answer.spot.city_code:
            answer = replace(answer, spot=None, problem="place_without_city", words={"place": str(answer.spot)})
        answers.append(answer)
        written.append(name or code)
    resolved = Resolved(answers, written, ways)
    _say_unclear(draft, prefix, resolved, origin=origin)
    return resolved


def _ways(given: list[Values | None], rows: int) -> npt.NDArray[np.int32]:
    """Return a number for each row, the same for rows whose code, name and parent are written alike; 0, 1, 2…"""
    ways: npt.NDArray[Any] = np.zeros(rows, np.int64)
    for values in given:
        if values is not None and values.codes is not None:
            ways = pd.factorize(ways * len(values.values) + values.codes)[0].astype(np.int64)
    return ways.astype(np.int32)


def _say_unclear(draft: Draft, prefix: str, resolved: Resolved, *, origin: bool) -> None:
    """Add the findings of places, each kind of them once for all its rows."""
    for problem, about in sorted({(answer.problem, answer.about) for answer in resolved.answers if answer.problem}):
        concerned = np.array([(answer.problem, answer.about) == (problem, about) for answer in resolved.answers])
        positions = np.flatnonzero(concerned[resolved.codes])
        column = next(name for name in (f"{prefix}_{about}", f"{prefix}_name", f"{prefix}_pcode") if draft.has(name))
        text = draft.text(column)
        if problem == "place_contradicts":
            near = int(positions[0])
            record = f"{prefix}_pcode"
            words = {"count": len(positions), "near": int(draft.rows.numbers[near]), "record": draft.header(record)}
            said = issue(problem, column=column, header=draft.header(column), value=text(near), words=words)
            draft.findings.whole.append(said)
            continue
        unknown_origin = origin and problem == "unknown_place"
        severity = Severity.WARNING if origin and problem in ("unknown_place", "ambiguous_place") else None
        draft.findings.at_rows(
            "unknown_origin" if unknown_origin else str(problem),
            column,
            positions,
            value=text,
            severity=severity,
            words=lambda position: resolved.answers[int(resolved.codes[position])].words,
        )
