"""Whether two names are nearly the same: written by two hands, of one thing."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

NEARLY = 85.0  # of 100
DIGITS = re.compile(r"\d+")


def alike(one: str, other: str) -> bool:
    """Return whether two folded names are nearly the same. Camp 1 and Camp 2 are two camps."""
    return DIGITS.findall(one) == DIGITS.findall(other) and fuzz.ratio(one, other) >= NEARLY
