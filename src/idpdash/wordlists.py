"""The lists of words in seven languages that lie beside the code (`synonyms.toml`, `spellings.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def wordlist(name: str) -> Mapping[str, Any]:
    """Return a list of words: its tables, at whose ends stand the words of each language."""
    with (Path(__file__).parent / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words(of_languages: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the words of all languages, English first, each once."""
    return tuple(dict.fromkeys(word for of_language in of_languages.values() for word in of_language))
