"""The places of a table: each distinct way of writing one resolved once, what is unclear found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from idpdash.intake.draft import Draft
from idpdash.intake.issues import Severity, issue
from idpdash.intake.places import Answer
from idpdash.intake.values import Values

PARTS = ("pcode", "name", "parent_name")


def resolve(draft: Draft, prefix: str, *, into: str, origin: bool = False, city: bool = False) -> None:
    """Build the codes of the places that the columns of one prefix mean, and the places as written.

    into: the column of codes; beside it "…_as_written" takes the name, else the code. Nothing is built where the file
    has neither. What is unclear goes to the findings. origin: an unknown place is a warning, not an error. city: only a
    city, or a place that a city holds, will do, and the code is the city's.
    """
    if not (draft.has(f"{prefix}_pcode") or draft.has(f"{prefix}_name")):
        return
    given = [draft.values.get(f"{prefix}_{part}") for part in PARTS]
    ways = _ways(given, len(draft.rows))
    answers, written = [], []
    for position in np.unique(ways, return_index=True)[1]:
        code, name, parent = ("" if values is None else values.text_at(int(position)) for values in given)
        answers.append(_answer(draft, code, name, parent, city=city))
        written.append(name or code or None)
    spots = [answer.spot for answer in answers]
    draft.out[into] = Values.of_texts([spot and (spot.city_code if city else spot.code) for spot in spots], ways)
    draft.out[f"{prefix}_as_written"] = Values.of_texts(written, ways)
    _say_unclear(draft, prefix, answers, ways, origin=origin)


def _answer(draft: Draft, code: str, name: str, parent: str, *, city: bool) -> Answer:
    """Return what one way of writing a place means; nothing where neither code nor name is given."""
    if not (code or name):
        return Answer()
    answer = draft.gazetteer.resolve(code, name, parent, lenient=draft.lenient)
    if city and answer.spot and not answer.problem and not answer.spot.city_code:
        return replace(answer, spot=None, problem="place_without_city", words={"place": str(answer.spot)})
    return answer


def _ways(given: list[Values | None], rows: int) -> npt.NDArray[np.int32]:
    """Return a number for each row, the same for rows whose code, name and parent are written alike; 0, 1, 2…"""
    ways: npt.NDArray[Any] = np.zeros(rows, np.int64)
    for values in given:
        if values is not None and values.codes is not None:
            ways = pd.factorize(ways * len(values.values) + values.codes)[0].astype(np.int64)
    return ways.astype(np.int32)


def _say_unclear(
    draft: Draft, prefix: str, answers: list[Answer], ways: npt.NDArray[np.int32], *, origin: bool
) -> None:
    """Add the findings of places, each kind of them once for all its rows. ways: which answer each row has."""
    for problem, about in sorted({(answer.problem, answer.about) for answer in answers if answer.problem}):
        concerned = np.array([(answer.problem, answer.about) == (problem, about) for answer in answers])
        positions = np.flatnonzero(concerned[ways])
        column = next(name for name in (f"{prefix}_{about}", f"{prefix}_name", f"{prefix}_pcode") if draft.has(name))
        text = draft.text(column)
        if problem == "place_contradicts":
            near = int(positions[0])
            record = draft.header(f"{prefix}_pcode")
            words = {"count": len(positions), "near": int(draft.rows.numbers[near]), "record": record}
            header, rows = draft.header(column), len(positions)
            said = issue(problem, column=column, header=header, value=text(near), rows=rows, words=words)
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
            words=lambda position: answers[int(ways[position])].words,
        )
