"""The demonstration is loaded by the ordinary loader, ends today, and leaves other data alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.store import tables as t
from idpdash.store.demo import load_demo, shifted
from idpdash.store.ledger import advance, reserve
from idpdash.store.record import record_count
from tests.store.made import NOW, TODAY, UTC, cities, contents, loaded, made, move, rows

FILES = {
    "cities.csv": "city_code,city_name,latitude,longitude\nZE01,Galt,40,20\nZE02,Marrow,41,21\n",
    "movements.csv": "date,origin_pcode,destination_pcode,individuals\n2025-05-01,ZE01,ZE02,5\n2025-05-03,,ZE01,7\n",
    "sites.csv": "site_code,site_name,place_pcode,beds,opens_on,date\nS1,Hall,ZE01,40,2025-01-01,\n",
    "occupancy.csv": "date,site_code,individuals\n2025-05-03 14:30,S1,12\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small demonstration."""
    place = {"type": "Feature", "properties": {"code": "ZE", "name": "Zeland"}, "geometry": None}
    (tmp_path / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [place]}))
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    plan = {
        "name": "Zeland",
        "last_day": "2025-05-03",
        "places": [{"file": "areas.geojson", "level": 1}],
        "files": [{"file": name, "layout": name.removesuffix(".csv")} for name in FILES],
    }
    (tmp_path / "demo.json").write_text(json.dumps(plan))
    return tmp_path


def demo(store: Engine, folder: Path, *, reset: bool = False, if_empty: bool = False, today: dt.date = TODAY) -> str:
    """Load the demonstration."""
    return load_demo(store, folder, now=NOW, today=today, timezone=UTC, reset=reset, if_empty=if_empty)


def test_its_last_day_is_today(store: Engine, folder: Path) -> None:
    assert "Zeland is loaded" in demo(store, folder)
    assert rows(store, t.Movement, "period_end") == [(TODAY - dt.timedelta(days=2),), (TODAY,)]
    assert rows(store, t.Occupancy, "counted_at") == [(dt.datetime.combine(TODAY, dt.time(14, 30)),)]
    assert {source for (source,) in rows(store, t.Upload, "source")} == {"demo"}


def test_a_second_time_nothing_is_done(store: Engine, folder: Path) -> None:
    demo(store, folder)
    before = contents(store)
    assert "already" in demo(store, folder)
    assert "already" in demo(store, folder, if_empty=True)
    assert contents(store) == before


def test_beside_other_data_it_is_refused(store: Engine, folder: Path) -> None:
    loaded(store, cities("marrow"))
    before = contents(store)
    for reset in (False, True):
        with pytest.raises(IdpdashError, match="other data"):
            demo(store, folder, reset=reset)
    assert "not loaded" in demo(store, folder, if_empty=True)
    assert contents(store) == before


def test_reset_replaces_the_demonstration_and_acts_on_it_and_nothing_else(store: Engine, folder: Path) -> None:
    demo(store, folder)
    fresh = contents(store)
    mine = loaded(store, cities("elsewhere"))
    loaded(store, made(movements=[move("elsewhere", 3)]))
    record_count(store, site_code="S1", individuals=9, counted_at=NOW, counted_on=TODAY, by="desk", now=NOW)
    demo(store, folder, reset=True, today=TODAY + dt.timedelta(days=1))
    assert rows(store, t.Occupancy, "counted_on") == [(TODAY + dt.timedelta(days=1),)]
    assert rows(store, t.CityStatement, "upload_id", "name")[0] == (mine.upload, "Elsewhere")
    assert {name: len(found) for name, found in contents(store).items()} == {
        name: len(found)
        + (name in ("cities", "city_statements", "city_places", "places", "place_statements", "movements"))
        for name, found in fresh.items()
    }


def test_reset_leaves_everything_where_a_file_rests_on_it(store: Engine, folder: Path) -> None:
    demo(store, folder)
    loaded(store, made(movements=[move("ZE02", 3)]))
    before = contents(store)
    with pytest.raises(IdpdashError, match="movements.csv"):
        demo(store, folder, reset=True)
    assert contents(store) == before


