"""How the command line speaks: results on standard output, progress and messages on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from idpdash.formats import _, number, signed

if TYPE_CHECKING:  # not needed to speak, and slow to import
    from idpdash.intake.issues import Issue
    from idpdash.store.loaded import Loaded

MOST_LINES = 20
# What does on the command line what a sentence asks for in the words of the page.
OPTIONS = {
    "boundary_file": "idpdash places FILE",
    "no_day": "--set date=2026-11-24",
    "overlaps_earlier_upload": "--replace-period",
    "looks_truncated": "--confirm-suspicious",
    "ambiguous_date": _("--day-first or --month-first"),
    "unknown_layout": "--layout L --map OURS=THEIRS",
    "no_header": "--layout L --map OURS=THEIRS",
}


def out(text: str) -> None:
    """Print a line of the result."""
    print(text)


def note(text: str) -> None:
    """Print a message that is not part of the result."""
    print(text, file=sys.stderr)


def as_json(content: dict[str, Any]) -> None:
    """Print the one object of `--json`."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(content, ensure_ascii=not utf8, indent=1))


def progress(what: str) -> Callable[[float], None]:
    """Return what draws a bar on standard error: on a terminal at once, elsewhere lines after a second."""
    began = time.monotonic()
    terminal = sys.stderr.isatty()
    said = 0.0

    def show(share: float) -> None:
        nonlocal said
        if terminal:
            bar = "#" * round(share * 30)
            end = "\n" if share >= 1 > said else ""
            if share > said or share >= 1:
                print(f"\r{what} [{bar:<30}] {share:4.0%}", end=end, file=sys.stderr, flush=True)
            said = share
        elif time.monotonic() - began > 1 and (share - said >= 0.25 or share >= 1 > said):
            said = share
            note(f"{what} {share:.0%}")

    return show


def table(header: Sequence[str], rows: Iterable[Sequence[Any]], *, left: int = 1) -> None:
    """Print rows under a header; the first `left` columns are text, the others numbers ("–" where not known)."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in [list(header), *cells]) for place in range(len(header))]
    for row in [list(header), *cells]:
        parts = [
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        out("  ".join(parts).rstrip())


def _cell(cell: Any) -> str:
    """Return a cell as text."""
    return cell if isinstance(cell, str) else number(cell, unknown="–")


def loaded(said: Loaded, file_name: str) -> None:
    """Print what came of a file, in lines."""
    layouts = ", ".join(f"{number(rows)} {name}" for name, rows in (said.layouts or {}).items())
    out(f"{file_name}: " + _outcome(said, layouts))
    counts = {
        _("read"): said.rows_read,
        _("loaded"): said.rows_loaded,
        _("kept aside"): said.rows_waiting,
        _("unchanged"): said.rows_unchanged,
    }
    out(
        "  "
        + _("rows: ")
        + ", ".join(f"{number(rows)} {what}" for what, rows in counts.items() if rows or what == _("read"))
    )
    if said.rows_replaced:
        out("  " + _("of them {count} in place of an earlier record").format(count=number(said.rows_replaced)))
    for name, total in (said.totals or {}).items():
        out(f"  {name}: {number(total)}")
    changed(said.changes)
    issues(said.issues, dict(said.issue_counts or {}))


def changed(changes: Mapping[str, Any] | None) -> None:
    """Print what a file changed that took the place of an earlier one; nothing where it took none."""
    if changes is None:
        return
    places = {f"{one['name']} ({one['code']})": one for one in changes["by_place"]}
    if not changes["by_year"] and not places:
        out("  " + _("people by year and place: as before"))
    for what, rows in ((_("changed by year:"), changes["by_year"]), (_("changed by place:"), places)):
        if rows:
            out("  " + what)
        for name, one in list(rows.items())[:MOST_LINES]:
            words = _("{name}: {before} before, {after} now ({difference})")
            difference = signed(one["after"] - one["before"])
            out(
                "    "
                + words.format(name=name, difference=difference, **{k: number(one[k]) for k in ("before", "after")})
            )
        if len(rows) > MOST_LINES:
            out("    " + _("and {count} more").format(count=number(len(rows) - MOST_LINES)))


def _outcome(said: Loaded, layouts: str) -> str:
    """Return the fate of a file in a few words."""
    if said.status == "loaded":
        return _("loaded as upload {number} ({layouts}), source {source}").format(
            number=said.upload, layouts=layouts, source=said.source
        )
    if said.status == "unchanged":
        return _("unchanged: upload {number} is the same").format(number=said.upload)
    if said.status == "checked":
        return _("checked ({layouts}), source {source}; nothing was stored").format(layouts=layouts, source=said.source)
    return _("not loaded; nothing was stored")


def issues(found: Sequence[Issue], counts: dict[str, int]) -> None:
    """Print the issues, errors first: of the same finding the first row, and how many there are of each kind."""
    order = {"error": 0, "warning": 1, "info": 2}
    different: dict[tuple[str, str | None, str | None], Issue] = {}
    for issue in sorted(found, key=lambda one: order[one.severity]):
        different.setdefault((issue.code, issue.column, issue.value), issue)
    shown: Counter[str] = Counter()
    most = max(3, MOST_LINES // max(1, len(counts)))
    for issue in different.values():
        shown[issue.code] += 1
        if shown[issue.code] <= most:
            out(f"  {issue.severity}: " + _sentence(issue))
    for code, count in counts.items():
        if count > min(shown[code], most):
            out("  " + _("{code}: {count} in all").format(count=number(count), code=code.replace("_", " ")))


def _sentence(issue: Issue) -> str:
    """Return an issue with the row it is about, unless its sentence names it."""
    where = "" if issue.row is None or str(issue.row) in issue.message else _("row {row}: ").format(row=issue.row)
    hint = f" ({issue.suggestion})" if issue.suggestion and issue.suggestion not in issue.message else ""
    option = option_for(issue)
    return f"{where}{issue.message}{hint}" + (f" ({option})" if option else "")


def option_for(issue: Issue) -> str:
    """Return what to write on the command line to do what an issue asks for; "" where that is no option."""
    if issue.code != "missing_column" or not issue.column:
        return OPTIONS.get(issue.code, "")
    from idpdash.layouts import LAYOUTS  # not needed to speak

    of_column = f"--map {issue.column}=YOURS"
    if issue.column in {layout.key for layout in LAYOUTS.values()}:
        return of_column
    examples = (layout.example[issue.column] for layout in LAYOUTS.values() if issue.column in layout.example)
    return _("{one} or {other}").format(one=of_column, other=f"--set {issue.column}={next(examples, '…')}")
