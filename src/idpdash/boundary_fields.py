"""Which field of a boundary file holds what: codes, names in every language, parents, levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from idpdash.errors import IdpdashError
from idpdash.formats import _, fold, known

# How COD-AB (and its older releases, cut to ten letters in a Shapefile) name the fields of a level.
CODE_FIELD = re.compile(r"^adm(?:in)?_?(\d)_?p?cod(?:e)?$", re.IGNORECASE)
NAME_FIELD = re.compile(r"^adm(?:in)?_?(\d)_?(?:name_?)?(en|name|[a-z]{2})?$", re.IGNORECASE)
# Further names of a level: ADM2_REF, ADM2ALT1EN, adm2_name1, admin2RefN, admin2AltN; VARNAME_2 and NL_NAME_2 of GADM.
FURTHER_OF_LEVEL = re.compile(
    r"^(?:adm(?:in)?_?(?P<level>\d)_?(?:ref\w*|alt\w*|name_?\d(?:_?[a-z]{2})?)|(?:var|nl_)name_(?P<gadm>\d))$",
    re.IGNORECASE,
)
# Further names that say no level: name:ar, name_uk, alt_name, local_name, alternative names.
FURTHER = re.compile(
    r"^(?:name[ _:]?[a-z]{2,3}|names?[ _](?:alt|alternative|local|other)"
    r"|(?:alt|alternative|alternate|local|other|official|old|short)[ _]?names?(?:[ _:][a-z]{2,3})?)$",
    re.IGNORECASE,
)
CODE_WORDS = ("code", "pcode", "p code", "city code", "place code", "id")
NAME_WORDS = ("name", "city name", "place name", "city", "place")
PARENT_WORDS = ("parent code", "parent", "parent pcode")
LEVEL_WORDS = ("level", "admin level")
SEPARATORS = re.compile(r"\s*[;|]\s*")  # between several names in one cell
LONGEST = 200


@dataclass(frozen=True)
class Fields:
    """Which field of a file holds what; level: the admin level that the field names say, if they do.

    further: those with further names of an area, in other languages say.
    """

    code: str
    name: str
    parent: str | None
    parent_name: str | None
    level: int | None
    level_field: str | None
    further: tuple[str, ...] = ()


def fields_of(
    names: list[str], level: int | None, code_field: str | None, name_field: str | None, parent_field: str | None
) -> Fields:
    """Return which field holds what: as named, else as COD-AB names them, else by plain words.

    Raises IdpdashError if a field that is named does not exist, or codes or names are found nowhere.
    """
    for given in (code_field, name_field, parent_field):
        if given is not None and given not in names:
            sentence = _("The file has no field {field}. It has: {names}.")
            raise IdpdashError(sentence.format(field=given, names=", ".join(names)))
    folded = {fold(name): name for name in reversed(names)}
    codes = {int(match[1]): name for name in names if (match := CODE_FIELD.match(name))}
    told = {name: number for number, name in codes.items()}.get(code_field or "")
    depth = level if level is not None else told if code_field else max(codes, default=None)
    code = code_field or (codes.get(depth) if depth is not None else None) or _worded(folded, CODE_WORDS)
    name = name_field or _name_field(names, depth) or _worded(folded, NAME_WORDS)
    if code is None or name is None:
        what = _("code (--code-field)") if code is None else _("name (--name-field)")
        sentence = _("Which field holds the {what} of an area? The file has: {names}.")
        raise IdpdashError(sentence.format(what=what, names=", ".join(names)))
    above = None if parent_field or not depth else codes.get(depth - 1)
    parent = parent_field or above or _worded(folded, PARENT_WORDS)
    parent_name = _name_field(names, depth - 1) if above and depth else None
    further = tuple(field for field in names if field not in (code, name, parent) and _is_further(field, depth))
    return Fields(code, name, parent, parent_name, depth, _worded(folded, LEVEL_WORDS), further)


def _worded(folded: dict[str, str], words: tuple[str, ...]) -> str | None:
    """Return the first field that is called by one of the words."""
    return next((folded[word] for word in words if word in folded), None)


def _name_field(names: list[str], level: int | None) -> str | None:
    """Return the field with the names of a level: the English ones, else any language."""
    found = {
        (match[2] or "name").lower(): name
        for name in names
        if (match := NAME_FIELD.match(name)) and int(match[1]) == level
    }
    return found.get("en") or found.get("name") or next(iter(found.values()), None)


def _is_further(field: str, level: int | None) -> bool:
    """Return whether a field holds further names of the areas of a level."""
    match = NAME_FIELD.match(field)
    if match:
        return int(match[1]) == level
    match = FURTHER_OF_LEVEL.match(field)
    if match:
        return int(match["level"] or match["gadm"]) == level
    return FURTHER.match(field) is not None


def further_names(name: str, cells: Iterable[str | float]) -> tuple[str, ...]:
    """Return the names in some cells, each spelling once, without the name itself and what holds no letter.

    name: missing where the area has none, which is refused later.
    """
    found: dict[str, str] = {}
    for cell in cells:
        for text in SEPARATORS.split(str(cell)) if known(cell) else ():
            if any(map(str.isalpha, text)):
                found.setdefault(fold(text)[:LONGEST], text[:LONGEST])
    own = fold(name) if known(name) else ""
    return tuple(text for folded, text in found.items() if folded and folded != own)
