"""A file is loaded whole or not at all, once, and every row knows where it comes from."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text

from idpdash.errors import SurroundingsError
from idpdash.intake.checked import UpdateRule
from idpdash.store import tables as t
from idpdash.store.engine import data_version, engine
from tests.store.made import cities, contents, count, day, loaded, made, move, rows, site


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities and a site."""
    loaded(store, cities("marrow", "galt"))
    loaded(store, made(sites=[site("s1", beds=100)]))
    return store


def version(store: Engine) -> int:
    """Return the data version."""
    with store.connect() as connection:
        return data_version(connection)


def test_every_table_is_written_and_points_to_its_upload(world: Engine) -> None:
    said = loaded(
        world,
        made(
            sites=[site("s2")],
            occupancy=[count("s1", 40, households=9), count("s2", 7)],
            movements=[move("marrow", 12, origin_place_code="galt", f_0_4=3, reason="conflict"), move("galt", 5)],
            needs=[{"need_code": "n1", "city_code": "galt", "item": "places", "quantity": 9, "unit": "bed"}],
            offers=[
                {
                    "offer_code": "o1",
                    "city_code": "marrow",
                    "item": "places",
                    "quantity": 4,
                    "unit": "bed",
                    "site_code": "s1",
                }
            ],
        ),
    )
    assert said.status == "loaded"
    assert said.layouts == {"sites": 1, "occupancy": 2, "movements": 2, "needs": 1, "offers": 1}
    assert said.totals == {"individuals": 64}
    names = ("upload_id", "period_end", "individuals", "households", "f_0_4", "reason", "superseded_by")
    assert rows(world, t.Movement, *names) == [
        (said.upload, day("11-20"), 12, None, 3, "conflict", None),
        (said.upload, day("11-20"), 5, None, None, None, None),
    ]
    assert rows(world, t.Occupancy, "individuals", "households") == [(40, 9), (7, None)]
    assert rows(world, t.NeedStatement, "quantity", "priority", "status") == [(9, "normal", "open")]
    assert rows(world, t.Upload, "rows_loaded", "longest_period_days", "status")[-1] == (2, 1, "live")


def test_what_the_driver_wrote_reads_like_what_sqlalchemy_writes(world: Engine) -> None:
    loaded(world, made(occupancy=[count("s1", 1)]))
    with world.begin() as connection:
        values = {"site_id": 1, "upload_id": 1, "individuals": 1, "counted_on": day("11-20")}
        at = rows(world, t.Occupancy, "counted_at")[0][0]
        connection.execute(insert(t.Occupancy).values(counted_at=at, **values))
        kept = connection.execute(text("SELECT DISTINCT counted_on, counted_at FROM occupancy")).all()
    assert len(kept) == 1


def test_a_file_with_an_error_is_rejected_whole(world: Engine) -> None:
    before, number = contents(world), version(world)
    said = loaded(world, made(movements=[move("marrow", 1)], waiting=(3,)))
    assert (said.status, said.upload, said.rows_loaded, said.rows_waiting) == ("rejected", None, 0, 1)
    assert said.issue_counts == {"unknown_place": 1}
    assert (contents(world), version(world)) == (before, number)


def test_the_good_rows_alone_are_loaded_and_the_rest_is_kept(world: Engine) -> None:
    said = loaded(world, made(movements=[move("marrow", 1)], waiting=(3,)), partial=True)
    assert (said.status, said.rows_read, said.rows_loaded, said.rows_waiting) == ("loaded", 2, 1, 1)
    assert rows(world, t.WaitingRow, "upload_id", "row_number", "cells") == [
        (said.upload, 3, '{"place_name": "Nowhere"}')
    ]


def test_the_same_file_is_loaded_once(world: Engine) -> None:
    first = loaded(world, made(movements=[move("marrow", 1)]))
    before, number = contents(world), version(world)
    again = loaded(world, made(movements=[move("marrow", 1)]))
    assert (again.status, again.upload, again.rows_loaded, again.rows_unchanged) == ("unchanged", first.upload, 0, 1)
    assert (contents(world), version(world)) == (before, number)


