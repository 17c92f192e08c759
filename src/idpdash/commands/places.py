"""`places`: load admin areas, boundaries and points."""

from __future__ import annotations

import argparse

from idpdash import clock
from idpdash.commands import given, say
from idpdash.commands.store import opened
from idpdash.errors import IdpdashError, UsageError
from idpdash.geo import read_areas
from idpdash.intake.issues import Issue, Severity
from idpdash.store.loaded import Loaded
from idpdash.store.places import load_places
from idpdash.vocabulary import BOUNDARIES


def run(arguments: argparse.Namespace) -> int:
    """Load the file; exit code 1 if nothing was stored."""
    try:
        areas = read_areas(
            given.content(arguments.file),
            level=arguments.level,
            code_field=arguments.code_field,
            name_field=arguments.name_field,
            parent_field=arguments.parent_field,
        )
    except UsageError:
        raise
    except IdpdashError as error:
        said = Loaded("rejected", BOUNDARIES, 0).saying([Issue("unreadable", Severity.ERROR, str(error))])
    else:
        said = load_places(
            opened(),
            areas,
            as_cities=arguments.as_cities,
            file_name=arguments.file.name,
            by=arguments.by,
            now=clock.now(),
        )
    if arguments.json:
        say.as_json(said.as_json())
    else:
        say.loaded(said, arguments.file.name)
    return int(said.status == "rejected")
