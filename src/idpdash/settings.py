"""The only place that reads environment variables (names: see docs/operations.md)."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from idpdash.errors import UsageError
from idpdash.formats import _

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
DEMO = ROOT / "data" / "demo"


def database_url() -> str:
    """Return the SQLAlchemy URL of the store; by default a file under data/local, made on first use."""
    return os.environ.get("IDPDASH_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'local' / 'idpdash.sqlite3'}"


def timezone() -> ZoneInfo:
    """Return the time zone in which a file's local times and "today" are meant.

    Raises UsageError if IDPDASH_TIMEZONE names no time zone.
    """
    name = os.environ.get("IDPDASH_TIMEZONE") or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        sentence = _("IDPDASH_TIMEZONE is {name!r}, which is no time zone; write for example Asia/Tokyo.")
        raise UsageError(sentence.format(name=name)) from error


def fixed_today() -> dt.date | None:
    """Return the day that stands for today (IDPDASH_TODAY), or None for the real one.

    Raises UsageError if it is no ISO day.
    """
    text = os.environ.get("IDPDASH_TODAY")
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(_("IDPDASH_TODAY is {text!r}; write a day as 2026-11-24.").format(text=text)) from error


def access() -> str:
    """Return how people are let in: "local", one user on this machine only.

    Raises UsageError for anything else.
    """
    mode = os.environ.get("IDPDASH_AUTH") or "local"
    if mode != "local":
        raise UsageError(_("IDPDASH_AUTH is {mode!r}; only 'local' is known.").format(mode=mode))
    return mode


SMALL_CELLS = range(5, 21)  # what statistical offices use; below, persons can be told apart, above, nothing is left


def small_cell() -> int:
    """Return the count below which people are not told in what leaves the house (IDPDASH_SMALL_CELL, default 10).

    Raises UsageError if it is no whole number from 5 to 20.
    """
    text = os.environ.get("IDPDASH_SMALL_CELL") or "10"
    if not text.isascii() or not text.isdigit() or int(text) not in SMALL_CELLS:
        sentence = _("IDPDASH_SMALL_CELL is {text!r}; write a whole number from {least} to {most}.")
        raise UsageError(sentence.format(text=text, least=SMALL_CELLS[0], most=SMALL_CELLS[-1]))
    return int(text)
