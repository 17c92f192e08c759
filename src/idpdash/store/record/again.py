"""Rows that wait, checked anew with what is known now: from the cells as they were kept, without their file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Connection, Engine, select

from idpdash.errors import IdpdashError
from idpdash.formats import _, fold
from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Known, Options, UpdateRule, WaitingRow
from idpdash.intake.issues import Issue, Severity
from idpdash.intake.personal import REMOVED
from idpdash.intake.sources import registry
from idpdash.layouts import LAYOUTS
from idpdash.store import tables as t
from idpdash.store.compare.promised import beside_promises
from idpdash.store.engine import reading
from idpdash.store.known import known
from idpdash.store.rows import table_of
from idpdash.store.tables import Upload, UploadStatus
from idpdash.vocabulary import FIELD


@dataclass(frozen=True)
class Kept:
    """The rows of an upload that wait, with how its file was read."""

    upload: int
    layout: str
    source: str
    options: Mapping[str, Any]
    status: str
    rows: tuple[WaitingRow, ...]

    @property
    def obstacle(self) -> str | None:
        """Return why its rows cannot be tried again by themselves, None where they can."""
        if self.status != UploadStatus.LIVE:
            return _("A later upload has taken the place of this one: its rows cannot be added any more.")
        if self.layout not in LAYOUTS or self.options.get("rule") == UpdateRule.COMPLETE_LIST:
            return _("One row of this file makes several tables: mend the file and load it again.")
        return None


def kept_of(connection: Connection, upload: int) -> Kept:
    """Return the rows of an upload that wait; IdpdashError where it is not known."""
    found = connection.execute(select(table_of(Upload)).where(Upload.id == upload)).one_or_none()
    if found is None:
        raise IdpdashError(_("There is no upload {number}.").format(number=upload))
    waiting = t.WaitingRow
    told = connection.execute(
        select(waiting.layout, waiting.row_number, waiting.cells, waiting.issues)
        .where(waiting.upload_id == upload, waiting.dismissed_by.is_(None))
        .order_by(waiting.row_number)
    )
    rows = tuple(
        WaitingRow(layout, row, json.loads(cells), tuple(_issue(one) for one in json.loads(issues)))
        for layout, row, cells, issues in told
    )
    return Kept(upload, found.layout, found.source, json.loads(found.options), found.status, rows)


def _issue(told: Mapping[str, Any]) -> Issue:
    """Return an issue as it was kept."""
    return Issue(**{**told, "severity": Severity(told["severity"])})


def recheck(
    store: Engine, upload: int, *, today: dt.date, timezone: ZoneInfo, day_first: bool | None = None
) -> Checked | str:
    """Return the rows of an upload that wait, checked with what is known now; or why they cannot be tried again."""
    with reading(store) as connection:
        kept = kept_of(connection, upload)
        return kept.obstacle or checked_anew(connection, kept, today=today, timezone=timezone, day_first=day_first)


def checked_anew(
    connection: Connection, kept: Kept, *, today: dt.date, timezone: ZoneInfo, day_first: bool | None
) -> Checked:
    """Return rows that wait, checked as a small file in our own columns, numbered as in their file.

    Of a known source its column of record is followed where a row names a region that its place does not lie in.
    """
    own = kept.source not in registry()
    places = known(connection)
    places = replace(places if own else _with_aliases(places, kept.source), mappings=())
    spellings = tuple((name, word, code) for name, word, code in kept.options.get("spellings", ()))
    options = Options(
        kept.layout,
        kept.source if own else FIELD,
        spellings=spellings,
        day_first=kept.options.get("day_first") if day_first is None else day_first,
    )

    def tried(rows: Sequence[WaitingRow]) -> Checked:
        found = check(_csv(rows), "rows.csv", options, places, today=today, timezone=timezone)
        return _numbered(found, [row.row for row in rows])

    found = tried(kept.rows)
    contrary = {row.row for row in found.waiting if any(issue.code == "wrong_parent" for issue in row.issues)}
    if contrary and not own:
        found = tried([_without_region(row) if row.row in contrary else row for row in kept.rows])
    found = beside_promises(connection, found, today)
    seen = {row.row for row in found.waiting}.union(*(table["row"] for table in found.tables.values()))
    lost = [row for row in kept.rows if row.row not in seen]  # an empty row, say, or one that looks like a total
    cells = {row.row: row.cells for row in kept.rows}
    waiting = [replace(row, cells=cells[row.row]) for row in (*found.waiting, *lost)]
    return replace(found, source=kept.source, waiting=tuple(sorted(waiting, key=lambda row: row.row)))


def _without_region(row: WaitingRow) -> WaitingRow:
    """Return a row without the names of the regions that its places are said to lie in."""
    return replace(row, cells={name: "" if name.endswith("_parent_name") else text for name, text in row.cells.items()})


def _csv(rows: Sequence[WaitingRow]) -> bytes:
    """Return rows as a CSV file in our columns."""
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows([_cell(row.cells.get(name, "")) for name in names] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """Return a cell on one line; one that personal data was taken out of is empty."""
    return "" if text.strip() == REMOVED else " ".join(text.split())


def _with_aliases(places: Known, source: str) -> Known:
    """Return what is known, with the spellings of a known source as those of any file."""
    names = {
        fold(name): code for name, code in zip(places.places["place_name"], places.places["place_code"], strict=True)
    }
    names |= {
        fold(name): code for name, code in zip(places.cities["city_name"], places.cities["city_code"], strict=True)
    }
    own = [(FIELD, fold(name), names.get(fold(meant))) for name, meant in registry()[source].aliases.items()]
    built_in = pd.DataFrame([one for one in own if one[2]], columns=["source", "folded", "place_code"])
    told = places.aliases.assign(source=places.aliases["source"].replace({source: FIELD}))
    every = pd.concat([built_in, told[told["source"].isin(["", FIELD])]], ignore_index=True)
    return replace(places, aliases=every.astype(places.aliases.dtypes.to_dict()))


def _where(row: int, column: str | None) -> str:
    """Return how the sentence of an issue begins."""
    return _("Row {row}, {column}").format(row=row, column=column) if column else _("Row {row}").format(row=row)


def _numbered(checked: Checked, rows: Sequence[int]) -> Checked:
    """Return a checked file with its rows numbered as they were in another, its columns called as forms call them.

    The first row under the header is 2.
    """
    number_of = dict(enumerate(rows, start=2))
    labels = {column.name: column.label for column in LAYOUTS[checked.layout].columns}

    def named(issue: Issue) -> Issue:
        if issue.row is None or issue.row not in number_of:
            return issue
        here, there = _where(issue.row, issue.column), _where(number_of[issue.row], labels.get(issue.column or ""))
        message = there + issue.message.removeprefix(here) if issue.message.startswith(here) else issue.message
        return replace(issue, row=number_of[issue.row], message=message)

    return replace(
        checked,
        mapping={},
        tables={name: table.assign(row=table["row"].map(number_of)) for name, table in checked.tables.items()},
        waiting=tuple(
            replace(row, row=number_of[row.row], issues=tuple(named(issue) for issue in row.issues))
            for row in checked.waiting
        ),
        issues=tuple(named(issue) for issue in checked.issues),
    )
