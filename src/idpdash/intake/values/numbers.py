"""Texts → numbers. How a column groups its thousands is decided from all its texts, never cell by cell.

A text that reads one way only has a vote ("1.234,5", "12,0"); where the votes contradict each other, no mark is taken
for one between thousands, and what may be read two ways is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from idpdash.columns import LARGEST_COUNT

LARGEST_MEASURE = 10.0**15  # whole numbers up to here are exact as decimals
PLAIN = re.compile(r"-?\d+(\.0{1,2})?")
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
SPACED = re.compile(r"[-+]?\d{1,3}([\s\u00a0\u2009\u202f'’]\d{3})+([.,]\d*)?")
GROUPED = {mark: re.compile(rf"-?[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+") for mark in ",."}
TWICE = {mark: re.compile(rf"-?[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}}){{2,}}") for mark in ",."}
BOTH = {  # the mark of decimals → a text that has both marks, thousands first
    mark: re.compile(rf"-?[1-9]\d{{0,2}}({re.escape(other)}\d{{3}})+{re.escape(mark)}\d+")
    for mark, other in (".,", ",.")
}
FRACTION = {
    mark: re.compile(rf"[-+]?(\d*{re.escape(mark)}(\d{{1,2}}|\d{{4,}})|0{re.escape(mark)}\d+)") for mark in ",."
}
SURE = 20  # so many votes for one way for each for the other make those for the other mistakes
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
    """Return the style of a column of counts: "1.475" groups thousands unless another text says that "." is decimal."""
    votes = {",": 0, ".": 0}  # for each as the mark of decimals
    for text in _marked(texts):
        for decimal, thousands in (".,", ",."):
            if _decides(text, decimal, thousands) or GROUPED[thousands].fullmatch(text):
                votes[decimal] += 1
    return _elected(votes, otherwise=Style("", "."))


def measure_style(texts: Iterable[str], *, degrees: bool = False) -> Style:
    """Return the style of a column of decimals.

    One mark with three digits behind it ("1,475") may be read two ways. Where no other text decides, the comma groups
    thousands if every comma of the column may, and the dot is decimal. degrees: coordinates group no thousands.
    """
    marked = list(_marked(texts))
    votes = {
        decimal: sum(1 for text in marked if _decides(text, decimal, thousands)) for decimal, thousands in (".,", ",.")
    }
    if degrees:
        return Style("", "," if marked and not any("." in text for text in marked) else ".")
    commas = [text for text in marked if "," in text]
    grouped = all(GROUPED[","].fullmatch(text.split(".")[0]) for text in commas)
    return _elected(votes, otherwise=Style(",", ".") if grouped else Style("", "."))


def _marked(texts: Iterable[str]) -> Iterable[str]:
    """Return the texts that have a dot or comma, without spaces."""
    for text in texts:
        if "." in (plain := plain_digits(text)) or "," in plain:
            yield _closed(plain)


def _closed(text: str) -> str:
    """Return a number's text without the spaces or apostrophes that group its thousands; "12 5" is left as it is."""
    return SPACES.sub("", text) if SPACED.fullmatch(text) else text


def _decides(text: str, decimal: str, thousands: str) -> bool:
    """Return whether a text reads only with that mark of decimals."""
    return bool(FRACTION[decimal].fullmatch(text) or BOTH[decimal].fullmatch(text) or TWICE[thousands].fullmatch(text))


def _elected(votes: dict[str, int], *, otherwise: Style) -> Style:
    """Return the style that has the votes; none may hold thousands where they contradict each other."""
    dots, commas = votes["."], votes[","]
    if dots == commas == 0:
        return otherwise
    if min(dots, commas) * SURE > max(dots, commas):
        return Style("", ".")
    return Style(",", ".") if dots > commas else Style(".", ",")


def count(text: str, style: Style) -> int | Unreadable:
    """Return a whole number, zero or more; "12.0", as spreadsheets export it, is 12."""
    bare = _plain(text, style)
    if not PLAIN.fullmatch(bare):
        decimal = DECIMAL.fullmatch(bare.replace(",", "."))
        return Unreadable("not_whole" if decimal else "not_a_number")
    value = int(bare.split(".")[0])
    if value < 0:
        return Unreadable("negative")
    return Unreadable("number_too_large") if value > LARGEST_COUNT else value


def measure(text: str, style: Style) -> float | Unreadable:
    """Return a decimal number; powers ("1e3"), infinities and the like are none."""
    bare = _plain(text, style)
    if not DECIMAL.fullmatch(bare) or len(bare) > 40:
        return Unreadable("not_a_number")
    value = float(bare)
    return Unreadable("number_too_large") if abs(value) > LARGEST_MEASURE else value


def _plain(text: str, style: Style) -> str:
    """Return a number's text without what groups its thousands, a dot before its decimals."""
    bare = _closed(plain_digits(text))
    if style.thousands and style.thousands in bare:
        whole, mark, decimals = bare.partition(style.decimal)
        if not GROUPED[style.thousands].fullmatch(whole):
            return bare.replace(style.decimal, ".") if style.thousands != "." else bare
        bare = whole.replace(style.thousands, "") + mark + decimals
    return bare.replace(style.decimal, ".")
