"""Cells that held no value when the file was saved: errors of the spreadsheet, formulas unsolved, letters lost."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from idpdash.intake.findings import Problems
from idpdash.intake.reading.cells import Cells
from idpdash.intake.values.texts import LOST

FORMULA = "#FORMULA! "  # put before a formula whose result a workbook lacks (as in `workbook_child`)
ERROR_VALUES = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
    + ("#SPILL!", "#CALC!", "#GETTING_DATA", "#ERROR!")
)
SUSPECT = r"^\s*#[A-Za-z]|\x{FFFD}|\?\?\?"  # a first, quick look (RE2)


def broken_words(cells: Cells) -> Problems:
    """Return the texts that were no value when the file was saved: errors of the spreadsheet, letters that are lost."""
    suspects = pc.match_substring_regex(cells.words, SUSPECT).to_numpy(zero_copy_only=False)
    broken: Problems = {}
    for word in np.flatnonzero(suspects).tolist():
        text = str(cells.words[word].as_py()).strip()
        if text.startswith(FORMULA):
            broken[word] = ("formula_without_value", {})
        elif text.upper() in ERROR_VALUES:
            broken[word] = ("error_value", {})
        elif LOST.search(text):
            broken[word] = ("lost_letters", {})
    return broken
