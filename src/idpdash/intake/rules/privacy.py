"""No person is named, numbered or reached in what is stored: such texts are taken out before anything else is read.

Looked for only in columns that would be stored. A row that has such a text waits without it; a whole column of persons
refuses the file.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.columns import Column, Kind
from idpdash.formats import _
from idpdash.intake.draft import Draft
from idpdash.intake.findings import Problems
from idpdash.intake.issues import refused
from idpdash.intake.personal import REMOVED, kind_of, suspects
from idpdash.intake.personal.headers import is_personal_header
from idpdash.intake.personal.persons import is_persons_mailbox
from idpdash.intake.reading.cells import Cells

DESK = frozenset({"desk_phone", "desk_mail"})  # an office may be reached
PROSE = frozenset({"note", "conditions"})  # sentences, in which a person may be named


def take_out(draft: Draft) -> None:
    """Put REMOVED for every personal text, everywhere the draft keeps it, and find the rows; raises RefusedError."""
    columns = dict(draft.rows.columns)
    for name, cells in columns.items():
        if name in DESK:
            continue
        column = draft.layout.column(name)
        header = draft.rows.headers.get(name, "")
        if column.kind in (Kind.TEXT, Kind.CODE) and is_personal_header(header):
            raise refused("personal_column", column=name, value=header)
        problems = _personal(column, cells)
        if problems:
            columns[name] = Cells(cells.codes, _without(cells.words, problems))
            draft.findings.at_words(name, columns[name], problems)
    draft.rows = replace(draft.rows, columns=columns)


def mailboxes(draft: Draft) -> None:
    """Warn of mailboxes of desks that bear a person's name."""
    if draft.has("desk_mail"):
        cells = draft.rows.columns["desk_mail"]
        found = [word for word, text in enumerate(cells.texts) if is_persons_mailbox(text)]
        draft.findings.at_words("desk_mail", cells, {word: ("personal_mailbox", {}) for word in found})


def _personal(column: Column, cells: Cells) -> Problems:
    """Return which texts of a column are personal, and how; those taken out before stay out until they are mended."""
    text = column.kind in (Kind.TEXT, Kind.CHOICE)
    prose = column.name in PROSE
    problems: Problems = {}
    for word in suspects(cells.words, code=not text, prose=prose).tolist():
        written = str(cells.words[word].as_py())
        kind = kind_of(written, code=not text, prose=prose)
        if kind:
            problems[word] = ("personal_data", {"what": _(kind)})
        elif written.strip() == REMOVED:
            problems[word] = ("personal_data.removed", {})
    return problems


def _without(words: pa.Array, problems: Problems) -> pa.Array:
    """Return the texts with REMOVED for those that are personal."""
    personal: npt.NDArray[np.bool_] = np.zeros(len(words), bool)
    personal[list(problems)] = True
    return pc.if_else(pa.array(personal), REMOVED, words)
