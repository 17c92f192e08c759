"""Which of our columns the words of a header mean: as they are, with units and instructions, misspelt, or as HXL tags.

The words themselves: names and labels in `columns`, synonyms in seven languages in `synonyms`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from idpdash.columns import Kind
from idpdash.formats import fold
from idpdash.intake.personal.headers import is_personal_header
from idpdash.layouts import LAYOUTS
from idpdash.synonyms import QUALIFIERS, called, counted, sex_and_age

NEAR = 90  # of 100: headers less alike are not the same word misspelt
SHORTEST = 5  # letters of a header that may be misspelt
LONGEST = 300  # letters of a header that is read with care
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|（([^（）]*)）")
JOINED = re.compile(r"\s*[/|;\n]\s*|\s+[-–—]\s+")
# Attributes of HXL tags that say no more than our layouts do.
SAYING_NOTHING = frozenset({"idps", "idp", "displaced", "arrivals", "total", "num", "reported"})


@cache
def spellings(layout_name: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return what may head a layout's columns, folded → our name: names, labels, synonyms."""
    layout = LAYOUTS[layout_name]
    names = {fold(column.name): column.name for column in layout.columns}
    labels = {fold(column.label): column.name for column in layout.columns}
    synonyms = {
        fold(word): column.name
        for column in reversed(layout.columns)
        for word in (*called(layout_name, column.name), *column.synonyms)
    }
    return names, labels, synonyms


@cache
def known_words() -> frozenset[str]:
    """Return every word, folded, that heads a column of any layout."""
    return frozenset(word for layout in LAYOUTS for words in spellings(layout) for word in words)


def is_known(heading: str) -> bool:
    """Return whether a heading means a column of any layout, however it is written short of misspelt."""
    return fold(heading) in known_words() or any(loosely(layout, heading) for layout in LAYOUTS)


@cache
def _words(layout_name: str) -> dict[str, str]:
    """Return all that may head a layout's columns, folded → our name; a name goes before a synonym."""
    names, labels, synonyms = spellings(layout_name)
    return {**synonyms, **labels, **names}


@cache
def _counts(layout_name: str) -> dict[str, str]:
    """Return the words of a layout's counts."""
    counts = {column.name for column in LAYOUTS[layout_name].columns if column.kind is Kind.COUNT}
    return {word: ours for word, ours in _words(layout_name).items() if ours in counts}


def loosely(layout_name: str, heading: str) -> str | None:
    """Return our column that a heading means beside its units and instructions; None if it means none for sure.

    "Nombre de ménages", "HH #", "Individus (total)", a line before others, "Date / Fecha": of words joined each means
    the same.
    """
    whole, parts = _readings(heading)
    for reading in whole:
        if ours := _meant(layout_name, reading):
            return ours
    meanings = {_meant(layout_name, part) for part in parts}
    return meanings.pop() if len(parts) > 1 and len(meanings) == 1 else None


@dataclass(frozen=True)
class Reading:
    """One way to read a heading. word: folded; count: the same without "number of"; group: of sex and age."""

    word: str
    count: str
    group: str | None


@lru_cache(maxsize=20_000)
def _readings(heading: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """Return the ways to read a heading as a whole, the surest first, and the words that it joins.

    As a whole: as it is, its first line, both without what stands in brackets and tells nothing apart.
    """
    if len(heading) > LONGEST:
        return (), ()
    first = next((line for line in heading.splitlines() if line.strip()), "")
    forms = dict.fromkeys(form for text in (heading, first) for form in (text, BRACKETS.sub(_telling, text)))
    parts = [part for part in JOINED.split(heading) if part.strip()]
    return tuple(map(_reading, forms)), tuple(map(_reading, parts))


def _reading(text: str) -> Reading:
    """Return how a text reads."""
    folded = fold(text)
    count = counted(folded)
    return Reading(folded, count, sex_and_age(text) or sex_and_age(count))


def _meant(layout_name: str, reading: Reading) -> str | None:
    """Return our column that a text means by itself."""
    if ours := _words(layout_name).get(reading.word):
        return ours
    if reading.group and reading.group in LAYOUTS[layout_name].names:
        return reading.group
    return _counts(layout_name).get(reading.count)


def _telling(brackets: re.Match[str]) -> str:
    """Return what stands in brackets if it tells columns apart (girls, code, region), else nothing."""
    said = fold(next(group for group in brackets.groups() if group is not None))
    tells = not QUALIFIERS.isdisjoint(said.split()) or said in known_words() or bool(re.search(r"\d", said))
    return f" {said} " if tells else " "


@lru_cache(maxsize=20_000)
def nearly(layout_name: str, heading: str) -> str | None:
    """Return our column whose word a heading misspells; None where it is near to none, or to words of several.

    Each word is misspelt by itself: "Individuals F" is none of "Individuals".
    """
    folded = fold(heading)
    if not SHORTEST <= len(folded) <= LONGEST or folded in known_words() or re.search(r"\d", folded):
        return None
    if is_personal_header(heading):  # "Contact name" is no misspelt word of ours
        return None
    near = process.extract(folded, _words(layout_name).keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=20)
    meant = {_words(layout_name)[word] for word, _score, _at in near if _word_by_word(folded, word)}
    return meant.pop() if len(meant) == 1 else None


def _word_by_word(one: str, other: str) -> bool:
    """Return whether two headings have as many words, each like the other's."""
    pairs = one.split(), other.split()
    return len(pairs[0]) == len(pairs[1]) and all(
        left == right or (min(len(left), len(right)) > 3 and fuzz.ratio(left, right) >= 80)
        for left, right in zip(*pairs, strict=True)
    )


def like_tag(tag: tuple[str, frozenset[str]], tags: Mapping[tuple[str, frozenset[str]], str]) -> str | None:
    """Return our column whose HXL tag is misspelt, or has attributes besides that say no more; None if in doubt."""
    base, attributes = tag
    meant: dict[int, set[str]] = {}
    for (other, wanted), ours in tags.items():
        if not _alike(base, other):
            continue
        found = {mine for want in wanted for mine in attributes if _alike(mine, want)}
        if len(found) == len(wanted) and attributes - found <= SAYING_NOTHING:
            meant.setdefault(len(wanted), set()).add(ours)
    most = meant.get(max(meant, default=0), set())
    return next(iter(most)) if len(most) == 1 else None


def _alike(one: str, other: str) -> bool:
    """Return whether two parts of tags are the same word, perhaps misspelt."""
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= 85)
