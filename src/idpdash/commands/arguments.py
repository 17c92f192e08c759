"""What each command takes."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from idpdash import __version__
from idpdash.formats import _
from idpdash.layouts import LAYOUTS
from idpdash.vocabulary import CommitmentStatus

EPILOG = _(
    "Exit codes: 0 done; 1 something you can mend, said in a sentence; 2 wrong usage; 3 the store or its surroundings "
    "fail. The store is named by IDPDASH_DATABASE_URL."
)


class Parser(argparse.ArgumentParser):
    """Say what is wrong with the usage, with `--json` also as an object."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and leave with exit code 2."""
        if "--json" in sys.argv:
            print(json.dumps({"error": message}))
        super().error(message)


def day(text: str) -> dt.date:
    """Return an ISO day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("{text!r} is no day; write 2026-11-24").format(text=text)) from error


def pair(text: str) -> tuple[str, str]:
    """Return the two sides of NAME=VALUE."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(_("{text!r} is not of the form NAME=VALUE").format(text=text))
    return name.strip(), value.strip()


def spelling(text: str) -> tuple[str, str, str]:
    """Return the parts of COLUMN=WRITTEN=CODE; what is written may hold an equals sign itself."""
    name, sign, rest = text.partition("=")
    written, second, code = rest.rpartition("=")
    if not sign or not second or not name.strip() or not written.strip():
        raise argparse.ArgumentTypeError(_("{text!r} is not of the form COLUMN=WRITTEN=CODE").format(text=text))
    return name.strip(), written.strip(), code.strip()


def number(text: str) -> int:
    """Return a whole number from 0 up."""
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError(_("{text!r} is no whole number").format(text=text))
    return int(text)


def quantity(text: str) -> int:
    """Return a whole number, whether or not so much can be promised, or a promise has it."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("{text!r} is no whole number").format(text=text)) from error


def status(text: str) -> str:
    """Return a status of a promise."""
    found = text.strip().lower().replace("-", "_").replace(" ", "_")
    if found not in set(CommitmentStatus):
        words = _("{text!r} is no status of a promise: {known}")
        raise argparse.ArgumentTypeError(words.format(text=text, known=", ".join(CommitmentStatus)))
    return found


def who(text: str) -> str:
    """Return who acts, trimmed."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("say who does this, or leave it out"))
    return text.strip()


