"""Texts that a spreadsheet program would compute or a browser carry out: kept as text, and said."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc

from idpdash.columns import Kind
from idpdash.intake.draft import Draft
from idpdash.intake.findings import Problems

LIKELY = r"^\s*[=@+\-]|<|cript:"  # a first, quick look (RE2)
# "=1+1", "@SUM(A1)", "-2+3+cmd|…"; not -3, +5, "+999 555 0001" or "- families".
FORMULA = re.compile(r"\s*(?:[=@]\s*[^\s=@]|[+-](?:\d[\d.,]*[+*/^-])*[A-Za-z(=@|\"'])")
MARKUP = re.compile(
    r"</?(?:a|b|i|p|br|hr|h[1-6]|u|em|strong|div|span|font|img|svg|math|script|style|iframe|object|embed|link|meta|base"
    r"|form|input|button|textarea|table|tr|td|ul|ol|li|body|html|head|video|audio|details)(?:[\s/][^<>]*)?(?:>|$)"
    r"|<!--|<!doctype|javascript:|vbscript:",
    re.IGNORECASE,
)


def as_text(draft: Draft) -> None:
    """Say of texts that look like formulas or hold markup that they are kept as text."""
    for name, cells in draft.rows.columns.items():
        if draft.layout.column(name).kind not in (Kind.TEXT, Kind.CODE, Kind.CODES) and name != "reason":
            continue
        formulas: Problems = {}
        marked: Problems = {}
        likely = pc.match_substring_regex(cells.words, LIKELY).to_numpy(zero_copy_only=False)
        for word in np.flatnonzero(likely).tolist():
            text = str(cells.words[word].as_py())
            if FORMULA.match(text):
                formulas[word] = ("formula_text", {})
            if MARKUP.search(text):
                marked[word] = ("markup", {})
        draft.findings.at_words(name, cells, formulas)
        draft.findings.at_words(name, cells, marked)
