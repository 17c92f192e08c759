"""What was found in the tables of a file, gathered: rows that wait, issues as they are shown, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from idpdash.intake.checked import MOST_ISSUES, WaitingRow
from idpdash.intake.draft import Draft
from idpdash.intake.issues import Issue, Severity
from idpdash.intake.personal import REMOVED, kind_of
from idpdash.intake.reading.cells import Positions

LONGEST_KEPT = 1_000  # letters of a cell that waits


def waiting_rows(drafts: list[Draft], positions: Positions) -> tuple[WaitingRow, ...]:
    """Return some rows with an error, each once, as written and with all that is wrong with it.

    drafts: the tables of a file, with the same rows at the same positions.
    """
    kept: dict[int, WaitingRow] = {}
    if not len(positions):
        return ()
    for draft in drafts:
        texts = [(name, cells.texts, cells.codes) for name, cells in draft.rows.columns.items()]
        for position, errors in draft.findings.errors(positions).items():
            earlier = kept.get(position)
            if earlier:
                again = {(one.code, one.column) for one in earlier.issues}
                new = [one for one in errors if (one.code, one.column) not in again]
                kept[position] = replace(earlier, issues=(*earlier.issues, *new))
            else:
                cells = {name: words[codes[position]][:LONGEST_KEPT] for name, words, codes in texts}
                kept[position] = WaitingRow(draft.layout.name, int(draft.rows.numbers[position]), cells, tuple(errors))
    return tuple(kept[position] for position in sorted(kept))


def said_of_the_file(early: tuple[Issue, ...], drafts: list[Draft]) -> list[Issue]:
    """Return the issues that concern the file as a whole. early: found before its cells were read."""
    return [*map(_without_personal, early), *(one for draft in drafts for one in draft.findings.whole)]


def _without_personal(one: Issue) -> Issue:
    """Return an issue without the personal text that a remark or a header may hold."""
    if not one.value or kind_of(one.value, prose=True) is None:
        return one
    return replace(one, value=REMOVED, message=one.message.replace(one.value, REMOVED))


def shown(whole: list[Issue], waiting: tuple[WaitingRow, ...], drafts: list[Draft]) -> tuple[Issue, ...]:
    """Return the issues that are shown: the file's own, then errors, then what is said of rows that load."""
    issues = list(whole)
    for row in waiting:
        if len(issues) >= MOST_ISSUES:
            break
        issues.extend(row.issues)
    if len(issues) < MOST_ISSUES:
        issues.extend(one for draft in drafts for one in draft.findings.others())
    return tuple(issues[:MOST_ISSUES])


def counts(whole: list[Issue], waiting: tuple[WaitingRow, ...] | None, drafts: list[Draft]) -> Mapping[str, int]:
    """Return of how many rows each code speaks (1: of the file). waiting: all rows that wait, None if not gathered."""
    counted: Counter[str] = Counter()
    for one in whole:
        counted[one.code] += one.rows
    counted.update(one.code for row in waiting or () for one in row.issues)
    for draft in drafts:
        for found in draft.findings.found:
            if waiting is None or found.severity is not Severity.ERROR:
                counted[found.code] += len(found.positions)
    return dict(counted)
