"""The known sources: who sends files in a form of its own. One short module each; a new one is added to SOURCES.

A source knows its files by their columns and turns their raw table into rows of our layouts, cells still text:
everything after that (numbers, days, places, rules) is checked as in any other file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from idpdash.intake.checked import UpdateRule
from idpdash.intake.issues import Issue
from idpdash.intake.places.gazetteer import Spot
from idpdash.intake.reading.cells import Book, Rows
from idpdash.layouts import Layout

# Districts of Somalia as the clusters write them → as COD-AB 2023 does. Badhan and Dhahar are no districts there and
# stay unknown.
SOMALIA = {"Lasqoray": "Laasqoray", "Baidoa": "Baydhaba", "Kismayo": "Kismaayo"}


@dataclass(frozen=True)
class Understood:
    """What a source makes of a file. layouts: our layouts with the same rows of the file at the same positions.

    brought: reference rows that the source brings along, not rows of the file; spots: the places among them.
    sheet: the one that was read.
    """

    layouts: tuple[tuple[Layout, Rows], ...]
    brought: tuple[tuple[Layout, Rows], ...] = ()
    spots: tuple[Spot, ...] = ()
    issues: tuple[Issue, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class Source:
    """A known source. aliases: its spellings of places → names in COD-AB. example: what its files look like.

    read: takes a file and the values given once for it (our column → value); None for a file that is not one of its.
    """

    name: str
    rule: UpdateRule
    example: str
    read: Callable[[Book, Mapping[str, str]], Understood | None]
    aliases: Mapping[str, str] = field(default_factory=dict)


def registry() -> dict[str, Source]:
    """Return the known sources by name."""
    from idpdash.intake.sources import cccm_sites, nanao_shelters, prmn  # they import the classes above

    return {source.name: source for source in (prmn.SOURCE, cccm_sites.SOURCE, nanao_shelters.SOURCE)}
