"""What came of a file: the answer of `check`, `load` and `places`, for people and for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from idpdash.intake.checked import MOST_ISSUES, Checked
from idpdash.intake.issues import Issue


@dataclass(frozen=True)
class Loaded:
    """One file's fate. status: loaded, checked, unchanged or rejected; upload: where it is kept, if it is.

    layouts: rows of each layout that were loaded (of a check: that could be). rows_unchanged: rows that say nothing
    new. rows_replaced: of the rows loaded, those that took the place of what was said under the same record number.
    totals: of the good rows of the file. issues: the first ones; issue_counts counts all. changes: where the file took
    the place of an earlier one, what that changed (`changes.changes`).
    """

    status: str
    source: str
    rows_read: int
    upload: int | None = None
    layouts: Mapping[str, int] | None = None
    rows_loaded: int = 0
    rows_waiting: int = 0
    rows_unchanged: int = 0
    rows_replaced: int = 0
    totals: Mapping[str, int] | None = None
    issues: tuple[Issue, ...] = ()
    issue_counts: Mapping[str, int] | None = None
    changes: Mapping[str, Any] | None = None

    def saying(self, issues: Iterable[Issue]) -> Loaded:
        """Return the same with more issues."""
        more = tuple(issues)
        counts = Counter(self.issue_counts or {})
        for issue in more:
            counts[issue.code] += issue.rows
        return replace(self, issues=(*more, *self.issues)[:MOST_ISSUES], issue_counts=dict(counts))

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "upload": self.upload,
            "status": self.status,
            "source": self.source,
            "layouts": dict(self.layouts or {}),
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_waiting": self.rows_waiting,
            "rows_unchanged": self.rows_unchanged,
            "totals": {name: int(total) for name, total in (self.totals or {}).items()},
            "issues": [issue_json(issue) for issue in self.issues],
            "issue_counts": dict(self.issue_counts or {}),
            "rows_replaced": self.rows_replaced,
            "changes": self.changes,
        }


def issue_json(issue: Issue) -> dict[str, Any]:
    """Return an issue as `--json` prints it and waiting rows keep it."""
    names = ("code", "severity", "row", "column", "value", "message", "suggestion")
    return {name: getattr(issue, name) for name in names}


def not_stored(checked: Checked, status: str) -> Loaded:
    """Return what is said of a checked file of which nothing is stored (now)."""
    return Loaded(
        status=status,
        source=checked.source,
        rows_read=checked.rows_read,
        layouts={name: len(table) for name, table in checked.tables.items()},
        rows_waiting=len(checked.waiting),
        totals=checked.totals,
        issues=checked.issues,
        issue_counts=checked.issue_counts,
    )
