"""Files that the browser asks for under /app/static."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

# Name under static/ (as in .streamlit/config.toml) → package that brings the font, and its file there.
FONTS = {
    "plex-sans.ttf": ("fontpkg_ibm_plex_sans", "IBMPlexSans[wdth,wght].ttf"),
    "plex-sans-arabic-400.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf"),
    "plex-sans-arabic-600.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-SemiBold.ttf"),
}


def install_fonts(static: Path) -> None:
    """Copy the fonts that are missing to the folder `static`, or came from another release of their package.

    A file appears whole or not at all, so several processes may do this at once.
    Raises FileNotFoundError if a font package is not installed.
    """
    static.mkdir(parents=True, exist_ok=True)
    for name, (package, file_name) in FONTS.items():
        source = _package_file(package, file_name)
        target = static / name
        if not target.exists() or target.stat().st_size != source.stat().st_size:
            _copy_whole(source, target)


def _package_file(package: str, file_name: str) -> Path:
    """Return the path of a font in an installed font package, found without importing the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {package} is not installed: run ./start, or install requirements.txt.")
    return Path(spec.origin).parent / "files" / file_name


def _copy_whole(source: Path, target: Path) -> None:
    """Copy `source` beside `target`, then put it in its place in one step."""
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    try:
        shutil.copyfile(source, unfinished)
        Path(unfinished).chmod(0o644)  # mkstemp's files are for their owner alone
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
