"""Texts → clean texts: trimmed, no invisible letters, one form of accents, garbled letters mended where certain."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.formats import INVISIBLE
from idpdash.intake.findings import Problems
from idpdash.intake.personal import REMOVED

LOST = re.compile(r"\ufffd|\?{3,}")
UNUSUAL = r"[^ -~]|\?\?\?"  # what plain cleaning does not cover (RE2)
CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
HIDDEN = re.compile(f"{INVISIBLE.pattern}|[{CONTROL}]")
LOADS = frozenset({"mended_letters", "hidden_letters"})  # the text is kept all the same


def clean(words: pa.Array, longest: int) -> tuple[pa.Array, Problems]:
    """Return texts cleaned, null where empty, and what is wrong with which of them. longest: in letters."""
    cleaned = pc.utf8_trim_whitespace(words)
    problems: Problems = {}
    unusual = np.flatnonzero(pc.match_substring_regex(cleaned, UNUSUAL).to_numpy(zero_copy_only=False))
    if len(unusual):
        texts = cleaned.to_pylist()
        for word in unusual:
            text, mended = _mended(texts[word])
            if mended:
                problems[int(word)] = ("mended_letters", {"mended": text})
            elif LOST.search(text):
                problems[int(word)] = ("lost_letters", {})
            elif HIDDEN.search(texts[word]):
                problems[int(word)] = ("hidden_letters", {})
            texts[word] = text
        cleaned = pa.array(texts, pa.string())
    lengths = pc.utf8_length(cleaned).to_numpy(zero_copy_only=False)
    for word in np.flatnonzero(lengths > longest):
        problems[int(word)] = ("too_long", {"count": int(lengths[word]), "most": longest})
    unusable = [word for word, (key, _words) in problems.items() if key not in LOADS]
    empty = pc.is_in(cleaned, pa.array(["", REMOVED])).to_numpy(zero_copy_only=False).copy()
    empty[unusable] = True
    return pc.if_else(pa.array(empty), pa.scalar(None, pa.string()), cleaned), problems


def _mended(text: str) -> tuple[str, bool]:
    """Return a text cleaned, and whether its letters were garbled: UTF-8 that was once read as Windows-1252."""
    text = HIDDEN.sub("", unicodedata.normalize("NFC", text)).strip()
    if text.isascii():
        return text, False
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text, False
    return unicodedata.normalize("NFC", mended), True
