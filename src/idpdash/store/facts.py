"""Facts: movements and counts are written as rows of their upload, and kept when another upload takes their place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select, update

from idpdash.errors import IdpdashError
from idpdash.formats import _, listing
from idpdash.intake.checked import COLUMNS
from idpdash.store.bulk import BATCH, append
from idpdash.store.rows import table_of, values
from idpdash.store.tables import Movement, Occupancy, Upload, UploadStatus
from idpdash.store.uploads import FACTS, end_of, refresh_status

Progress = Callable[[float], None]


def add_movements(
    connection: Connection, upload: int, table: pd.DataFrame, places: Mapping[str, int], progress: Progress
) -> None:
    """Write movements; places: the number of every place code."""
    linked = {
        "origin_place_id": _numbers(table["origin_place_code"], places),
        "destination_place_id": _numbers(table["destination_place_code"], places),
    }
    _add(connection, Movement, upload, table, COLUMNS["movements"], linked, progress)


def add_occupancy(
    connection: Connection, upload: int, table: pd.DataFrame, sites: Mapping[str, int], progress: Progress
) -> None:
    """Write counts; sites: the number of every site code."""
    linked = {"site_id": _numbers(table["site_code"], sites)}
    _add(connection, Occupancy, upload, table, COLUMNS["occupancy"], linked, progress)


def _numbers(codes: pd.Series[Any], known: Mapping[str, int]) -> list[int | None]:
    """Return the number of each code, None where the cell is empty; IdpdashError for a code that is no longer known."""
    places, different = pd.factorize(codes)
    unknown = [str(code) for code in different if code not in known]
    if unknown:
        raise gone(unknown)
    numbers = [*(known[code] for code in different), None]
    return [numbers[place] for place in places.tolist()]


def gone(codes: Iterable[str]) -> IdpdashError:
    """Return the error for codes that somebody took away between check and load."""
    return IdpdashError(
        _("{codes} is no longer known here: somebody took it back. Check the file again.").format(
            codes=listing(list(codes)[:5])
        )
    )


def _add(
    connection: Connection,
    model: type[Movement] | type[Occupancy],
    upload: int,
    table: pd.DataFrame,
    names: tuple[str, ...],
    linked: Mapping[str, list[int | None]],
    progress: Progress,
) -> None:
    """Write rows: the columns that stand in the store as they are, and those that link to other tables.

    Turned into plain values a portion at a time, which spares a gigabyte where there are a million rows.
    """
    kinds = {name: kind.type for name, kind in table_of(model).columns.items() if name in names}

    def portion(start: int) -> dict[str, list[Any]]:
        part = table.iloc[start : start + BATCH]
        links = {name: numbers[start : start + BATCH] for name, numbers in linked.items()}
        plain = {name: values(part[name], kind) for name, kind in kinds.items()}
        return {**plain, "upload_id": [upload] * len(part), **links}

    portions = map(portion, range(0, len(table), BATCH))
    append(connection, table_of(model), portions, rows=len(table), progress=progress)


def supersede(connection: Connection, upload: int, tables: Iterable[str], period: tuple[dt.date, dt.date]) -> None:
    """Let an upload take the place of what the same source said of the same kind about a period."""
    source = select(Upload.source).where(Upload.id == upload).scalar_subquery()
    earlier = select(Upload.id).where(Upload.source == source, Upload.id != upload, Upload.status == UploadStatus.LIVE)
    for name in tables:
        model = FACTS[name]
        connection.execute(
            update(model)
            .where(model.superseded_by.is_(None), model.upload_id.in_(earlier), end_of(model).between(*period))
            .values(superseded_by=upload)
        )
    refresh_status(connection, _superseded(connection, upload))


def restore(connection: Connection, upload: int) -> None:
    """Give back their place to the facts that an upload superseded, before it goes itself.

    What a later upload of the same source replaced as well stays replaced, by that one.
    """
    touched = _superseded(connection, upload)
    source = connection.scalar(select(Upload.source).where(Upload.id == upload))
    later = connection.execute(
        select(Upload.id, Upload.layout, Upload.options, Upload.period_start, Upload.period_end)
        .where(Upload.id > upload, Upload.source == source, Upload.status != UploadStatus.UNDONE)
        .order_by(Upload.id)
    ).all()
    for name, model in FACTS.items():
        for successor in later:
            if name in successor.layout.split("+") and json.loads(successor.options).get("replaced"):
                connection.execute(
                    update(model)
                    .where(model.superseded_by == upload)
                    .where(end_of(model).between(successor.period_start, successor.period_end))
                    .values(superseded_by=successor.id)
                )
        connection.execute(update(model).where(model.superseded_by == upload).values(superseded_by=None))
    refresh_status(connection, touched)


def _superseded(connection: Connection, upload: int) -> list[int]:
    """Return the uploads of which another one took the place, wholly or in part."""
    found: set[int] = set()
    for model in FACTS.values():
        found |= set(connection.scalars(select(model.upload_id).where(model.superseded_by == upload).distinct()))
    return sorted(found)
