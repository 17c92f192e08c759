"""The frame: every page stands in it, whatever fails is a sentence, and an empty store says what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from idpdash import settings
from idpdash.ui import page as frame
from idpdash.ui import show
from idpdash.ui.navigation import pages
from tests.pages.conftest import Open

PAGES = ("overview", "arrivals", "housing", "exchange", "city", "briefing", "upload")
UNREACHED = "The figures cannot be reached at the moment"
Spoil = Callable[[pytest.MonkeyPatch, Path], None]


def words(app: AppTest) -> str:
    """Return every word that stands on the page as text; no exception may stand on it."""
    assert not app.exception, app.exception
    elements = [*app.html, *app.error, *app.warning, *app.info, *app.caption, *app.markdown]
    return "\n".join(str(one.value) for one in elements)


def links(app: AppTest) -> list[str]:
    """Return the labels of the links to pages."""
    return [str(one.proto.label) for one in app.get("page_link")]


def test_every_script_has_an_address_and_every_address_a_script() -> None:
    assert {file.stem for file in (settings.ROOT / "pages").glob("*.py")} == set(PAGES)
    assert list(pages()) == ["", "arrivals", "housing", "exchange", "city", "briefing", "upload"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_was_found_without_the_frame_goes_through_it(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """On a fresh server the first deep link runs the page's script alone, without app.py and what it guards."""
    begun: list[str] = []
    monkeypatch.setattr(show, "style", lambda: begun.append("frame"))
    monkeypatch.setattr(frame, "_admit", lambda: begun.append("page"))
    words(open_page(name))
    assert begun == ["frame", "page"]


@pytest.mark.parametrize("name", PAGES)
def test_a_store_out_of_reach_is_a_sentence(
    database: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{database}/none/store.sqlite3")
    said = words(open_page(name))
    assert UNREACHED in said
    assert "The folder of the store cannot be made" in said


def no_database(_patch: pytest.MonkeyPatch, database: Path) -> None:
    """Put something else in the place of the store."""
    database.write_bytes(b"These are no tables." * 100)


def newer(_patch: pytest.MonkeyPatch, database: Path) -> None:
    """Make the store one of a later program."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    connection.close()


def unknown_driver(patch: pytest.MonkeyPatch, _database: Path) -> None:
    """Name a database that nobody knows."""
    patch.setenv("IDPDASH_DATABASE_URL", "papyrus://scroll")


@pytest.mark.parametrize("spoil", [no_database, newer, unknown_driver])
def test_a_store_that_cannot_be_used_is_a_sentence(
    database: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    spoil(monkeypatch, database)
    app = open_page("overview")
    assert UNREACHED in words(app)
    assert len(app.error) == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [("IDPDASH_TODAY", "yesterday"), ("IDPDASH_TIMEZONE", "Atlantis"), ("IDPDASH_AUTH", "everybody")],
)
def test_a_setting_that_cannot_be_read_is_a_sentence(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    if variable == "IDPDASH_TIMEZONE":
        monkeypatch.delenv("IDPDASH_TODAY")
    app = open_page("overview")
    words(app)
    assert [variable in one.value and value in one.value for one in app.error] == [True]


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "192.168.1.5", "::", "idpdash.example"])
def test_nobody_but_this_machine_is_served(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    monkeypatch.setattr(st, "get_option", lambda _name: address)
    app = open_page("upload")
    assert "must be bound to 127.0.0.1" in words(app)
    assert not app.get("file_uploader")


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is_served(open_page: Open, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(st, "get_option", lambda _name: address)
    assert open_page("upload").get("file_uploader")


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_store_leads_to_the_next_step(open_page: Open, name: str) -> None:
    app = open_page(name)
    said = words(app)
    assert '<h1 class="sentence">' in said
    if name == "upload":
        assert app.get("file_uploader")
        assert app.get("download_button")
    else:
        assert "Nothing has been loaded yet" in said
        assert "Upload a file, or download a template" in links(app)
        assert "python -m idpdash demo" in said
    assert not app.get("plotly_chart")
    assert not app.multiselect  # nothing to filter


def test_links_lead_to_the_pages_wherever_the_script_of_the_app_lies(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "elsewhere" / "other.py"
    script.parent.mkdir()
    script.write_text("from idpdash.ui import page\n\npage.run()\n", encoding="utf-8")
    app = AppTest.from_file(str(script), default_timeout=30).run()
    words(app)
    assert [(link.proto.label, link.proto.page) for link in app.get("page_link")] == [
        ("Upload a file, or download a template", "upload")
    ]


def test_pages_are_linked_to_by_their_address_only() -> None:
    """A link by a script's path holds in one folder only."""
    sources = [*(settings.ROOT / "src/idpdash/ui").glob("*.py"), *(settings.ROOT / "pages").glob("*.py")]
    assert [one.name for one in sources if "page_link(" in one.read_text(encoding="utf-8")] == ["navigation.py"]
