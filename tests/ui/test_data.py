"""The one cache: nothing is asked twice, nothing is mixed up, and a write by anyone is seen at the next rerun."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, update
from streamlit.testing.v1 import AppTest

from idpdash.figures.theme import Drawing, nothing
from idpdash.queries import Query, Read
from idpdash.queries.exchange import needs, offers
from idpdash.queries.places import cities, places
from idpdash.scope import Scope
from idpdash.store.engine import engine
from idpdash.store.tables import DataVersion
from idpdash.ui import data
from tests.factories import World, scope, two_regions
from tests.pages.conftest import Open

CITIES = "city_code,city_name\nnew,New Town\n"


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store with three cities, a need and an offer."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.need("N1", "galt", 30)
        world.offer("O1", "velda", 20)
    return database


def raised(database: Path) -> None:
    """Raise the data version, as every write does."""
    with engine(f"sqlite:///{database}").begin() as connection:
        connection.execute(update(DataVersion).values(version=DataVersion.version + 1))


def counting(asked: list[Scope]) -> Query:
    """Return a query that notes that it was run."""

    def query(_connection: Connection, scope: Scope) -> pd.DataFrame:
        asked.append(scope)
        return pd.DataFrame({"asked": [len(asked)]})

    return query


def test_two_queries_never_share_a_table(filled: Path) -> None:
    read = data.reader(data.version())
    tables = {query: read(query, scope()) for query in (needs, offers, cities, places)}
    assert list(tables[needs]["need_code"]) == ["N1"]
    assert list(tables[offers]["offer_code"]) == ["O1"]
    assert list(tables[cities]["city_code"]) == ["galt", "marrow", "velda"]
    assert len(tables[places]) > len(tables[cities])


def test_a_question_is_asked_once_of_each_version_of_the_store(filled: Path) -> None:
    asked: list[Scope] = []
    query = counting(asked)
    for _again in range(3):
        data.reader(data.version())(query, scope())
    assert len(asked) == 1
    data.reader(data.version())(query, scope("11-01"))
    assert len(asked) == 2
    raised(filled)
    assert data.reader(data.version())(query, scope())["asked"].iloc[0] == 3


def test_what_one_page_does_to_a_table_no_other_sees(filled: Path) -> None:
    read = data.reader(data.version())
    mine = read(needs, scope())
    mine["quantity"] = 0
    assert list(read(needs, scope())["quantity"]) == [30]


def test_answers_differ_by_their_arguments_and_their_names(filled: Path) -> None:
    def one(read: Read, asked: Scope, more: int = 0) -> int:
        return len(read(needs, asked)) + more

    def other(read: Read, asked: Scope, more: int = 0) -> int:
        return 10 * len(read(needs, asked)) + more

    now = data.version()
    told = [data.answer(now, one, scope()), data.answer(now, one, scope(), 5), data.answer(now, other, scope())]
    assert told == [1, 6, 10]


def test_two_stores_do_not_share_answers(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(data.reader(data.version())(needs, scope())) == 1
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert data.reader(data.version())(needs, scope()).empty


def test_a_drawing_is_made_once_until_something_it_shows_changes(filled: Path) -> None:
    drawn: list[str] = []

    def draw() -> Drawing:
        drawn.append("once more")
        return nothing("Nothing.")

    for dark in (False, False, True):
        data.drawing(data.version(), "map", scope(), dark, draw=draw)
    assert len(drawn) == 2
    data.drawing(data.version(), "other", scope(), False, draw=draw)
    raised(filled)
    data.drawing(data.version(), "map", scope(), False, draw=draw)
    assert len(drawn) == 4


def test_what_is_worked_out_is_kept_until_something_it_depends_on_changes(filled: Path) -> None:
    made: list[str] = []

    def work() -> list[str]:
        return [*made, made.append("once more") or "worked"]  # type: ignore[func-returns-value]

    first = data.worked(data.version(), "item", scope(), "food", work=work)
    assert data.worked(data.version(), "item", scope(), "food", work=work) is first
    data.worked(data.version(), "item", scope(), "water", work=work)
    raised(filled)
    data.worked(data.version(), "item", scope(), "food", work=work)
    assert len(made) == 3


def cities_filter(app: AppTest) -> list[str]:
    """Return the cities that the sidebar offers."""
    assert not app.exception, app.exception
    return list(app.multiselect(key="filter_cities").options)


def test_a_write_by_another_process_is_seen_at_the_next_rerun(filled: Path, tmp_path: Path, open_page: Open) -> None:
    app = open_page("exchange")
    assert cities_filter(app) == ["Galt", "Marrow", "Velda"]
    file = tmp_path / "cities.csv"
    file.write_text(CITIES, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "idpdash", "load", str(file)], check=True, capture_output=True, timeout=60)
    assert cities_filter(app.run()) == ["Galt", "Marrow", "New Town", "Velda"]
