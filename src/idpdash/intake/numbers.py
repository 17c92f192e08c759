"""Texts → numbers. How a column groups its thousands is decided from all its texts, never cell by cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from idpdash.columns import LARGEST_COUNT

LARGEST_MEASURE = 10.0**15  # whole numbers up to here are exact as decimals
PLAIN = re.compile(r"-?\d+(\.0{1,2})?")
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
GROUPED = {mark: re.compile(rf"-?\d{{1,3}}({re.escape(mark)}\d{{3}})+") for mark in ",."}
DECIMAL = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")


@dataclass(frozen=True)
class Unreadable:
    """A text that is no number (or day): the code of the issue, and words for its sentence."""

    code: str
    words: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Style:
    """How a column writes numbers: the mark between thousands, and between whole and decimals."""

    thousands: str = ","
    decimal: str = "."


def plain_digits(text: str) -> str:
    """Return the text trimmed, with digits of any script as 0–9 and one minus sign."""
    text = text.strip()
    if text.isascii():
        return text
    digits = "".join(
        str(unicodedata.decimal(letter)) if unicodedata.decimal(letter, None) is not None else letter for letter in text
    )
    return digits.replace("−", "-").replace("٬", ",").replace("٫", ".").strip()


def count_style(texts: Iterable[str]) -> Style:
    """Return the style of a column of counts: "1.475" groups thousands only if every dotted text of it does."""
    found = [SPACES.sub("", plain_digits(text)) for text in texts]
    marks = {mark: [text for text in found if mark in text and not PLAIN.fullmatch(text)] for mark in ",."}
    for mark, other in ((".", ","), (",", ".")):
        if marks[mark] and all(GROUPED[mark].fullmatch(text) for text in marks[mark]):
            return Style(mark, other)
    return Style("", ".")


def measure_style(texts: Iterable[str]) -> Style:
    """Return the style of a column of decimals: a comma is the decimal mark if no text has a dot behind it."""
    found = [SPACES.sub("", plain_digits(text)) for text in texts]
    commas = [text for text in found if "," in text]
    if any("." in text for text in found) or not commas:
        return Style(",", ".") if all(GROUPED[","].fullmatch(text.split(".")[0]) for text in commas) else Style("", ".")
    return Style(".", ",")


def count(text: str, style: Style) -> int | Unreadable:
    """Return a whole number, zero or more; "12.0", as spreadsheets export it, is 12."""
    bare = SPACES.sub("", plain_digits(text))
    if style.thousands and GROUPED[style.thousands].fullmatch(bare):
        bare = bare.replace(style.thousands, "")
    if not PLAIN.fullmatch(bare):
        decimal = DECIMAL.fullmatch(bare.replace(",", "."))
        return Unreadable("not_whole" if decimal else "not_a_number")
    value = int(bare.split(".")[0])
    if value < 0:
        return Unreadable("negative")
    return Unreadable("number_too_large") if value > LARGEST_COUNT else value


def measure(text: str, style: Style) -> float | Unreadable:
    """Return a decimal number; powers ("1e3"), infinities and the like are none."""
    bare = SPACES.sub("", plain_digits(text))
    if style.thousands:
        bare = bare.replace(style.thousands, "")
    bare = bare.replace(style.decimal, ".")
    if not DECIMAL.fullmatch(bare) or len(bare) > 40:
        return Unreadable("not_a_number")
    value = float(bare)
    return Unreadable("number_too_large") if abs(value) > LARGEST_MEASURE else value
