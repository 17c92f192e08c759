"""`check` and `load`: a file on its way into the store."""

from __future__ import annotations

import argparse

from sqlalchemy import Engine

from idpdash import clock, settings
from idpdash.commands import given, say
from idpdash.commands.store import opened
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.checked import Checked, Options
from idpdash.intake.issues import Issue, Severity
from idpdash.store.checking import checked, suspicion
from idpdash.store.load import load
from idpdash.store.loaded import Loaded, not_stored


def run(arguments: argparse.Namespace) -> int:
    """Check the file and, for `load`, load it; exit code 1 if it has an error, or nothing was stored."""
    store = opened()
    try:
        found = _checked(arguments, store)
    except IdpdashError as error:
        failed = Issue("unreadable", Severity.ERROR, str(error))
        said = Loaded("rejected", arguments.source or "", 0).saying([failed])
        return _answer(arguments, said, code=1)
    if arguments.command == "check":
        said = not_stored(found, "rejected" if found.fatal else "checked")
        return _answer(arguments, said, code=int(found.errors > 0 or suspicion(found) is not None))
    said = load(
        store,
        found,
        by=arguments.by,
        now=clock.now(),
        today=clock.today(),
        partial=arguments.partial,
        replace_period=arguments.replace_period,
        confirm_suspicious=arguments.confirm_suspicious,
        dry_run=arguments.dry_run,
        progress=say.progress(_("Loading")),
    )
    return _answer(arguments, said, code=int(said.status == "rejected"))


def _checked(arguments: argparse.Namespace, store: Engine) -> Checked:
    """Return the file, checked against what the store knows and beside what it holds."""
    options = Options(
        layout=arguments.layout,
        source=arguments.source,
        mapping=tuple(arguments.map),
        constants=tuple(arguments.set),
        sheet=arguments.sheet,
        spellings=tuple(arguments.spell),
        day_first=arguments.day_first,
        left_out=tuple(arguments.leave_out),
        erase=tuple(arguments.erase),
    )
    return checked(
        store,
        given.content(arguments.file),
        arguments.file.name,
        options,
        today=clock.today(),
        timezone=settings.timezone(),
        progress=say.progress(_("Checking")),
    )


def _answer(arguments: argparse.Namespace, said: Loaded, *, code: int) -> int:
    """Print what came of it and return the exit code."""
    if arguments.json:
        say.as_json(said.as_json())
    else:
        say.loaded(said, arguments.file.name)
        if said.status == "rejected" and said.rows_waiting and said.rows_read > said.rows_waiting:
            say.note(_("The good rows alone can be loaded with --partial."))
    return code
