"""The issues of a checked file by kind, worst first, as the page shows them. Nothing is drawn here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, Severity
from idpdash.ui.issue_words import TITLES, label
from idpdash.ui.understood import GIVEN_ONCE

ASKED = {*GIVEN_ONCE, "overlaps_earlier_upload"}  # elsewhere on the page
SAMPLES = 5


@dataclass(frozen=True)
class Group:
    """All issues of one kind and severity. count: of all; samples: a few, each value once before one comes again."""

    code: str
    severity: Severity
    count: int
    title: str
    samples: tuple[Issue, ...]

    @property
    def key(self) -> str:
        """Return what tells the group from all others on the page."""
        return self.code if self.severity is Severity.ERROR else f"{self.code}_{self.severity}"

    @property
    def unsaid(self) -> int:
        """Return of how many rows the samples do not speak."""
        return max(0, self.count - sum(issue.rows for issue in self.samples))


def groups(checked: Checked) -> list[Group]:
    """Return the issues by kind, worst first; what is asked for elsewhere on the page is left out."""
    by_kind: dict[tuple[str, Severity], list[Issue]] = {}
    errors = [issue for row in checked.waiting for issue in row.issues]
    for issue in (*errors, *checked.issues):
        if issue.code not in ASKED:
            by_kind.setdefault((issue.code, issue.severity), []).append(issue)
    kept_out = Counter(issue.code for issue in errors)
    made = []
    for (code, severity), issues in by_kind.items():
        rest = checked.issue_counts.get(code, 0) - kept_out[code]
        made.append(_group(code, severity, issues, kept_out[code] if severity is Severity.ERROR else rest))
    rank = list(Severity)
    return sorted(made, key=lambda group: (rank.index(group.severity), -group.count, group.code))


def _group(code: str, severity: Severity, issues: list[Issue], count: int) -> Group:
    """Return one kind of issue; the same issue may have been told twice. count: of all rows, as far as counted."""
    once = list(dict.fromkeys(issues))
    by_row = sorted(once, key=lambda issue: issue.row or 0)
    different = {(issue.column, issue.value): issue for issue in reversed(by_row)}.values()
    first = list(dict.fromkeys([*reversed(list(different)), *by_row]))[:SAMPLES]
    shown = tuple(sorted(first, key=lambda issue: issue.row or 0))
    return Group(code, severity, max(count, len(once)), TITLES.get(code, ""), shown)


def issue_table(checked: Checked, group: Group) -> pd.DataFrame:
    """Return all issues of one kind that are kept: row, column, value, sentence, suggestion."""
    errors = (issue for row in checked.waiting for issue in row.issues)
    told = dict.fromkeys(
        issue for issue in (*errors, *checked.issues) if (issue.code, issue.severity) == (group.code, group.severity)
    )
    rows = [(one.row, label(one.column or ""), one.value or "", one.message, one.suggestion or "") for one in told]
    rows.sort(key=lambda row: row[0] or 0)
    table = pd.DataFrame(rows, columns=["row", "column", "value", "message", "suggestion"]).astype({"row": "Int64"})
    return table if table["suggestion"].any() else table.drop(columns="suggestion")
