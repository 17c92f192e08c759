"""From which day a site's statement holds, what it keeps, and that lists may come in any order."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.intake.checked import Checked, UpdateRule
from idpdash.store import tables as t
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, cities, count, day, loaded, made, rows, site


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two cities."""
    loaded(store, cities("marrow", "galt"))
    return store


def say(store: Engine, *, today: dt.date = TODAY, **values: Any) -> None:
    """Load one row on site s1."""
    loaded(store, made(sites=[site("s1", **values)]), today=today)


def held(store: Engine, *names: str) -> list[tuple[Any, ...]]:
    """Return from when each statement holds, and what it says."""
    return rows(store, t.SiteStatement, "valid_from", *names)


def test_first_capacities_hold_since_always_or_since_the_site_opens(world: Engine) -> None:
    say(world, beds=10)
    loaded(world, made(sites=[site("s2", beds=20, opens_on=day("05-01"))]))
    assert held(world, "beds") == [(None, 10), (day("05-01"), 20)]


def test_changed_capacities_hold_from_the_day_of_loading(world: Engine) -> None:
    say(world, beds=10, opens_on=day("05-01"))
    say(world, beds=30, today=day("11-20"))
    assert held(world, "beds") == [(day("05-01"), 10), (day("11-20"), 30)]


def test_a_given_day_is_the_day(world: Engine) -> None:
    say(world, beds=10)
    say(world, beds=30, valid_from=day("06-01"))
    assert held(world, "beds") == [(None, 10), (day("06-01"), 30)]


def test_a_closure_holds_from_the_day_of_loading(world: Engine) -> None:
    say(world, status="open")
    say(world, status="closed")
    assert held(world, "status") == [(None, "open"), (TODAY, "closed")]


def test_a_mended_name_holds_as_long_as_what_it_mends(world: Engine) -> None:
    say(world, beds=10, valid_from=day("06-01"))
    say(world, site_name="Sports hall", beds=10)
    assert held(world, "name", "beds") == [(day("06-01"), "S1", 10), (day("06-01"), "Sports hall", 10)]


def test_a_postponed_opening_does_not_leave_the_site_open_before(world: Engine) -> None:
    say(world, opens_on=day("12-01"))
    say(world, opens_on=day("12-20"))
    assert held(world, "opens_on") == [(day("12-01"), day("12-01")), (day("12-01"), day("12-20"))]


def test_an_earlier_opening_holds_from_then(world: Engine) -> None:
    say(world, opens_on=day("12-20"))
    say(world, opens_on=day("12-01"), beds=4)
    assert held(world, "opens_on")[-1] == (day("12-01"), day("12-01"))


def test_an_empty_cell_erases_nothing(world: Engine) -> None:
    say(world, beds=10, latitude=40.5, site_type="rental")
    say(world, legal_limit=8)
    assert held(world, "beds", "legal_limit", "latitude", "site_type")[-1] == (TODAY, 10, 8, 40.5, "rental")


def test_what_is_repeated_outlives_the_undo_of_what_said_it_first(world: Engine) -> None:
    first = loaded(world, made(sites=[site("s1", beds=10)]))
    said = loaded(world, made(sites=[site("s1", beds=10), site("s2")]))
    assert (said.rows_loaded, said.rows_unchanged, said.layouts) == (1, 1, {"sites": 1})
    assert first.upload is not None
    undo(world, first.upload, by="test", now=NOW)
    assert held(world, "beds") == [(None, 10), (None, None)]


def test_dated_rows_of_one_file_may_come_in_any_order(world: Engine) -> None:
    later, first = (
        site("s1", beds=20, valid_from=day("06-01")),
        site("s1", beds=10, legal_limit=9, valid_from=day("01-01")),
    )
    loaded(world, made(sites=[later, first]))
    assert held(world, "beds", "legal_limit") == [(day("01-01"), 10, 9), (day("06-01"), 20, 9)]


def test_a_sensitive_site_is_stored_without_its_exact_place(world: Engine) -> None:
    say(world, latitude=40.123456, longitude=-25.98765)
    say(world, sensitive=True)
    assert held(world, "latitude", "longitude")[-1] == (None, 40.1, -26.0)


def complete(listed_on: str, *codes: str) -> Checked:
    """Return a complete list."""
    people = {"s1": 10, "s2": 20, "s3": 30}
    return made(
        source="lists",
        rule=UpdateRule.COMPLETE_LIST,
        listed_on=listed_on,
        sites=[site(code, beds=50) for code in codes],
        occupancy=[count(code, people[code], on=listed_on) for code in codes],
    )


def test_complete_lists_may_come_in_any_order(world: Engine) -> None:
    lists = [complete("11-01", "s1", "s2"), complete("11-05", "s2"), complete("11-09", "s1", "s2", "s3")]
    found = []
    for order in itertools.permutations(lists):
        made_uploads = [loaded(world, one).upload for one in order]
        numbers = {row[0]: row[1] for row in rows(world, t.Site, "id", "code")}
        days = {row[0]: row[1] for row in rows(world, t.Upload, "id", "listed_on")}
        told = rows(world, t.SiteStatement, "upload_id", "site_id", "valid_from", "beds")
        found.append(sorted((days[upload], numbers[place], since, beds) for upload, place, since, beds in told))
        for upload in made_uploads:
            assert upload
            undo(world, upload, by="test", now=NOW)
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 6  # membership is written again, though nothing changes
