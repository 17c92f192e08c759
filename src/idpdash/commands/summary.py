"""`summary`: the key figures, the same ones as on the Overview."""

from __future__ import annotations

import argparse
from typing import Any

from idpdash import clock, formats
from idpdash.answers.question import resolve
from idpdash.answers.summary import Summary, summary
from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.formats import _, number
from idpdash.queries import reader
from idpdash.store.engine import reading

MOST_CITIES = 30


def run(arguments: argparse.Namespace) -> int:
    """Print the key figures."""
    today = clock.today()
    with reading(opened()) as connection:
        read = reader(connection)
        scope = resolve(
            read,
            today=today,
            from_day=arguments.from_day,
            to_day=arguments.to_day,
            as_of=arguments.as_of,
            places=tuple(arguments.place),
        )
        found = summary(read, scope)
    if arguments.json:
        say.as_json(found.as_json())
    else:
        _print(found, (today - scope.as_of).days)
    return 0


def _print(found: Summary, age: int) -> None:
    """Print the key figures for people."""
    told: dict[str, Any] = found.as_json()
    scope = found.scope
    behind = _(" ({days} before today)").format(days=formats.days(age)) if age > 0 else ""
    say.out(
        _("As of {day}{behind}; period {period}").format(
            day=formats.day(scope.as_of), behind=behind, period=formats.period(scope.from_day, scope.to_day)
        )
    )
    lines = _figures(told)
    width = max(len(number(value)) for _label, value, _more in lines)
    for label, value, more in lines:
        say.out(f"  {label:<16} {number(value):>{width}}   {more}".rstrip())
    if items := told["exchange"]["by_item"]:
        say.out("")
        rows = [(item, row["needed"], row["offered"], row["promised"]) for item, row in items.items()]
        say.table((_("item"), _("needed"), _("offered"), _("promised")), rows)
    _print_cities(told["by_place"])


def _figures(told: dict[str, Any]) -> tuple[tuple[str, int | None, str], ...]:
    """Return the key figures: what each is called, how many, and what more there is to say of it."""
    moved, housed, given = told["movements"], told["housing"], told["exchange"]
    return (
        (
            _("Arrivals"),
            moved["arrivals"],
            _("within {within}, between {between}, origin unknown {unknown}").format(
                within=number(moved["within_place"]),
                between=number(moved["between_places"]),
                unknown=number(moved["origin_unknown"]),
            ),
        ),
        (_("Departures"), moved["departures"], ""),
        (_("Returns"), moved["returns"], ""),
        (_("Onward"), moved["onward"], ""),
        (
            _("Sites"),
            housed["sites"],
            _("over capacity {over}, capacity unknown {unknown}").format(
                over=number(housed["over_capacity_sites"]), unknown=number(housed["unknown_capacity_sites"])
            ),
        ),
        (_("People in sites"), housed["occupied"], ""),
        (_("Places"), housed["capacity"], ""),
        (_("Reserved"), housed["reserved"], _("places that live promises hold")),
        (_("Free places"), housed["free"], ""),
        (_("Open needs"), given["needs_open"], ""),
        (_("Open offers"), given["offers_open"], ""),
        (_("Live promises"), given["commitments_live"], ""),
    )


def _print_cities(rows: list[dict[str, Any]]) -> None:
    """Print the cities with arrivals or people, the most arrivals first."""
    told = [row for row in rows if row["arrivals"] or row["occupied"] or row["capacity"]]
    told.sort(key=lambda row: (-(row["arrivals"] or 0), -(row["occupied"] or 0), row["name"] or ""))
    if not told:
        return
    say.out("")
    say.table(
        (_("city"), _("arrivals"), _("places"), _("occupied"), _("free")),
        [
            (row["name"] or _("no city"), *(row[name] for name in ("arrivals", "capacity", "occupied", "free")))
            for row in told[:MOST_CITIES]
        ],
    )
    if len(told) > MOST_CITIES:
        say.out(_("… and {count} more; --json lists all.").format(count=len(told) - MOST_CITIES))
