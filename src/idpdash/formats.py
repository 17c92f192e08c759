"""How things are written for people: numbers, days, names, and the folding by which two spellings are compared."""

from __future__ import annotations

import datetime as dt
import gettext
import re
import unicodedata
from functools import lru_cache
from math import floor, log10
from typing import TypeGuard, TypeVar

Value = TypeVar("Value")

# What a spreadsheet program may run when a cell of a CSV file begins with it (OWASP, "CSV Injection").
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")

# Every sentence a user reads goes through here; catalogues come later. gettext looks for files at each call, hence the
# cache: 10 ms a page.
_ = lru_cache(maxsize=5_000)(gettext.gettext)
ngettext = gettext.ngettext

THIN_SPACE = "\u202f"
NO_LETTERS = re.compile(r"[\W_]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def fold(text: str) -> str:
    """Return the text as spellings are compared: no accents, case, punctuation or doubled spaces.

    Letters of every script stay; "Rab-Dhuure " and "rab dhuure" fold alike.
    """
    plain = text
    if not text.isascii():  # most texts are, and a million of them are folded when places are looked up
        plain = unicodedata.normalize("NFKD", INVISIBLE.sub("", text))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(NO_LETTERS.sub(" ", plain.casefold()).split())


def defused(text: str, *, number: bool = False) -> str:
    """Return a text as it may stand in a CSV file: no spreadsheet program takes it for a formula.

    An apostrophe is put before it; `as_typed` takes just that one away again. number: a plain number such as -25.4 may
    stay as it is.
    """
    if not text.lstrip("'").startswith(RUN) or (number and NUMBER.fullmatch(text)):
        return text
    return f"'{text}"


def as_typed(text: str) -> str:
    """Return a text without the apostrophe that `defused` put before it."""
    bare = text.strip()
    return bare[1:] if bare.startswith("'") and bare.lstrip("'").startswith(RUN) else text


def known(value: Value | None) -> TypeGuard[Value]:
    """Return whether a figure, day or text is known (missing is not zero).

    Told without pandas, which takes half a second to import: NaN and NaT differ from themselves, pd.NA will not say.
    """
    try:
        return value is not None and bool(value == value)
    except TypeError:
        return False


def number(value: float | None, *, unknown: str | None = None) -> str:
    """Return a number in full, thousands apart by a thin space; "unknown" where it is missing."""
    if not known(value):
        return _("unknown") if unknown is None else unknown
    return f"{value:,.0f}".replace(",", THIN_SPACE).replace("-", "−")


def rounded(value: float | None) -> str:
    """Return a number for a sentence: at most three significant figures."""
    if not known(value) or value == 0:
        return number(value)
    step = 10 ** max(0, floor(log10(abs(value))) - 2)
    return number(round(value / step) * step)


def signed(value: float | None) -> str:
    """Return a change with its sign, in full."""
    return f"+{number(value)}" if known(value) and value > 0 else number(value)


def percent(share: float | None) -> str:
    """Return a share (0.18) as "18 %"."""
    return f"{share * 100:.0f}{THIN_SPACE}%".replace("-", "−") if known(share) else _("unknown")


def day(value: dt.date | None, *, year: bool = True) -> str:
    """Return a day as "3 May 2026"; "no day" where it is missing."""
    if not known(value):
        return _("no day")
    text = f"{value.day} {value:%b}"
    return f"{text} {value.year}" if year else text


def period(start: dt.date, end: dt.date) -> str:
    """Return two days as "3–16 May 2026"."""
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{day(start, year=start.year != end.year)} – {day(end)}"


def days(count: int) -> str:
    """Return "1 day" or "5 days"."""
    return ngettext("{count} day", "{count} days", count).format(count=count)


def listing(names: list[str]) -> str:
    """Return names as "Vesper, Tarvin and Elsing"."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