def user() -> str:
    """Return the name of the system's user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return _("unknown")


def parser() -> Parser:
    """Return the parser of the whole command line."""
    top = Parser(prog="idpdash", description=_("Arrivals, housing and support between cities."), epilog=EPILOG)
    top.add_argument("--version", action="version", version=f"idpdash {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, does: str) -> Parser:
        return commands.add_parser(name, help=does, description=does[0].upper() + does[1:] + ".")

    command("migrate", _("create the store, or bring it to the current schema"))
    demo = command("demo", _("load the fictional demonstration country, shifted so that its last day is today"))
    demo.add_argument("--reset", action="store_true", help=_("take the present demonstration back first"))
    demo.add_argument(
        "--if-empty", action="store_true", help=_("do nothing, and say so, if the store holds other data")
    )
    _places(
        command("places", _("load admin areas and boundaries (GeoJSON, GeoPackage, zipped Shapefile) or points (CSV)"))
    )
    _file(command("check", _("read and check a file; write nothing")))
    _load(command("load", _("check a file and load it in one transaction")))
    undo = command("undo", _("take one upload back, and restore what it superseded"))
    undo.add_argument("upload", metavar="UPLOAD", type=number, help=_("its number, as `uploads` lists it"))
    _by(undo)
    _json(undo)
    _json(command("uploads", _("list what was loaded, newest first")))
    _summary(command("summary", _("print the key figures, the same ones as on the Overview")))
    _export(command("export", _("write a file: sums with small counts withheld, or the rows as they stand")))
    _ledger(command)
    return top


def _json(command: Parser) -> None:
    """Let a command speak to scripts."""
    command.add_argument("--json", action="store_true", help=_("print exactly one JSON object"))


def _by(command: Parser) -> None:
    """Let a command say who acts."""
    command.add_argument(
        "--by", metavar="WHO", type=who, default=user(), help=_("who does this (default: %(default)s)")
    )


def _places(command: Parser) -> None:
    """Take what `places` takes."""
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--level", metavar="N", type=number, help=_("admin level, where field names do not say it"))
    command.add_argument("--code-field", metavar="F", help=_("the field that holds the code"))
    command.add_argument("--name-field", metavar="F", help=_("the field that holds the name"))
    command.add_argument("--parent-field", metavar="F", help=_("the field that holds the code of the area above"))
    command.add_argument("--as-cities", action="store_true", help=_("make each a city of the network"))
    _by(command)
    _json(command)


def _file(command: Parser) -> None:
    """Take what `check` and `load` take."""
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--layout", metavar="L", choices=list(LAYOUTS), help=", ".join(LAYOUTS))
    command.add_argument("--source", metavar="S", help=_("who speaks in this file; a known source is read its own way"))
    command.add_argument(
        "--map",
        metavar="OURS=THEIRS",
        type=pair,
        action="append",
        default=[],
        help=_("which of the file's columns is ours"),
    )
    command.add_argument(
        "--set",
        metavar="COLUMN=VALUE",
        type=pair,
        action="append",
        default=[],
        help=_("one value for a column that the file lacks, such as date=2026-11-24"),
    )
    _reading(command)
    _json(command)


def _reading(command: Parser) -> None:
    """Take how the cells of a file are meant."""
    command.add_argument("--sheet", metavar="NAME", help=_("the sheet of a workbook that is read (default: a guess)"))
    command.add_argument(
        "--spell",
        metavar="COLUMN=WRITTEN=CODE",
        type=spelling,
        action="append",
        default=[],
        help=_("what a word of the file means, such as reason=flooding=disaster"),
    )
    days = command.add_mutually_exclusive_group()
    days.add_argument(
        "--day-first",
        action="store_true",
        default=None,
        help=_("03/05/2026 is the third of May (default: by its column)"),
    )
    days.add_argument(
        "--month-first", dest="day_first", action="store_false", help=_("03/05/2026 is the fifth of March")
    )
    command.add_argument(
        "--leave-out",
        metavar="COLUMN=VALUE",
        type=pair,
        action="append",
        default=[],
        help=_("leave out the rows that have this value"),
    )
    command.add_argument(
        "--erase",
        metavar="COLUMN",
        action="append",
        default=[],
        help=_("let empty cells of this column erase what is stored (otherwise they change nothing)"),
    )


def _load(command: Parser) -> None:
    """Take what `load` takes."""
    _file(command)
    _by(command)
    command.add_argument("--partial", action="store_true", help=_("load the good rows and keep the rest aside"))
    command.add_argument(
        "--replace-period",
        action="store_true",
        help=_("take the place of what the same source said about the period that the file covers"),
    )
    command.add_argument(
        "--confirm-suspicious", action="store_true", help=_("load a file that looks cut off: it is whole")
    )
    command.add_argument("--dry-run", action="store_true", help=_("do everything, keep nothing"))


def _summary(command: Parser) -> None:
    """Take what `summary` takes."""
    command.add_argument("--from", dest="from_day", metavar="DAY", type=day, help=_("first day of the period"))
    command.add_argument("--to", dest="to_day", metavar="DAY", type=day, help=_("last day of the period"))
    command.add_argument("--as-of", metavar="DAY", type=day, help=_("day of which sites and counts are told"))
    command.add_argument(
        "--place", metavar="CODE", action="append", default=[], help=_("a city or area; may be given several times")
    )
    _json(command)


def table_file(text: str) -> Path:
    """Return the path of a file that is to be written, CSV or XLSX by its name."""
    file = Path(text)
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise argparse.ArgumentTypeError(_("{text!r} must end in .csv or .xlsx").format(text=text))
    return file


def _export(command: Parser) -> None:
    """Take what `export` takes."""
    command.add_argument("layout", metavar="LAYOUT", choices=list(LAYOUTS), help=", ".join(LAYOUTS))
    command.add_argument("--from", dest="from_day", metavar="DAY", type=day, help=_("first day of the period"))
    command.add_argument("--to", dest="to_day", metavar="DAY", type=day, help=_("last day of the period"))
    command.add_argument("--source", metavar="S", help=_("with --raw: only what this source said"))
    command.add_argument("--hxl", action="store_true", help=_("add a row of HXL tags under the header"))
    command.add_argument(
        "--raw", action="store_true", help=_("the rows as they stand, to be loaded elsewhere; this is logged")
    )
    command.add_argument("--out", metavar="FILE", type=table_file, required=True, help=_("ends in .csv or .xlsx"))
    _by(command)
    _json(command)


def _ledger(command: Callable[[str, str], Parser]) -> None:
    """Take what the commands of the ledger take."""
    reserve = command("reserve", _("promise a part of an offer for a need"))
    reserve.add_argument("offer", metavar="OFFER", help=_("its code"))
    reserve.add_argument("need", metavar="NEED", help=_("its code"))
    reserve.add_argument("quantity", metavar="QUANTITY", type=quantity, help=_("how much, in the unit of the item"))
    reserve.add_argument(
        "--until", metavar="DAY", type=day, help=_("held until then without being accepted (default: in 3 days)")
    )
    reserve.add_argument("--surplus", action="store_true", help=_("promise more than the need asks for"))
    advance = command("advance", _("move a promise one step on"))
    advance.add_argument("commitment", metavar="COMMITMENT", type=quantity, help=_("its number, as `reserve` tells it"))
    advance.add_argument("status", metavar="STATUS", type=status, help=", ".join(CommitmentStatus))
    withdraw = command("withdraw", _("withdraw an offer"))
    confirm = command("confirm", _("say that an offer still stands"))
    for one in (withdraw, confirm):
        one.add_argument("offer", metavar="OFFER", help=_("its code"))
    for one, why in ((advance, _("why it is declined or returned")), (withdraw, _("why promises of it end"))):
        one.add_argument("--reason", metavar="WHY", help=why)
    for one in (reserve, advance, withdraw, confirm):
        _by(one)
        _json(one)
