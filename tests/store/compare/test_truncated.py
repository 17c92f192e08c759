"""A file that looks cut off needs a word that it is whole; one that lacks places is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from idpdash.intake.checked import Checked, UpdateRule
from idpdash.store import tables as t
from tests.store.made import cities, contents, count, loaded, made, move, rows, site

CITIES = tuple(f"c{number:02}" for number in range(20))


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with a release of two sources about twenty cities, in November."""
    loaded(store, cities(*CITIES))
    for source in ("field", "prmn"):
        moves = [move(city, 5, since="11-01", on="11-20") for city in CITIES]
        loaded(store, made(source=source, movements=moves))
    return store


def file(rows_read: int, places: int, *, source: str = "field", on: str = "12-01", since: str = "11-01") -> Checked:
    """Return a file that has so many rows, as if they were there, about the first places."""
    moves = [move(city, 7, since=since, on=on) for city in CITIES[:places]]
    return replace(
        made(source=source, movements=moves), rows_read=rows_read, fingerprint=f"{source}{rows_read}{places}"
    )


@pytest.mark.parametrize(
    ("source", "rows_read", "places", "cut"),
    [
        ("prmn", 40_000, 20, True),
        ("prmn", 39_999, 20, False),
        ("prmn", 5_000, 20, False),
        ("prmn", 5_000, 17, True),
        ("prmn", 65_535, 20, True),
        ("prmn", 1_048_575, 20, True),
        ("prmn", 1_048_577, 20, False),
        ("field", 40_000, 20, False),
        ("field", 40_000, 18, True),
        ("field", 40_000, 19, False),
        ("field", 3_000, 18, True),
        ("field", 3_001, 2, False),
        ("field", 900, 2, False),
        ("field", 65_536, 2, True),
        ("nobody", 40_000, 2, False),
    ],
)
def test_a_round_end_and_places_that_are_missing(
    world: Engine, source: str, rows_read: int, places: int, cut: bool
) -> None:
    before = contents(world)
    said = loaded(world, file(rows_read, places, source=source), replace_period=True)
    assert (said.status == "rejected") == cut
    assert ("looks_truncated" in (said.issue_counts or {})) == cut
    if cut:
        message = next(one.message for one in said.issues if one.code == "looks_truncated")
        assert f"exactly {rows_read} rows" in message.replace("\u202f", "")
        assert "--" not in message  # the page says it too
        assert ("C18 (c18)" in message) == (10 < places < 19)
        assert ("and 10 more" in message) == (places == 2)
        assert contents(world) == before


def test_the_user_may_say_that_it_is_whole(world: Engine) -> None:
    said = loaded(world, file(40_000, 5, source="prmn"), confirm_suspicious=True, replace_period=True)
    assert (said.status, said.rows_loaded) == ("loaded", 5)
    assert [one.severity for one in said.issues if one.code == "looks_truncated"] == ["warning"]


def test_a_wide_file_is_counted_by_the_rows_it_had(world: Engine) -> None:
    """One row makes several: the last one's number counts."""
    wide = file(160_123, 20, source="prmn")
    movements = wide.tables["movements"]
    movements.loc[19, "row"] = 40_001
    assert loaded(world, wide).status == "rejected"


@pytest.mark.parametrize(("places", "told"), [(16, True), (17, False)])
def test_places_that_the_last_release_had(world: Engine, places: int, told: bool) -> None:
    said = loaded(world, file(123, places), replace_period=True)
    assert said.status == "loaded"
    assert ("places_missing" in (said.issue_counts or {})) == told
    if told:
        assert "4 of the 20 places in upload 2" in said.issues[0].message
        assert "C16 (c16)" in said.issues[0].message


def test_a_file_about_other_days_may_have_other_places(world: Engine) -> None:
    said = loaded(world, file(123, 2, since="11-21", on="11-30"))
    assert "places_missing" not in (said.issue_counts or {})


def test_a_complete_list_that_lacks_many_sites(store: Engine) -> None:
    loaded(store, cities("marrow"))
    codes = [f"s{number}" for number in range(10)]

    def listed(on: str, *, known: int) -> Checked:
        few = codes[:known]
        return made(
            source="nanao_shelters",
            rule=UpdateRule.COMPLETE_LIST,
            listed_on=on,
            sites=[site(code) for code in few],
            occupancy=[count(code, 5, on=on) for code in few],
        )

    loaded(store, listed("11-01", known=10))
    assert "places_missing" not in (loaded(store, listed("11-02", known=9)).issue_counts or {})
    said = loaded(store, listed("11-03", known=7))
    assert (said.issue_counts or {})["places_missing"] == 1
    assert "2 of the 9 sites in upload 3" in said.issues[0].message
    assert rows(store, t.Upload, "status")[-1] == ("live",)
