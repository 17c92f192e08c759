"""`migrate`: create or upgrade the store."""

from __future__ import annotations

import argparse

from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.formats import _


def run(_arguments: argparse.Namespace) -> int:
    """Bring the store to the current schema."""
    opened()
    say.out(_("The store has the current schema."))
    return 0
