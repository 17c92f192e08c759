"""The command line: `python -m idpdash COMMAND`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper

from idpdash.commands import arguments, say
from idpdash.errors import IdpdashError

# Imported when run: a command loads only what it needs.
MODULES = {"check": "files", "load": "files"}
MODULES |= dict.fromkeys(("reserve", "advance", "withdraw", "confirm"), "ledger")


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter is no reason to stop
    asked = arguments.parser().parse_args(words)
    try:
        code = int(import_module(f"idpdash.commands.{MODULES.get(asked.command, asked.command)}").run(asked))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except IdpdashError as error:
        if getattr(asked, "json", False):
            say.as_json({"error": str(error)})
        say.note(str(error))
        return error.exit_code
    return code


if __name__ == "__main__":
    sys.exit(main())
