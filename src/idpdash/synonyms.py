"""What people write above the columns of their files, in seven languages, and the groups of sex and age.

The words are in `synonyms.toml`. They are compared folded (`formats.fold`), so neither capitals nor accents count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from idpdash.formats import fold
from idpdash.wordlists import wordlist, words

_LIST = wordlist("synonyms")
# Our column → what else it is called in every layout that has it; and layout → the same for files of that layout only.
SYNONYMS: dict[str, tuple[str, ...]] = {name: words(table) for name, table in _LIST["columns"].items()}
OF_LAYOUT: dict[str, dict[str, tuple[str, ...]]] = {
    layout: {name: words(table) for name, table in _LIST[layout].items()} for layout in ("movements", "occupancy")
}


def _folded(name: str) -> frozenset[str]:
    """Return the folded words of a table."""
    return frozenset(fold(word) for word in words(_LIST[name]))


COUNTING = tuple(sorted(_folded("counting"), key=len, reverse=True))
COUNTED = tuple(_folded("counted"))
BEFORE, BEHIND = tuple(f"{word} " for word in COUNTING), tuple(f" {word}" for word in COUNTED)
SEXES = dict.fromkeys(_folded("female"), "f") | dict.fromkeys(_folded("male"), "m")
BANDS = {("0", "4"): "0_4", ("5", "11"): "5_11", ("12", "17"): "12_17", ("18", "59"): "18_59", ("60",): "60_plus"}
UNKNOWN_AGE, BESIDE = _folded("unknown_age"), _folded("beside")
QUALIFIERS = _folded("qualifiers") | SEXES.keys()  # what tells columns apart where it stands in brackets
TOUCHING = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")  # between the letter and the figure of F12


def called(layout: str, column: str) -> tuple[str, ...]:
    """Return what else a column is called in files of a layout."""
    return (*SYNONYMS.get(column, ()), *OF_LAYOUT.get(layout, {}).get(column, ()))


@lru_cache(maxsize=20_000)
def sex_and_age(heading: str) -> str | None:
    """Return the column of a group by sex and age, f_0_4 for "Filles 0-4 ans"; None if a heading names none.

    Any word that is neither sex nor age nor may stand beside them means another thing: "Female headed households".
    """
    parts = TOUCHING.sub(" ", fold(heading)).split()
    sexes = {SEXES[part] for part in parts if part in SEXES}
    if len(sexes) != 1:
        return None
    (sex,) = sexes
    ages = tuple(str(int(part)) for part in parts if part.isdecimal())
    rest = [part for part in parts if part not in SEXES and not part.isdecimal()]
    if not ages:
        return f"{sex}_unknown" if " ".join(rest) in UNKNOWN_AGE else None
    return f"{sex}_{BANDS[ages]}" if ages in BANDS and BESIDE.issuperset(rest) else None


def counted(heading: str) -> str:
    """Return a folded heading of a count without what says that it is one: "menages" for "nombre de menages total"."""
    if not heading.startswith(BEFORE) and not heading.endswith(BEHIND):
        return heading
    before = next((f"{word} " for word in COUNTING if heading.startswith(f"{word} ")), "")
    behind = next((f" {word}" for word in COUNTED if heading.endswith(f" {word}")), "")
    shorter = heading.removeprefix(before).removesuffix(behind)
    return counted(shorter) if before or behind else heading
