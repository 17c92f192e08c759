"""Fonts arrive whole, once, under the names that the theme asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path

from idpdash.ui.assets import FONTS, install_fonts

PROJECT = Path(__file__).parents[2]


def test_every_font_arrives_whole_and_nothing_else(tmp_path: Path) -> None:
    static = tmp_path / "static"
    install_fonts(static)
    assert {path.name for path in static.iterdir()} == set(FONTS)
    assert all(path.read_bytes()[:4] == b"\x00\x01\x00\x00" for path in static.iterdir())  # TrueType


def test_a_second_time_touches_nothing_and_a_damaged_font_is_mended(tmp_path: Path) -> None:
    install_fonts(tmp_path)
    whole, damaged = (tmp_path / name for name in sorted(FONTS)[:2])
    size, before = damaged.stat().st_size, whole.stat()
    damaged.write_bytes(b"half")
    install_fonts(tmp_path)
    assert damaged.stat().st_size == size
    assert (whole.stat().st_ino, whole.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_theme_asks_for_exactly_these_fonts() -> None:
    config = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert {face["url"] for face in config["theme"]["fontFaces"]} == {f"app/static/{name}" for name in FONTS}
