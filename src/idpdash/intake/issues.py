"""What is wrong with a file, as it is handed on: a code, a severity, a sentence, and where. Sentences: `catalogue`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from idpdash.formats import INVISIBLE, _
from idpdash.intake.catalogue import CATALOGUE, N_, Severity

__all__ = ["CATALOGUE", "N_", "Issue", "RefusedError", "Severity", "code_of", "issue", "refused", "shortened"]


@dataclass(frozen=True)
class Issue:
    """One finding. row: as a spreadsheet shows it (the header of a plain CSV is row 1); None: the whole file.

    rows: how many rows it speaks of, where it is said once for all of them.
    """

    code: str
    severity: Severity
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None
    rows: int = 1


def code_of(key: str) -> str:
    """Return the code of a sentence: one code may have several sentences, told apart behind a dot."""
    return key.partition(".")[0]


def issue(
    key: str,
    /,
    *,
    row: int | None = None,
    column: str | None = None,
    header: str | None = None,
    value: str | None = None,
    suggestion: str | None = None,
    severity: Severity | None = None,
    rows: int = 1,
    words: Mapping[str, object] | None = None,
    **more: object,
) -> Issue:
    """Return an issue with its sentence from the catalogue, row and column put before it.

    column: our name, kept in the issue; header: the column's name as the file has it, said in the sentence.
    words, more: what else the sentence says.
    """
    usual, sentence = CATALOGUE[key]
    shown = shortened(value) if value is not None else ""
    said = _(sentence).format_map({"value": shown, "column": header or column or "", **(words or {}), **more})
    if row is not None:
        where = (
            _("Row {row}, {column}").format(row=row, column=header or column)
            if column
            else _("Row {row}").format(row=row)
        )
        said = f"{where}: {said}"
    if suggestion:
        said = _("{sentence} Did you mean {suggestion}?").format(sentence=said, suggestion=suggestion)
    written = shown if value is not None else None
    return Issue(code_of(key), severity or usual, said, row, column, written, suggestion, rows)


def shortened(text: str, *, most: int = 80) -> str:
    """Return a cell's text as it may stand in a sentence: not endless, and on one line."""
    line = " ".join(INVISIBLE.sub("", text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


class RefusedError(Exception):
    """Carry the one issue for which a whole file cannot be read; caught by `check` alone."""

    def __init__(self, found: Issue) -> None:
        super().__init__(found.message)
        self.issue = found


def refused(code: str, /, *, value: str | None = None, column: str | None = None, **words: object) -> RefusedError:
    """Return the error to raise when the whole file is refused."""
    return RefusedError(issue(code, value=value, column=column, words=words))
