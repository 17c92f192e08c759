"""What intake hands on: what the user asked for, what is known of places, and the checked tables with their issues."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from idpdash import columns as c
from idpdash.intake.issues import Issue, Severity

MOST_ISSUES = 1_000


class UpdateRule(StrEnum):
    """What a later file of the same source means for what the earlier ones said."""

    APPEND = "append"
    REPLACE_PERIOD = "replace_period"
    COMPLETE_LIST = "complete_list"


@dataclass(frozen=True)
class Options:
    """How a file is to be read. layout, source, sheet: None means guess. mapping: our column → theirs.

    constants: our column → one value for the whole file ("" is no value). spellings: our column, a word as written, the
    code that it means. day_first: how days such as 03/05/2026 are meant, None: as the column shows. left_out: our
    column and a text: rows that have it there are left out. mended: row, our column, and what is to stand there.
    erase: our columns whose empty cells erase what is stored.
    """

    layout: str | None = None
    source: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    spellings: tuple[tuple[str, str, str], ...] = ()
    day_first: bool | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    mended: tuple[tuple[int, str, str], ...] = ()
    erase: tuple[str, ...] = ()

    @property
    def given(self) -> dict[str, str]:
        """Return the constants that are values."""
        return {name: value for name, value in self.constants if value.strip()}


@dataclass(frozen=True)
class Profile:
    """How files of one shape are read, as a user said once: kept under the source's name, used by the next of them.

    shape: of the header (`fitting.shape`). mapping, constants, spellings, sheet: as in Options.
    """

    source: str
    layout: str
    shape: str
    mapping: tuple[tuple[str, str], ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    spellings: tuple[tuple[str, str, str], ...] = ()
    sheet: str | None = None


def _no_outlines(_codes: Iterable[str]) -> dict[str, bytes]:
    """Return no outline."""
    return {}


@dataclass(frozen=True)
class Known:
    """What the store knows when a file is checked.

    places: `frames.PLACES`. cities: `frames.CITIES`; a city's own place has the city's code. aliases: `frames.ALIASES`.
    site_codes: every site of the store. names: further names of places (in the local language, say), folded → codes.
    mappings: how files of a shape were read before. outlines: gives the outlines (WKB) of places by their codes, those
    that are known.
    """

    places: pd.DataFrame
    cities: pd.DataFrame
    aliases: pd.DataFrame
    site_codes: frozenset[str] = frozenset()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    mappings: tuple[Profile, ...] = ()
    outlines: Callable[[Iterable[str]], Mapping[str, bytes]] = _no_outlines


@dataclass(frozen=True)
class WaitingRow:
    """A row that cannot be loaded: as written (our column names where mapped), and why."""

    layout: str
    row: int
    cells: Mapping[str, str]
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Checked:
    """A file that was read and checked.

    tables: layout → good rows, columns as in COLUMNS below. waiting: rows with an error, once a row.
    fatal: an error that concerns the whole file; then nothing may be loaded, not even in part.
    issues: the first MOST_ISSUES; issue_counts counts all. rows_read: data rows of the file;
    rows_again: those of them that say an earlier record once more, word for word, and load no second time.
    listed_at: for a complete list its instant (UTC), with listed_on, its day in IDPDASH_TIMEZONE.
    mapping: our column → theirs as used (shown on the Upload page). layout: "sites+occupancy" for several.
    headers: the column names that the file has (to choose from on the Upload page). shape: of them. profile: the
    source under which the way it was read was kept. sheet: the one that was read; sheets: all that might be.
    left_out: rows that the user left out. words: of each of our code lists in the file, a word as written → the code
    it was read as, "" for none. examples: of each column of the file, its first texts.
    content: what the good rows say, whatever their order; "" where nobody has asked. compared: the version of the store
    beside which the file was held. apart: rows that would be good but wait for what is stored, by table. All three are
    the store's to fill.
    """

    file_name: str
    fingerprint: str
    layout: str
    source: str
    rule: UpdateRule
    tables: Mapping[str, pd.DataFrame]
    rows_read: int
    rows_again: int = 0
    waiting: tuple[WaitingRow, ...] = ()
    issues: tuple[Issue, ...] = ()
    issue_counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    fatal: bool = False
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headers: tuple[str, ...] = ()
    shape: str = ""
    profile: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    left_out: frozenset[int] = frozenset()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    options: Options = field(default_factory=Options)
    totals: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    period: tuple[dt.date, dt.date] | None = None
    listed_at: dt.datetime | None = None
    listed_on: dt.date | None = None
    content: str = ""
    compared: int | None = None
    apart: Mapping[str, pd.DataFrame] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rows_good(self) -> int:
        """Return how many rows of the file can be loaded."""
        return self.rows_read - self.rows_again - len(self.waiting) - len(self.left_out)

    def saying(self, issues: Iterable[Issue]) -> Checked:
        """Return the same with more issues, before the others."""
        more = tuple(issues)
        counts = Counter(self.issue_counts)
        for one in more:
            counts[one.code] += one.rows
        return replace(self, issues=(*more, *self.issues)[:MOST_ISSUES], issue_counts=dict(counts))

    @property
    def errors(self) -> int:
        """Return how many errors there are, the file's own and the rows'."""
        return Counter(issue.severity for row in self.waiting for issue in row.issues)[Severity.ERROR] + int(self.fatal)


_SEX_AGE = tuple(column.name for column in c.SEX_AGE)
# The columns of each checked table, in order. `row`: row number as a spreadsheet shows it (int). Codes are codes of
# places ("…_place_code": a city's own place where a city was meant) or cities; days are python-date-like datetime64[s],
# instants UTC datetime64[s]; counts Int64; text `str` dtype with NaN for missing; choices hold the code.
COLUMNS: dict[str, tuple[str, ...]] = {
    "movements": (
        "row",
        "period_start",
        "period_end",
        "direction",
        "origin_place_code",
        "origin_as_written",
        "destination_place_code",
        "destination_as_written",
        "households",
        "individuals",
        *_SEX_AGE,
        "reason",
        "reason_as_written",
        "priority_need",
        "basis",
        "operation",
        "record_id",
    ),
    # valid_from: the file's `date`, else missing (the store decides: opens_on, since always, or the day of loading)
    "sites": (
        "row",
        "site_code",
        "valid_from",
        "site_name",
        "place_code",
        "place_as_written",
        "site_type",
        "site_type_local",
        "latitude",
        "longitude",
        "status",
        "floor_area_m2",
        "beds",
        "toilets",
        "safe_room_seats",
        "staffed_places",
        "legal_limit",
        "accessible_beds",
        "opens_on",
        "closes_on",
        "sensitive",
    ),
    "occupancy": (
        "row",
        "site_code",
        "counted_on",
        "counted_at",
        "individuals",
        "households",
        "places_reported",
        "basis",
        "record_id",
    ),
    "needs": (
        "row",
        "need_code",
        "city_code",
        "city_as_written",
        "item",
        "quantity",
        "unit",
        "priority",
        "needed_by",
        "note",
    ),
    "offers": (
        "row",
        "offer_code",
        "city_code",
        "city_as_written",
        "item",
        "quantity",
        "unit",
        "to_city_code",
        "to_city_as_written",
        "site_code",
        "available_from",
        "expires_on",
        "conditions",
    ),
    # place_pcodes: codes with ";" between, every one of them known
    "cities": (
        "row",
        "city_code",
        "city_name",
        "latitude",
        "longitude",
        "country",
        "population",
        "place_pcodes",
        "tax_revenue",
        "desk_phone",
        "desk_mail",
    ),
}
# Tables are loaded in this order: what others rest on first.
ORDER = ("cities", "sites", "occupancy", "movements", "needs", "offers")
