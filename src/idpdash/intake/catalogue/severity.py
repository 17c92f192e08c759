"""How grave a finding is, and the mark of a sentence to be translated."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """An error keeps its row (or the file) out; a warning loads and is said; information is only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence for the catalogue of translations; it is translated when it is said."""
    return text


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
Sentences = dict[str, tuple[Severity, str]]
