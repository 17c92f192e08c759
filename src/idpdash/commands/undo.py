"""`undo`: take one upload back."""

from __future__ import annotations

import argparse

from idpdash import clock
from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.formats import _
from idpdash.store.undo import undo


def run(arguments: argparse.Namespace) -> int:
    """Take the upload back."""
    undo(opened(), arguments.upload, by=arguments.by, now=clock.now())
    if arguments.json:
        say.as_json({"upload": arguments.upload, "status": "undone"})
    else:
        say.out(_("Upload {number} is undone.").format(number=arguments.upload))
    return 0
