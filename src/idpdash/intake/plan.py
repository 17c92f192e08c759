"""Whose file this is, and which of our tables it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from idpdash.formats import _
from idpdash.intake import body, fitting
from idpdash.intake import header as heading
from idpdash.intake.cells import Book, Cells, Rows, Sheet
from idpdash.intake.checked import Options, UpdateRule
from idpdash.intake.issues import Issue, RefusedError, issue, refused
from idpdash.intake.sources import Source, Understood, registry
from idpdash.vocabulary import FIELD


@dataclass(frozen=True)
class Plan:
    """How a file is to be read. issues: found on the way. obstacles: why no row can be read. headers: of the file."""

    source: str
    rule: UpdateRule
    understood: Understood
    known_source: Source | None = None
    issues: tuple[Issue, ...] = ()
    obstacles: tuple[Issue, ...] = ()
    headers: tuple[str, ...] = ()

    @property
    def layout_name(self) -> str:
        """Return the name under which the upload is listed: "sites+occupancy" for several layouts."""
        return "+".join(layout.name for layout, _rows in self.understood.layouts)

    @property
    def mapping(self) -> dict[str, str]:
        """Return our column → theirs, over all tables of the file."""
        return {ours: theirs for _layout, rows in self.understood.layouts for ours, theirs in rows.headers.items()}


def plan(book: Book, options: Options) -> Plan:
    """Return whose file this is and which of our tables it holds.

    Raises RefusedError where that cannot be said. Columns without which no row can be read are obstacles of the plan.
    """
    sources = registry()
    named = sources.get(options.source or "")
    candidates = [named] if named else [] if options.source or options.layout else list(sources.values())
    for source in candidates:
        understood = source.read(book, options.given)
        if understood is not None:
            return _plan_of(source, understood, options)
    if named:
        raise refused("not_this_source", value=named.name, why=_(named.example))
    return _own_plan(book, options)


def _plan_of(source: Source, understood: Understood, options: Options) -> Plan:
    """Return the plan of a known source's file, with the values given once for columns that it lacks."""
    layouts = []
    for layout, rows in understood.layouts:
        lacks = set(layout.names).difference(rows.columns)
        given = {name: Cells.constant(text, len(rows)) for name, text in options.given.items() if name in lacks}
        layouts.append((layout, replace(rows, columns={**rows.columns, **given})))
    lacking = [one for layout, rows in layouts for one in fitting.missing_columns(layout, rows.columns)]
    whole = replace(understood, layouts=tuple(layouts))
    return Plan(source.name, source.rule, whole, source, understood.issues, tuple(lacking))


def _own_plan(book: Book, options: Options) -> Plan:
    """Return the plan of a file in one of our layouts: the first visible sheet that fits one."""
    sheets = [sheet for sheet in book.sheets if sheet.visible and heading.find(sheet) is not None]
    if not sheets:
        raise refused("empty_file")
    sheet, top, fit = _first_that_fits(sheets, options)
    given = [(name, value) for name, value in options.given.items() if name in fit.layout.names]
    rows, remarks = body.without_remarks(body.rows_of(sheet, top, fit.positions, given=given), fit.layout)
    _refuse_shifted(rows)
    found = [*fitting.unknown_columns(top, fit), *remarks, *_how_read(book, sheet)]
    if not len(rows):
        found.append(issue("no_rows"))
    return Plan(
        options.source or FIELD,
        UpdateRule.APPEND,
        Understood(((fit.layout, rows),)),
        issues=tuple(found),
        obstacles=tuple(fitting.problems(fit, top, options)),
        headers=tuple(name for name in top.names if name.strip()),
    )


def _how_read(book: Book, sheet: Sheet) -> list[Issue]:
    """Return what to know of how the file was opened: sheets not read, merged cells, a guessed encoding."""
    others = [other for other in book.sheets if other is not sheet and other.rows]
    said = []
    for key, names in (
        ("other_sheets", [other.name for other in others if other.visible]),
        ("hidden_sheets", [other.name for other in others if not other.visible]),
    ):
        if names:
            said.append(issue(key, words={"sheet": sheet.name, "others": ", ".join(names)}))
    if sheet.merged:
        said.append(issue("merged_cells", words={"count": sheet.merged}))
    if book.encoding:
        said.append(issue("encoding_guessed", words={"encoding": book.encoding}))
    return said


def _first_that_fits(sheets: list[Sheet], options: Options) -> tuple[Sheet, heading.Header, fitting.Fit]:
    """Return the first sheet that fits a layout, its header and its fit; else raises the first sheet's error."""
    errors = []
    for sheet in sheets:
        top = heading.find(sheet)
        assert top is not None
        try:
            return sheet, top, fitting.best_fit(top, options)
        except RefusedError as error:
            errors.append(error)
    raise errors[0]


def _refuse_shifted(rows: Rows) -> None:
    """Refuse a table of which more than half the rows have more cells than the header."""
    if rows.lengths is None:
        return
    longer = np.flatnonzero(rows.lengths > rows.width)
    if len(longer) * 2 > len(rows):
        raise refused(
            "shifted_rows",
            count=len(longer),
            total=len(rows),
            near=int(rows.numbers[longer[0]]),
            cells=int(rows.lengths[longer[0]]),
            width=rows.width,
        )
