"""The places of a table: each distinct way of writing one resolved once, what is unclear found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.intake.draft import Draft
from idpdash.intake.issues import Severity, code_of, issue
from idpdash.intake.places.gazetteer import Answer
from idpdash.intake.places.spots import NOWHERE
from idpdash.intake.reading.cells import Positions
from idpdash.intake.values.column import Values

PARTS = ("pcode", "name", "parent_name")
SAID_ONCE = frozenset({"place_contradicts", "name_not_known"})  # what is followed all the same is said once a column


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
    first = np.zeros(int(ways.max(initial=-1)) + 1, np.int64)
    first[ways[::-1]] = np.arange(len(ways))[::-1]  # of rows alike the first one comes last, and stays
    codes, names, parents = (_texts(values, first) for values in given)
    answers = [_answer(draft, *way, city=city) for way in zip(codes, names, parents, strict=True)]
    places = (answer.spot and (answer.spot.city_code if city else answer.spot.code) for answer in answers)
    draft.out[into] = Values.of_texts(places, ways)
    written = (name or code or None for name, code in zip(names, codes, strict=True))
    draft.out[f"{prefix}_as_written"] = Values.of_texts(written, ways)
    _say_unclear(draft, prefix, answers, ways, origin=origin)
    _say_prefix(draft, prefix, answers, ways)


def _answer(draft: Draft, code: str, name: str, parent: str, *, city: bool) -> Answer:
    """Return what one way of writing a place means; nothing where neither code nor name is given."""
    if not (code or name):
        return NOWHERE
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


def _texts(values: Values | None, positions: Positions) -> list[str]:
    """Return the texts of some rows, "" where missing."""
    if values is None:
        return [""] * len(positions)
    codes = positions if values.codes is None else values.codes[positions]
    texts: list[str] = pc.fill_null(values.values, "").take(pa.array(codes)).to_pylist()
    return texts


def _say_unclear(
    draft: Draft, prefix: str, answers: list[Answer], ways: npt.NDArray[np.int32], *, origin: bool
) -> None:
    """Add the findings of places, each kind of them once for all its rows. ways: which answer each row has."""
    for (problem, about), positions in _kinds(((one.problem, one.about) for one in answers), ways):
        column = next(name for name in (f"{prefix}_{about}", f"{prefix}_name", f"{prefix}_pcode") if draft.has(name))
        if problem in SAID_ONCE:
            words = answers[int(ways[positions[0]])].words
            say_once(draft, problem, column, positions, record=draft.header(f"{prefix}_{words['record']}"))
            continue
        loads = origin and code_of(problem) in ("unknown_place", "ambiguous_place")
        draft.findings.at_rows(
            "unknown_origin" if origin and code_of(problem) == "unknown_place" else problem,
            column,
            positions,
            value=draft.text(column),
            severity=Severity.WARNING if loads else None,
            words=lambda position: draft.gazetteer.said(answers[int(ways[position])]),
        )


def _kinds(
    kinds: Iterable[tuple[str | None, str]], ways: npt.NDArray[np.int32]
) -> Iterator[tuple[tuple[str, str], Positions]]:
    """Return each kind of problem with its rows. kinds: of each answer; ways: which answer each row has."""
    numbers: dict[tuple[str | None, str], int] = {}
    kind = np.array([numbers.setdefault(one, len(numbers)) for one in kinds], np.int32)
    for (problem, about), number in sorted(numbers.items(), key=lambda pair: (pair[0][0] or "", pair[0][1])):
        if problem:
            yield (problem, about), np.flatnonzero((kind == number)[ways])


def _say_prefix(draft: Draft, prefix: str, answers: list[Answer], ways: npt.NDArray[np.int32]) -> None:
    """Say once of codes that they were read though they begin with the other form of their country's letters."""
    written = np.array([answer.prefix for answer in answers], bool)
    positions = np.flatnonzero(written[ways])
    if len(positions):
        column = f"{prefix}_pcode" if draft.has(f"{prefix}_pcode") else f"{prefix}_name"
        spot = answers[int(ways[positions[0]])].spot
        say_once(draft, "pcode_prefix", column, positions, place=str(spot))


def say_once(draft: Draft, problem: str, column: str, positions: Positions, **words: str) -> None:
    """Say once of some rows what was followed, with the first of them."""
    first = int(positions[0])
    said = issue(
        problem,
        column=column,
        header=draft.header(column),
        value=draft.text(column)(first),
        rows=len(positions),
        words={"count": len(positions), "near": int(draft.rows.numbers[first]), **words},
    )
    draft.findings.whole.append(said)
