"""How alike two spellings of a name are: for saying that a name is meant, and for proposing what may be meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from idpdash.formats import fold

SURE = 85  # of 100: names so alike are one name where a code says already which place is meant
SURE_WORD = 76  # and so alike must each of their words be: "east" and "west" are 75
ARTICLES = frozenset({"al", "ad", "an", "ar", "as", "at", "ash", "el", "il", "la", "le", "the"})
# What kind of place it is, beside its name.
# fmt: off
KINDS = frozenset({
    "district", "region", "town", "city", "municipality", "province", "county", "governorate", "state", "village",
    "ville", "commune", "departement", "oblast", "raion", "rayon", "hromada", "provincia", "municipio", "distrito",
    "ciudad", "cidade",
})
# fmt: on
# Letters of other alphabets that look like Latin ones, as `fold` leaves them.
LOOK_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝһ" + "αβεζηικμνορτυχ",
    "abekmhopctyxijsdqwh" + "abezhikmnoptyx",
)
SOUNDS = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "h"))


def bare(folded: str) -> str:
    """Return a folded name without articles and without words for its kind of place; itself if nothing else is left."""
    return " ".join(word for word in folded.split() if word not in ARTICLES and word not in KINDS) or folded


def simple(folded: str) -> str:
    """Return a folded name so that transliterations agree: bare, without spaces, doubled letters once."""
    return re.sub(r"(.)\1+", r"\1", bare(folded).replace(" ", ""))


def consonants(folded: str) -> str:
    """Return what is left of a folded name when its vowels, which transliterations change most, are dropped."""
    text = bare(folded).replace(" ", "")
    for written, sound in SOUNDS:
        text = text.replace(written, sound)
    kept = re.sub(r"[aeiouyw]", "", text)
    return re.sub(r"(.)\1+", r"\1", kept).removesuffix("h")


def in_latin(text: str) -> str | None:
    """Return a name folded with letters that only look like Latin ones made Latin; None where no word mixes them."""
    if text.isascii():
        return None
    folded = fold(text)
    latin = folded.translate(LOOK_ALIKE)
    mixed = any(
        word != plain and re.search(r"[a-z]", word) for word, plain in zip(folded.split(), latin.split(), strict=True)
    )
    return latin if mixed else None


def same_name(one: str, other: str) -> bool:
    """Return whether two folded names are the same but for their spelling, where a code says the place already.

    Numbers must agree, and each word must be near its counterpart: "Camp 1" is not "Camp 2", nor north south.
    """
    if simple(one) == simple(other):
        return True
    one, other = bare(one), bare(other)
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or fuzz.ratio(one, other) < SURE:
        return False
    words, others = one.split(), other.split()
    return len(words) != len(others) or all(
        fuzz.ratio(word, counterpart) >= SURE_WORD for word, counterpart in zip(words, others, strict=True)
    )


@lru_cache(maxsize=10_000)
def scripts(text: str) -> frozenset[str]:
    """Return the scripts in which a text is written: "LATIN", "ARABIC"…"""
    names = (unicodedata.name(letter, "") for letter in text if letter.isalpha())
    return frozenset(name.partition(" ")[0] for name in names if name)