def test_waiting_rows_are_loaded_under_the_same_upload_once_they_can_be(world: Engine) -> None:
    first = loaded(world, made(fingerprint="f", movements=[move("marrow", 1)], waiting=(3, 4)), partial=True)
    mended = made(fingerprint="f", movements=[move("marrow", 1), move("galt", 5)], waiting=(4,))
    said = loaded(world, mended)
    assert (said.status, said.upload, said.rows_loaded, said.rows_waiting) == ("loaded", first.upload, 1, 1)
    assert rows(world, t.Movement, "individuals", "upload_id") == [(1, first.upload), (5, first.upload)]
    assert rows(world, t.WaitingRow, "row_number") == [(4,)]
    assert rows(world, t.Upload, "rows_loaded")[-1] == (2,)
    assert loaded(world, mended).status == "unchanged"


def test_rows_that_repeat_a_record_word_for_word_are_unchanged(world: Engine) -> None:
    file = replace(made(movements=[move("marrow", 1, record_id="a")]), rows_read=3, rows_again=2)
    said = loaded(world, file)
    assert (said.rows_read, said.rows_loaded, said.rows_unchanged) == (3, 1, 2)
    assert loaded(world, file).rows_unchanged == 3


def dismissed(store: Engine, row: int) -> None:
    """Say that a row need not be mended."""
    with store.begin() as connection:
        connection.execute(text(f"UPDATE waiting_rows SET dismissed_by = 1 WHERE row_number = {row}"))


def test_dismissed_rows_stay_dismissed_whatever_can_be_read_now(world: Engine) -> None:
    first = loaded(world, made(fingerprint="f", movements=[move("marrow", 1)], waiting=(3, 4, 5)), partial=True)
    dismissed(world, 3)
    dismissed(world, 5)
    mended = made(fingerprint="f", movements=[move("marrow", 1), move("galt", 5)], waiting=(4, 5))
    said = loaded(world, mended)
    assert (said.status, said.upload, said.rows_loaded, said.rows_waiting) == ("unchanged", first.upload, 0, 1)
    whole = made(fingerprint="f", movements=[move("marrow", 1), move("galt", 5), move("galt", 6)], waiting=(5,))
    said = loaded(world, whole)
    assert (said.status, said.rows_loaded, said.rows_waiting) == ("loaded", 1, 0)
    assert rows(world, t.WaitingRow, "row_number", "dismissed_by") == [(3, 1), (5, 1)]
    assert rows(world, t.Movement, "individuals") == [(1,), (6,)]


def test_rows_left_out_wait_no_longer(world: Engine) -> None:
    first = loaded(world, made(fingerprint="f", movements=[move("marrow", 1)], waiting=(3, 4, 5)), partial=True)
    dismissed(world, 5)
    fewer = made(fingerprint="f", movements=[move("marrow", 1)], waiting=(4,))
    said = loaded(world, replace(fewer, rows_read=4, left_out=frozenset({3, 5})))
    assert (said.status, said.upload, said.rows_loaded, said.rows_waiting) == ("loaded", first.upload, 0, 1)
    assert rows(world, t.WaitingRow, "row_number", "dismissed_by") == [(5, 1), (4, None)]
    assert loaded(world, fewer).status == "unchanged"


def test_a_row_of_which_a_retry_says_nothing_goes_on_waiting(world: Engine) -> None:
    loaded(world, made(fingerprint="f", movements=[move("marrow", 1)], waiting=(3, 4)), partial=True)
    said = loaded(world, made(fingerprint="f", movements=[move("marrow", 1), move("galt", 5)]))
    assert said.rows_waiting == 1
    assert rows(world, t.WaitingRow, "row_number") == [(4,)]


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(world: Engine) -> None:
    before, number = contents(world), version(world)
    said = loaded(world, made(movements=[move("marrow", 4)]), dry_run=True)
    assert (said.status, said.upload, said.rows_loaded) == ("checked", None, 1)
    assert (contents(world), version(world)) == (before, number)
    assert len(rows(world, t.Upload, "id")) == 2


def test_a_place_that_went_away_since_the_check_is_a_sentence(world: Engine) -> None:
    before = contents(world)
    said = loaded(world, made(movements=[move("marrow", 1), move("atlantis", 1)]))
    assert said.status == "rejected"
    assert "atlantis is no longer known" in said.issues[0].message
    assert contents(world) == before


