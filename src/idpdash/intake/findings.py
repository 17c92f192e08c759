"""What is found while a table is checked: collected by column and row, said in sentences only at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt

from idpdash.intake.checked import MOST_ISSUES
from idpdash.intake.issues import CATALOGUE, Issue, Severity, code_of, issue
from idpdash.intake.reading.cells import Cells, Positions, Rows

Words = Mapping[str, object]
Problems = dict[int, tuple[str, Words]]  # index of a text → what is wrong with it: a sentence and words for it


@dataclass(frozen=True)
class Found:
    """One kind of finding: in which rows, and how to make the issue of one of them."""

    code: str
    severity: Severity
    positions: Positions
    make: Callable[[int], Issue]


@dataclass
class Findings:
    """The findings of one table. bad: which rows have an error and must wait. whole: issues without a row.

    shifted: rows whose cells cannot be told apart; nothing more is said of them. again: rows that say an earlier record
    once more; they load no second time.
    """

    rows: Rows
    whole: list[Issue] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    bad: npt.NDArray[np.bool_] = field(init=False)
    shifted: npt.NDArray[np.bool_] = field(init=False)
    again: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.bad = np.zeros(len(self.rows), bool)
        self.shifted = np.zeros(len(self.rows), bool)
        self.again = np.zeros(len(self.rows), bool)

    def at_rows(
        self,
        key: str,
        column: str | None,
        positions: Positions,
        *,
        value: Callable[[int], str | None] = lambda _position: None,
        words: Words | Callable[[int], Words] | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Add a finding at some rows. value, words: what to say of the row at a position, or the same of all."""
        positions = positions[~self.shifted[positions]]
        if not len(positions):
            return
        severity = severity or CATALOGUE[key][0]
        header = self.rows.headers.get(column) if column else None

        def make(position: int) -> Issue:
            said = dict(words(position) if callable(words) else words or {})
            suggestion = said.pop("suggestion", None)
            return issue(
                key,
                row=int(self.rows.numbers[position]),
                column=column,
                header=header,
                value=value(position),
                severity=severity,
                suggestion=str(suggestion) if suggestion else None,
                words=said,
            )

        self.found.append(Found(code_of(key), severity, positions, make))
        if severity is Severity.ERROR:
            self.bad[positions] = True

    def at_words(self, column: str, cells: Cells, problems: Problems) -> None:
        """Add findings at every row that has one of a column's texts. problems: index of the text → what is wrong."""
        by_key: dict[str, dict[int, Words]] = defaultdict(dict)
        for word, (key, words) in problems.items():
            by_key[key][word] = words
        for key, texts in by_key.items():
            concerned = np.zeros(len(cells.words), bool)
            concerned[list(texts)] = True
            said = partial(_of_text, texts, cells.codes)
            self.at_rows(key, column, np.flatnonzero(concerned[cells.codes]), value=cells.at, words=said)

    def errors(self, positions: Positions) -> dict[int, list[Issue]]:
        """Return the errors of some rows, by position; rows without an error are left out."""
        gathered: dict[int, list[Issue]] = defaultdict(list)
        for found in self.found:
            if found.severity is Severity.ERROR:
                for position in np.intersect1d(found.positions, positions, assume_unique=True).tolist():
                    gathered[position].append(found.make(position))
        return dict(sorted(gathered.items()))

    def others(self) -> Iterator[Issue]:
        """Return what is said of rows that load, in order of rows, at most as many as are shown."""
        pairs = [
            (int(position), number)
            for number, found in enumerate(self.found)
            if found.severity is not Severity.ERROR
            for position in found.positions[:MOST_ISSUES]
        ]
        for position, number in sorted(pairs)[:MOST_ISSUES]:
            yield self.found[number].make(position)


def _of_text(texts: Mapping[int, Words], codes: npt.NDArray[np.int32], position: int) -> Words:
    """Return the words for the text that a row has."""
    return texts[int(codes[position])]
