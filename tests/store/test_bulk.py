"""Many rows reach the store as they are, however many there are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, text

from idpdash.store.bulk import BATCH, MANY, TOGETHER, append
from idpdash.store.engine import reading, writing
from idpdash.store.rows import table_of
from idpdash.store.tables import Occupancy, Site
from idpdash.store.uploads import open_upload
from tests.store.made import cities, loaded, made, move

DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 24, 12)


@pytest.mark.parametrize("rows", [1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER + 7, BATCH + TOGETHER + 1])
def test_every_row_arrives_whole_and_once(store: Engine, rows: int) -> None:
    shares: list[float] = []
    with writing(store) as connection:
        upload = open_upload(connection, by="test", now=NOON, layout="occupancy", source="test")
        connection.execute(insert(Site), [{"id": 1, "code": "A"}, {"id": 2, "code": "B"}])
        numbers = list(range(rows))
        portions: list[dict[str, list[Any]]] = [
            {
                "individuals": part,
                "households": [None if number % 3 else number for number in part],
                "record_id": [f"é{number}" for number in part],
                "site_id": [1 + number % 2 for number in part],
                "counted_on": [DAY - dt.timedelta(number % 5) for number in part],
                "counted_at": [NOON] * len(part),
                "upload_id": [upload] * len(part),
            }
            for part in (numbers[at : at + BATCH] for at in range(0, rows, BATCH))
        ]
        append(connection, table_of(Occupancy), portions, rows=rows, progress=shares.append)
    with reading(store) as connection:
        kept = connection.execute(
            select(
                Occupancy.individuals,
                Occupancy.households,
                Occupancy.record_id,
                Occupancy.site_id,
                Occupancy.counted_on,
                Occupancy.counted_at,
            ).order_by(Occupancy.id)
        ).all()
        assert connection.scalar(select(func.count()).select_from(Occupancy)) == rows
    for number, row in zip(numbers, kept, strict=True):
        told = (
            number,
            None if number % 3 else number,
            f"é{number}",
            1 + number % 2,
            DAY - dt.timedelta(number % 5),
            NOON,
        )
        assert tuple(row) == told
    assert shares[-1] == 1.0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_the_planner_knows_many_rows_at_once(store: Engine) -> None:
    loaded(store, cities("marrow"))
    loaded(store, made(movements=[move("marrow", 1)] * MANY))
    with reading(store) as connection:
        assert connection.scalar(text("SELECT reltuples FROM pg_class WHERE relname = 'movements'")) == MANY
