"""`demo`: load the demonstration country."""

from __future__ import annotations

import argparse

from idpdash import clock, settings
from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.formats import _
from idpdash.store.demo import load_demo


def run(arguments: argparse.Namespace) -> int:
    """Load the demonstration, or say why not."""
    done = load_demo(
        opened(),
        settings.DEMO,
        now=clock.now(),
        today=clock.today(),
        timezone=settings.timezone(),
        reset=arguments.reset,
        if_empty=arguments.if_empty,
        progress=say.progress(_("Loading the demonstration")),
    )
    say.out(done)
    return 0