def test_a_period_is_replaced_and_what_was_said_of_it_is_kept(world: Engine) -> None:
    first = loaded(world, made(movements=[move("marrow", 1, on="10-31"), move("marrow", 2, on="11-10")]))
    other = loaded(world, made(source="other", movements=[move("marrow", 7, on="11-10")]))
    second = loaded(world, made(movements=[move("marrow", 3, on="11-10")]), replace_period=True)
    names = ("individuals", "upload_id", "superseded_by")
    assert rows(world, t.Movement, *names) == [
        (1, first.upload, None),
        (2, first.upload, second.upload),
        (7, other.upload, None),
        (3, second.upload, None),
    ]
    assert rows(world, t.Upload, "status")[2:] == [("live",), ("live",), ("live",)]
    third = loaded(world, made(rule=UpdateRule.REPLACE_PERIOD, movements=[move("marrow", 9, on="11-10")]))
    assert rows(world, t.Upload, "status", "superseded_by")[4] == ("superseded", third.upload)


def test_an_overlap_with_an_earlier_upload_is_a_warning(world: Engine) -> None:
    first = loaded(world, made(movements=[move("marrow", 1, since="11-01", on="11-10")]))
    beside = loaded(world, made(movements=[move("marrow", 1, on="11-11")]))
    over = loaded(world, made(movements=[move("marrow", 1, on="11-10"), move("marrow", 1, on="11-05")]))
    replacing = loaded(world, made(movements=[move("marrow", 2, on="11-05")]), replace_period=True)
    elsewhere = loaded(world, made(source="other", movements=[move("marrow", 2, on="11-05")]))
    for quiet in (first, beside, replacing, elsewhere):
        assert quiet.issue_counts == {}
    assert over.issue_counts == {"overlaps_earlier_upload": 1}
    assert f"Upload {first.upload} (movements.csv, 1–10 Nov 2026)" in over.issues[0].message


def test_a_file_loaded_in_addition_and_then_to_replace_says_how(world: Engine) -> None:
    old = loaded(world, made(movements=[move("marrow", 1, since="11-01", on="11-10")]))
    file = made(movements=[move("marrow", 2, on="11-10")])
    first, again = loaded(world, file), loaded(world, file, replace_period=True)
    assert (again.status, again.upload) == ("unchanged", first.upload)
    assert dict(again.issue_counts or {}) == {"loaded_in_addition": 1}
    assert f"undo upload {first.upload}" in again.issues[0].message
    assert f"upload {old.upload} " in again.issues[0].message
    assert loaded(world, file).issue_counts == {}


def test_two_at_once_load_a_file_once(world: Engine, url: str) -> None:
    file, answers = made(movements=[move("marrow", 1)] * 200), list[str]()
    gate = threading.Barrier(2)

    def go() -> None:
        own = engine.__wrapped__(url)
        gate.wait(10)
        answers.append(loaded(own, file).status)
        own.dispose()

    both = [threading.Thread(target=go) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(answers) == ["loaded", "unchanged"]
    assert len(rows(world, t.Movement, "id")) == 200


def killed(url: str) -> None:
    """Die in the middle of writing."""

    def die(_share: float) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    loaded(engine.__wrapped__(url), made(movements=[move("marrow", 1)] * 50), progress=die)  # type: ignore[arg-type]


def test_a_killed_load_leaves_everything_as_it_was(world: Engine, url: str) -> None:
    before = contents(world)
    process: Any = multiprocessing.get_context("spawn").Process(target=killed, args=(url,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert contents(world) == before
    assert loaded(world, made(movements=[move("marrow", 1)])).status == "loaded"


def test_a_store_that_fails_is_a_sentence(world: Engine) -> None:
    with world.begin() as connection:
        connection.execute(text("DROP TABLE movements"))
    with pytest.raises(SurroundingsError, match="no such table|does not exist"):
        loaded(world, made(movements=[move("marrow", 1)]))


def test_what_the_database_refuses_keeps_everything_as_it_was(world: Engine) -> None:
    before = contents(world)
    with pytest.raises(SurroundingsError, match="movements_direction_known"):
        loaded(world, made(sites=[site("s9")], movements=[move("marrow", 1, direction="sideways")]))
    assert contents(world) == before
