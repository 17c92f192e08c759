"""What the documents name exists, and what exists is named: commands, settings, pages, layouts, items, sources."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from idpdash import __version__, settings
from idpdash.commands.arguments import parser
from idpdash.intake.sources import registry
from idpdash.layouts import LAYOUTS, Layout
from idpdash.vocabulary import UNITS

DOCS = [settings.ROOT / "README.md", settings.ROOT / "CHANGELOG.md", *sorted((settings.ROOT / "docs").rglob("*.md"))]
GUIDE = (settings.ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
OPERATIONS = (settings.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
ELSEWHERE = {"--port", "--help", "--encoding"}  # of ./start, of every command, of createdb


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    found = next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(found.choices)


def options(command: argparse.ArgumentParser) -> set[str]:
    """Return the long options of a command, without its help."""
    return {name for action in command._actions for name in action.option_strings if name.startswith("--")} - {"--help"}


def table(text: str, first: str) -> list[list[str]]:
    """Return the cells of the first table whose first heading is this one."""
    lines = text[text.index(f"| {first} |") :].splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def named(cell: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def section(name: str) -> str:
    """Return what the guide says under the heading of a layout."""
    return GUIDE.split(f"\n### `{name}`\n")[1].split("\n### ")[0]


def test_the_table_of_commands_is_whole() -> None:
    rows = {cells[0].strip("`").split()[0]: cells[0] for cells in table(OPERATIONS, "command")}
    assert list(rows) == list(commands())
    for name, usage in rows.items():
        command = commands()[name]
        assert set(OPTION.findall(usage)) == options(command), name
        positional = {str(action.metavar) for action in command._actions if not action.option_strings}
        assert positional <= set(re.findall(r"[A-Z]+", OPTION.sub("", usage))), name


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_no_document_names_a_command_or_option_that_does_not_exist(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    known = set().union(*(options(command) for command in commands().values()))
    assert set(OPTION.findall(text)) <= known | ELSEWHERE
    assert set(re.findall(r"-m idpdash ([a-z]+)", text)) <= set(commands())
    for line in re.findall(r"-m idpdash ([^\n`]+)", text):
        name, *rest = line.split()
        assert name.isupper() or set(OPTION.findall(" ".join(rest))) <= options(commands()[name.strip(",.;)")]), line


def test_every_setting_is_explained_and_no_other() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    read = set(re.findall(r"environ\.get\(\"(\w+)\"\)", source))
    assert read
    assert [named(cells[0])[0] for cells in table(OPERATIONS, "variable")] == sorted(read, key=OPERATIONS.index)
    for file in DOCS:
        assert set(re.findall(r"IDPDASH_[A-Z_]+", file.read_text(encoding="utf-8"))) <= read, file


def list_pages() -> None:
    """Write the address and title of every page: only within a session do they have one."""
    import streamlit as st

    from idpdash.ui.navigation import pages

    for address, page in pages().items():
        st.text(f"{address}|{page.title}")


def test_the_guide_has_a_section_for_every_page_in_their_order() -> None:
    using = GUIDE.split("\n# Files\n")[0]
    headings = [heading for heading in re.findall(r"^## (.+)$", using, re.MULTILINE) if heading != "Filters"]
    there = [str(line.value).split("|") for line in AppTest.from_function(list_pages).run().text]
    assert headings == [title for _address, title in there]
    for address, title in there:
        assert f"(`/{address}`)" in using.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_layout_has_a_section() -> None:
    assert set(re.findall(r"^### `(\w+)`$", GUIDE, re.MULTILINE)) == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_the_guide_names_the_columns_of_a_layout_and_no_other(layout: Layout) -> None:
    rows = table(section(layout.name), "column")
    told = [name for cells in rows for name in named(cells[0])]
    assert sorted(told) == sorted(column.name for column in layout.columns)
    bold = {name for cells in rows for part in re.findall(r"\*\*([^*]+)\*\*", cells[0]) for name in named(part)}
    assert bold == {name for group in layout.required for way in group for name in way}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_the_guide_names_what_may_be_chosen(layout: Layout) -> None:
    meaning = {name: cells[1] for cells in table(section(layout.name), "column") for name in named(cells[0])}
    for column in layout.columns:
        if column.choices and column.name != "item":
            assert named(meaning[column.name]) == [str(choice) for choice in column.choices], column.name


def test_items_and_their_units() -> None:
    assert {named(cells[0])[0]: cells[1] for cells in table(GUIDE, "item")} == {str(k): v for k, v in UNITS.items()}


def test_known_sources() -> None:
    assert {named(cells[0])[0] for cells in table(GUIDE, "source")} == set(registry())


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), target


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {__version__}" in (settings.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
