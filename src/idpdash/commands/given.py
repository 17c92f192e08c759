"""The file that a command was given."""

from __future__ import annotations

from pathlib import Path

from idpdash.errors import IdpdashError
from idpdash.formats import _


def content(file: Path) -> bytes:
    """Return the bytes of a file, or say why there are none (IdpdashError)."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise IdpdashError(_("{file} cannot be read: {why}.").format(file=file, why=error.strerror or error)) from error