def test_its_promises_are_made_day_by_day_and_removed_with_it(store: Engine, folder: Path) -> None:
    """Each step on its day; a reset removes them with those made by hand on it, and makes them anew."""
    with_promises(folder)
    demo(store, folder)
    steps = rows(store, t.CommitmentStep, "status", "made_on", "reason")
    days = [TODAY - dt.timedelta(days=ago) for ago in (4, 2, 1)]
    assert steps == [("reserved", days[0], None), ("reserved", days[1], None), ("declined", days[2], "No bus.")]
    assert {at for (at,) in rows(store, t.Upload, "loaded_at")} == {NOW, NOW - dt.timedelta(days=5)}
    reserve(store, offer_code="O1", need_code="N1", quantity=5, by="desk", now=NOW, today=TODAY)
    demo(store, folder, reset=True)
    assert rows(store, t.Commitment, "quantity", "status") == [(20, "declined"), (10, "reserved")]
    assert len(rows(store, t.CommitmentStep, "status")) == 3


def with_promises(folder: Path) -> None:
    """Add an offer, a need and two promises to the demonstration."""
    plan = json.loads((folder / "demo.json").read_text())
    (folder / "needs.csv").write_text("need_code,city_pcode,item,quantity\nN1,ZE01,places,50\n")
    (folder / "offers.csv").write_text("offer_code,city_pcode,item,quantity\nO1,ZE02,places,30\n")
    told = [
        {
            "offer": "O1",
            "need": "N1",
            "quantity": 20,
            "steps": [
                {"days_ago": 4, "status": "reserved", "reason": ""},
                {"days_ago": 1, "status": "declined", "reason": "No bus."},
            ],
        },
        {"offer": "O1", "need": "N1", "quantity": 10, "steps": [{"days_ago": 2, "status": "reserved", "reason": ""}]},
    ]
    (folder / "promises.json").write_text(json.dumps(told))
    came = [{"file": f"{kind}.csv", "layout": kind, "days_ago": 5} for kind in ("needs", "offers")]
    (folder / "demo.json").write_text(json.dumps({**plan, "files": plan["files"] + came, "promises": "promises.json"}))


def test_what_broke_off_between_its_promises_is_made_up_for(
    store: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second time makes the rest, a third time nothing; no promise is made twice."""
    with_promises(folder)
    calls = iter([advance, None])  # the first step on is made, the second fails

    def failing(*given: Any, **named: Any) -> Any:
        step = next(calls)
        if step is None:
            raise SurroundingsError("The power is gone.")
        return step(*given, **named)

    told = json.loads((folder / "promises.json").read_text())
    told[0]["steps"][1:] = [
        {"days_ago": ago, "status": to, "reason": ""} for ago, to in ((2, "accepted"), (1, "in_transit"))
    ]
    (folder / "promises.json").write_text(json.dumps(told))
    monkeypatch.setattr("idpdash.store.demo_promises.advance", failing)
    with pytest.raises(SurroundingsError):
        demo(store, folder)
    monkeypatch.undo()
    assert rows(store, t.Commitment, "quantity", "status") == [(20, "accepted"), (10, "reserved")]
    assert "already" in demo(store, folder, if_empty=True)
    assert rows(store, t.Commitment, "quantity", "status") == [(20, "in_transit"), (10, "reserved")]
    whole = contents(store)
    assert "already" in demo(store, folder)
    assert "already" in demo(store, folder, today=TODAY + dt.timedelta(days=30))
    assert contents(store) == whole
    for _time in range(2):
        demo(store, folder, reset=True)
        assert rows(store, t.Commitment, "quantity", "status") == [(20, "in_transit"), (10, "reserved")]
        assert len(rows(store, t.CommitmentStep, "status")) == 4


def test_promises_of_a_demonstration_without_tokens_are_not_made_again(store: Engine, folder: Path) -> None:
    with_promises(folder)
    demo(store, folder)
    with store.begin() as connection:
        for table in (t.Commitment, t.CommitmentStep):
            connection.execute(update(table).values(token=None))
    before = contents(store)
    demo(store, folder)
    assert contents(store) == before


def test_a_faulty_file_loads_nothing(store: Engine, folder: Path) -> None:
    (folder / "occupancy.csv").write_text("date,site_code,individuals\n2025-05-03,S1,-4\n")
    with pytest.raises(IdpdashError, match="occupancy.csv"):
        demo(store, folder)
    assert not any(contents(store).values())


def test_only_days_are_shifted() -> None:
    text = b"date,site_code,individuals\n2024-02-29T08:00,2024-02-29,3\n,S2,4\n"
    assert shifted(text, "occupancy", dt.timedelta(days=1)) == (
        b"date,site_code,individuals\n2024-03-01T08:00,2024-02-29,3\n,S2,4\n"
    )
