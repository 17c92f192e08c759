"""`export`: a file out of the store, sums with small counts withheld or the rows themselves."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from idpdash import clock, settings
from idpdash.answers.export import OF_A_PERIOD, Export, aggregated, period, raw, sources_in, whole_months
from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.errors import IdpdashError, UsageError
from idpdash.formats import _, listing, ngettext, number
from idpdash.intake.writing.written import Cell, Look, rows_of, write_csv, write_xlsx
from idpdash.queries import reader
from idpdash.scope import Scope
from idpdash.store.engine import reading
from idpdash.store.given_out import record_export

WIDTH = 14


@dataclass
class _Said:
    """What was written: how many rows, and who speaks in them."""

    rows: int = 0
    sources: set[str] = field(default_factory=set)


def run(arguments: argparse.Namespace) -> int:
    """Write the file; an earlier one of that name stays until the new one is whole."""
    scope = _scope(arguments)
    store = opened()
    out: Path = arguments.out
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if out.is_dir():
            raise IsADirectoryError(None, _("it is a folder"))
        with reading(store) as connection:
            export = _export(arguments, scope, reader(connection))
            said = _write(arguments, export, part)
        if arguments.raw:
            source, by = arguments.source, arguments.by
            record_export(store, arguments.layout, scope, source=source, rows=said.rows, by=by, now=clock.now())
        part.replace(out)
    except OSError as error:
        why = error.strerror or error
        raise IdpdashError(_("{file} cannot be written: {why}.").format(file=out, why=why)) from error
    finally:
        part.unlink(missing_ok=True)
    _answer(arguments, said, export)
    return 0


def _scope(arguments: argparse.Namespace) -> Scope:
    """Return the period that is meant, and say where it is not what was asked for."""
    if arguments.source is not None and not arguments.raw:
        raise UsageError(_("--source chooses among rows; give it with --raw."))
    scope = period(arguments.from_day, arguments.to_day, today=clock.today())
    if arguments.from_day is None and arguments.to_day is None:
        return scope
    if arguments.layout not in OF_A_PERIOD:
        words = _("--from and --to mean nothing for {layout}: the file tells what holds now.")
        say.note(words.format(layout=arguments.layout))
    elif not arguments.raw and whole_months(scope) != scope:
        say.note(_("Sums are of whole months: the period was widened to them."))
    return scope


def _export(arguments: argparse.Namespace, scope: Scope, read: Any) -> Export:
    """Return what is to be written."""
    if arguments.raw:
        return raw(read, arguments.layout, scope, source=arguments.source)
    least = settings.small_cell()
    return aggregated(read, arguments.layout, scope, least=least, today=clock.today())


def _write(arguments: argparse.Namespace, export: Export, part: Path) -> _Said:
    """Write the table to a file of its own and return what was written."""
    said = _Said()
    lines = _lines(export, said, hxl=arguments.hxl, progress=say.progress(_("Writing")))
    with part.open("wb") as target:
        if arguments.out.suffix.lower() == ".csv":
            write_csv(target, lines)
        else:
            frozen = 2 if arguments.hxl else 1
            try:
                write_xlsx(target, (lines, Look(arguments.layout, [WIDTH] * len(export.columns), frozen)))
            except ValueError as error:
                words = _("A workbook does not hold so many rows; write a file that ends in .csv.")
                raise IdpdashError(words) from error
        target.flush()
        os.fsync(target.fileno())
    return said


def _lines(export: Export, said: _Said, *, hxl: bool, progress: Callable[[float], None]) -> Iterator[Sequence[Cell]]:
    """Return header, tags and rows, and note what they were."""
    yield [column.name for column in export.columns]
    if hxl:
        yield [column.hxl or None for column in export.columns]
    timezone = settings.timezone()
    for table in export.portions:
        said.sources |= sources_in(table)
        said.rows += len(table)
        yield from rows_of(export.columns, table, timezone)
        if export.rows:
            progress(min(1.0, said.rows / export.rows))


def _answer(arguments: argparse.Namespace, said: _Said, export: Export) -> None:
    """Say what was written."""
    if arguments.json:
        told = {"rows": said.rows, "out": str(arguments.out), "suppressed": export.suppressed}
        say.as_json({**told, "sources": sorted(said.sources)} if arguments.raw else told)
        return
    words = ngettext("{file}: {count} row written", "{file}: {count} rows written", said.rows)
    say.out(words.format(file=arguments.out, count=number(said.rows)))
    if export.suppressed:
        words = ngettext("{count} count is withheld", "{count} counts are withheld", export.suppressed)
        say.out("  " + words.format(count=number(export.suppressed)))
    if len(said.sources) > 1:
        words = _("The file does not tell its sources apart ({sources}); --source gives the rows of one.")
        say.note(words.format(sources=listing(sorted(said.sources))))
