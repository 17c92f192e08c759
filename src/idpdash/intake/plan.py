"""Whose file this is, and which of our tables it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from idpdash.formats import _
from idpdash.intake.checked import Known, Options, UpdateRule
from idpdash.intake.issues import Issue, issue, refused
from idpdash.intake.mapping import fitting, profiles
from idpdash.intake.mapping.content import Contents
from idpdash.intake.mapping.recognition import named
from idpdash.intake.reading import body, tables
from idpdash.intake.reading import header as heading
from idpdash.intake.reading.cells import Book, Cells, Rows, Sheet
from idpdash.intake.reading.header import Header
from idpdash.intake.sources import Source, Understood, registry
from idpdash.vocabulary import FIELD


@dataclass(frozen=True)
class Plan:
    """How a file is to be read. issues: found on the way. obstacles: why no row can be read.

    headers: of the file. sheet: the one that is read; sheets: all that might be. options: what the user said, now or
    of earlier files (profile: under which source). shape, examples: as in Checked.
    """

    source: str
    rule: UpdateRule
    understood: Understood
    known_source: Source | None = None
    issues: tuple[Issue, ...] = ()
    obstacles: tuple[Issue, ...] = ()
    headers: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    profile: str = ""
    shape: str = ""
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def layout_name(self) -> str:
        """Return the name under which the upload is listed: "sites+occupancy" for several layouts."""
        return "+".join(layout.name for layout, _rows in self.understood.layouts)

    @property
    def mapping(self) -> dict[str, str]:
        """Return our column → theirs, over all tables of the file."""
        return {ours: theirs for _layout, rows in self.understood.layouts for ours, theirs in rows.headers.items()}


def plan(book: Book, options: Options, known: Known) -> Plan:
    """Return whose file this is and which of our tables it holds.

    known: places, for columns that are known by what they hold, and how files of the same columns were read before.
    Raises RefusedError where that cannot be said. Columns without which no row can be read are obstacles of the plan.
    """
    profile = profiles.fitting_profile(book, known.mappings, options)
    options = profiles.with_profile(options, profile) if profile else options
    whole, book = book, tables.chosen_sheets(book, options)
    found = replace(_plan(book, whole, options, known), sheets=tables.offered(whole), options=options)
    if profile is None:
        return found
    return replace(found, profile=profile.source, issues=(profiles.said_of(profile), *found.issues))


def _plan(book: Book, whole: Book, options: Options, known: Known) -> Plan:
    """Return the plan of a file. whole: with the sheets too that the user did not choose."""
    sources = registry()
    named = sources.get(options.source or "")
    candidates = [named] if named else [] if options.source or options.layout else list(sources.values())
    for source in candidates:
        understood = source.read(whole, options.given)
        if understood is not None and options.sheet in (None, understood.sheet):
            return _plan_of(source, understood, options, whole)
    if named:
        raise refused("not_this_source", value=named.name, why=_(named.example))
    return _own_plan(book, options, known)


def _plan_of(source: Source, understood: Understood, options: Options, book: Book) -> Plan:
    """Return the plan of a known source's file, with the values given once for columns that it lacks."""
    layouts = []
    for layout, rows in understood.layouts:
        lacks = set(layout.names).difference(rows.columns)
        given = {name: Cells.constant(text, len(rows)) for name, text in options.given.items() if name in lacks}
        layouts.append((layout, replace(rows, columns={**rows.columns, **given})))
    lacking = [one for layout, rows in layouts for one in fitting.missing_columns(layout, rows.columns)]
    sheet = book.sheet(understood.sheet)
    top = heading.find(sheet) if sheet else None
    return Plan(
        source.name,
        source.rule,
        replace(understood, layouts=tuple(layouts)),
        source,
        understood.issues,
        tuple(lacking),
        sheet=understood.sheet,
        shape=fitting.shape(fitting.heads(top)) if top else "",
        examples=_examples(sheet, top) if sheet and top else {},
    )


def _own_plan(book: Book, options: Options, known: Known) -> Plan:
    """Return the plan of a file in one of our layouts: the visible sheet that fits one best."""
    try:
        table = tables.best_table([sheet for sheet in book.sheets if sheet.visible and sheet.rows], options, known)
    except tables.UnfitError as error:
        return _unfit_plan(error, options)
    sheet, top, fit = table.sheet, table.header, table.fit
    given = [(name, value) for name, value in options.given.items() if name in fit.layout.names]
    rows, remarks = body.without_remarks(body.rows_of(sheet, top, fit.positions, given=given), fit.layout)
    rows, periods = tables.months_as_periods(rows, fit.layout)
    _refuse_shifted(rows)
    found = [*table.issues, *periods, *fitting.how_recognised(top, fit), *remarks, *_how_read(book, sheet)]
    if not len(rows):
        found.append(issue("no_rows"))
    return Plan(
        options.source or FIELD,
        UpdateRule.APPEND,
        Understood(((fit.layout, rows),)),
        issues=tuple(found),
        obstacles=tuple(fitting.problems(fit, top, options)),
        headers=tuple(examples := _examples(sheet, top)),
        sheet=sheet.name,
        shape=fitting.shape(fitting.heads(table.top)),
        examples=examples,
    )


def _unfit_plan(error: tables.UnfitError, options: Options) -> Plan:
    """Return the plan of a table that fits no layout: nothing is read, but the user sees its columns."""
    return Plan(
        options.source or FIELD,
        UpdateRule.APPEND,
        Understood(()),
        obstacles=(error.issue,),
        headers=tuple(examples := _examples(error.sheet, error.header)),
        sheet=error.sheet.name,
        examples=examples,
    )


def _examples(sheet: Sheet, top: Header) -> dict[str, tuple[str, ...]]:
    """Return the first texts of each column that has a name or holds any, what looks like a person's reach hidden."""
    contents = Contents(sheet, top)
    found = {}
    for at, name in enumerate(top.names):
        texts = contents.shown(at)
        if name.strip() or texts:
            found[name if name.strip() else named(top, at)] = texts
    return found


def _how_read(book: Book, sheet: Sheet) -> list[Issue]:
    """Return what to know of how the file was opened: sheets not read, merged cells, a guessed encoding."""
    others = [other for other in book.sheets if other.name != sheet.name and other.rows]
    said = []
    for key, names in (
        ("other_sheets", [other.name for other in others if other.visible]),
        ("hidden_sheets", [other.name for other in others if not other.visible]),
    ):
        if names:
            said.append(issue(key, words={"sheet": sheet.name, "others": ", ".join(names)}))
    if sheet.merged:
        said.append(issue("merged_cells", words={"count": sheet.merged}))
    if sheet.errors:
        said.append(issue("error_cells", words={"count": sheet.errors}))
    if book.encoding:
        said.append(issue("encoding_guessed", words={"encoding": book.encoding}))
    return said


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
