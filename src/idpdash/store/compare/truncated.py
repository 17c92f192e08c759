"""Files that look cut off: as many rows as exports end with, and places missing that the last one had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from idpdash.formats import _, listing, number
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.intake.issues import Issue, issue
from idpdash.intake.sources import registry
from idpdash.store.names import place_names, site_names
from idpdash.store.tables import Movement, Occupancy, Place, Site, SiteStatement, Upload, UploadStatus

SHEET_ENDS = (65_536, 1_048_576)  # rows of a sheet, the header among them
ROUND, ROUND_OF_A_SOURCE = 1_000, 10_000
MISSING_IF_ROUND, MISSING = 0.1, 0.2  # shares of the last release's places
NAMED = 8

# Of each table, by what one sees that a release is whole: the column with its places, and how those of an upload are
# asked for. A list of sites is told by its sites. The first that a file has counts.
PLACES: dict[str, tuple[str, Select[Any], Any]] = {
    "sites": ("site_code", select(Site.code).join(SiteStatement, SiteStatement.site_id == Site.id), SiteStatement),
    "occupancy": ("site_code", select(Site.code).join(Occupancy, Occupancy.site_id == Site.id), Occupancy),
    "movements": (
        "destination_place_code",
        select(Place.code).join(Movement, Movement.destination_place_id == Place.id),
        Movement,
    ),
}


@dataclass(frozen=True)
class _Before:
    """The last release. places: how many it has. missing: their codes that the file lacks; names: of the first ones.

    whole: the file speaks of all that it spoke of, or is a complete list.
    """

    upload: int
    places: int
    missing: frozenset[str]
    names: tuple[str, ...]
    whole: bool

    @property
    def share(self) -> float:
        """Return how many of the places are missing, as a share."""
        return len(self.missing) / self.places if self.places else 0.0


def releases(connection: Connection, checked: Checked) -> list[Issue]:
    """Return an error if the file ends where exports are cut off, or a warning if it lacks many of the last's places.

    Of a known source a round number of rows is enough; of any other places must be missing as well. A release that
    does not cover the period of the last one may have fewer places.
    """
    before = _before(connection, checked)
    if (cut := _cut_off(checked, before)) is not None:
        return [cut]
    if before is None or not before.whole or before.share < MISSING:
        return []
    words = {
        "count": number(len(before.missing)),
        "total": number(before.places),
        "what": _("places") if "movements" in checked.tables else _("sites"),
        "number": before.upload,
        "names": listing(list(before.names)),
    }
    return [issue("places_missing", words=words)]


def _cut_off(checked: Checked, before: _Before | None) -> Issue | None:
    """Return the error that a file looks cut off, if it does."""
    certain = _round_end(checked, ROUND_OF_A_SOURCE) if checked.source in registry() else None
    lacks = before is not None and before.share >= MISSING_IF_ROUND
    end = certain or (_round_end(checked, ROUND) if lacks else None)
    if end is None:
        return None
    places = ""
    if before is not None and lacks:
        words = _(", and {missing} of the {total} places in upload {number} are missing: {names}")
        places = words.format(
            missing=number(len(before.missing)),
            total=number(before.places),
            number=before.upload,
            names=listing(list(before.names)),
        )
    return issue("looks_truncated", words={"count": number(end), "places": places})


def _round_end(checked: Checked, step: int) -> int | None:
    """Return the number of rows with which the file ends, if exports are often cut off there; else None.

    Rows are counted as read, and as the spreadsheet counts them: a wide file has fewer rows than are read of it.
    """
    last = max(
        [int(table["row"].max()) for table in checked.tables.values() if len(table)]
        + [row.row for row in checked.waiting],
        default=0,
    )
    for rows in (checked.rows_read, last - 1):
        if rows > 0 and rows % step == 0 or any(rows in (end - 2, end - 1, end) for end in SHEET_ENDS):
            return rows
    return None


def _before(connection: Connection, checked: Checked) -> _Before | None:
    """Return the last live release of the same source and layout, None if there is none or it has no places."""
    name = next((name for name in PLACES if len(checked.tables.get(name, ()))), None)
    if name is None:
        return None
    last = connection.execute(
        select(Upload.id, Upload.period_start, Upload.period_end)
        .where(
            Upload.status == UploadStatus.LIVE,
            Upload.source == checked.source,
            Upload.layout == checked.layout,
            Upload.file_name.is_not(None),
        )
        .order_by(Upload.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return None
    column, places, model = PLACES[name]
    had = set(connection.scalars(places.where(model.upload_id == last.id).distinct()))
    missing = frozenset(had - set(checked.tables[name][column].dropna().unique()))
    whole = checked.rule is UpdateRule.COMPLETE_LIST or _covers(checked, last)
    return _Before(last.id, len(had), missing, _first_names(connection, name, missing), whole)


def _first_names(connection: Connection, name: str, codes: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the first places or sites, and how many more there are."""
    first = sorted(codes)[:NAMED]
    names = (place_names if name == "movements" else site_names)(connection, first)
    more = [_("{count} more").format(count=number(len(codes) - NAMED))] if len(codes) > NAMED else []
    return (*(f"{names[code]} ({code})" if names[code] != code else code for code in first), *more)


def _covers(checked: Checked, last: Any) -> bool:
    """Return whether the file's period contains that of the last release."""
    if checked.period is None or last.period_start is None:
        return False
    return bool(checked.period[0] <= last.period_start and checked.period[1] >= last.period_end)
