"""Telephone numbers: with the number of their country, with marks between their digits, or named as one."""

from __future__ import annotations

import re

STARTS = r"(?<![A-Za-z0-9.,+/_-])"  # a number begins here and is not the rest of another
ENDS = r"(?![A-Za-z0-9_])"
INTERNATIONAL = re.compile(rf"{STARTS}(?P<way>\+|00) ?\(?[1-9](?:[ .\-/()]{{0,2}}\d){{7,14}}{ENDS}")
BRACKETS = r"\(0\d{1,4}\) ?\d{2,8}(?:[ .-]?\d{2,4}){0,3}"  # (061) 555 1234
MARKED = r"0[1-9]\d{0,3}(?P<mark>[ .-])\d{2,4}(?:(?P=mark)\d{2,4}){1,3}"  # 061-555-1234, 01 23 45 67 89
ONE_MARK = r"0[1-9]\d{0,3}[ /-]\d{5,8}"  # 061 5551234
THREE_THREE_FOUR = r"\(\d{3}\) ?\d{3}[ .-]\d{4}|[2-9]\d{2}-\d{3}-\d{4}"  # (555) 123-4567
NATIONAL = re.compile(rf"{STARTS}(?:{BRACKETS}|{MARKED}|{ONE_MARK}|{THREE_THREE_FOUR}){ENDS}")
UNBROKEN = re.compile(rf"{STARTS}0[1-9]\d{{8,9}}(?![.,]\d){ENDS}")
IN_CODES = re.compile(rf"{STARTS}(?:{BRACKETS}|0[1-9]\d{{0,3}}(?: \d{{2,4}}){{2,4}}){ENDS}")
NAMED = re.compile(
    r"(?:\b(?:tel|tel[eé](?:ph|f)one|tel[eé]fono|t[eé]l[eé]?|phone|mobile|mob|cell|cellphone|whats ?app|viber|celular"
    r"|telem[oó]vel|call|тел|телефон|моб|моб[иі]льн\w+)\b|هاتف|جوال|موبايل|電話|携帯)"
    r"(?:\W{0,3}(?:no|nr|number|num|n°|№)\b)?[\s.:#№°-]{0,4}\+?\(?\d(?:[ .\-/()]{0,2}\d){6,14}(?!\d)",
    re.IGNORECASE,
)
DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\D(?:0?[1-9]|[12]\d|3[01])\D(?:19|20)?\d\d(?!\d)")
THOUSANDS = re.compile(r"\+\d{1,3}([ .])\d{3}\1\d{3}")
DECIMAL = re.compile(r"[+-]?\d+\.\d+")


def holds_phone(text: str, *, code: bool) -> bool:
    """Return whether a text holds a telephone number. code: of codes and numbers less is taken for one."""
    if any(_is_international(match, code=code) for match in INTERNATIONAL.finditer(text)):
        return True
    if NAMED.search(text):
        return True
    patterns = (IN_CODES,) if code else (NATIONAL, UNBROKEN)
    return any(_is_national(match[0]) for pattern in patterns for match in pattern.finditer(text))


def _is_international(match: re.Match[str], *, code: bool) -> bool:
    """Return whether digits behind + or 00 are as many as a number with its country has; no count or coordinate."""
    digits = sum(letter.isdigit() for letter in match[0])
    if match["way"] == "00":
        return digits >= 11 and not code
    number = bool(DECIMAL.fullmatch(match[0]) or THOUSANDS.fullmatch(match[0]))
    return digits >= 9 and not number


def _is_national(number: str) -> bool:
    """Return whether digits with marks between are a telephone number: long enough, no day, no list of codes."""
    parts = re.findall(r"\d+", number)
    digits = sum(map(len, parts))
    alike = len(parts) > 1 and len({len(part) for part in parts}) == 1
    if alike and len(parts[0]) == 2:  # 01 23 45 67 89
        return len(parts) == 5
    return 9 <= digits <= 12 and not alike and not DAY.match(number) and not DECIMAL.fullmatch(number)
