"""Words → codes of a code list, in every spelling that we know."""

from __future__ import annotations

from enum import StrEnum

from rapidfuzz import fuzz, process

from idpdash.formats import fold
from idpdash.vocabulary import SPELLINGS


def folded_word(written: str) -> str:
    """Return a word as spellings are compared; one of signs alone, such as € or ?, stays as it is."""
    return fold(written) or written.strip()


def nearest(text: str, known: dict[str, StrEnum]) -> str | None:
    """Return the code whose spelling is nearest to a text, if any is near."""
    best = process.extractOne(text, list(known), scorer=fuzz.ratio, score_cutoff=75)
    return str(known[best[0]]) if best else None


def words_of(choices: type[StrEnum]) -> dict[str, StrEnum]:
    """Return every spelling of a code list, folded → code."""
    return {
        **{fold(str(choice)): choice for choice in choices},
        **{fold(word): choice for word, choice in SPELLINGS.get(choices, {}).items()},
    }
