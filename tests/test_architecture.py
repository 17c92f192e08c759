"""The house stands as it is drawn: who may import whom, and which library has its home where."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GROUND = {
    "settings",
    "errors",
    "vocabulary",
    "columns",
    "layouts",
    "frames",
    "scope",
    "formats",
    "geo",
    "boundary_fields",
    "outlines",
    "clock",
    "wordlists",
    "synonyms",
    "standards",
    "promises",
}
FLOORS: dict[str, set[str]] = {
    "intake": set(),
    "store": {"intake"},
    "queries": {"store"},
    "measures": set(),
    "answers": {"queries", "measures"},
    "figures": set(),
    "ui": {"intake", "store", "queries", "answers", "figures"},
    "pages": {"ui", "queries", "answers", "measures", "figures"},
    "__main__": {"intake", "store", "queries", "answers", "measures", "commands"},
    "commands": {"intake", "store", "queries", "answers", "measures"},
    "app": {"ui"},
}
HOMES: dict[str, set[str]] = {
    "streamlit": {"ui", "pages"},
    "plotly": {"figures"},
    "sqlalchemy": {"store", "queries", "ui", "__main__", "commands"},
    "alembic": {"store"},
    "geopandas": {"geo", "outlines"},
    "shapely": {"geo", "outlines"},
    "rapidfuzz": {"intake"},
    "python_calamine": {"intake"},
    "openpyxl": {"intake"},
}
FILES = [*sorted((ROOT / "src" / "idpdash").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]


def floor_of(file: Path) -> str:
    """Return the floor a file stands on: a folder of the package, a module of the ground, pages or app."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "pages" or parts == ("app",):
        return parts[0]
    return parts[2]


def imports(file: Path) -> set[str]:
    """Return every module that a file imports, "idpdash.store" rather than "idpdash"."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_go_up_the_stairs(file: Path) -> None:
    floor = floor_of(file)
    for name in imports(file):
        parts = name.split(".")
        if parts[0] == "idpdash" and len(parts) > 1:
            target = parts[1]
            allowed = GROUND | FLOORS.get(floor, set()) | {floor, "__version__"}
            assert target in allowed, f"{floor or 'idpdash'} may not import {name}"
        elif parts[0] in HOMES:
            assert floor in HOMES[parts[0]], f"{parts[0]} has its home in {sorted(HOMES[parts[0]])}, not in {floor}"


def test_the_frame_and_the_pages_stay_thin() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 25
    for page in sorted((ROOT / "pages").glob("*.py")):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 80, (
            f"{page.name} does work that belongs on a floor below"
        )
