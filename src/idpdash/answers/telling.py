"""One change as one line: a city that crossed a threshold, promises that came to an end, needs that came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from idpdash.answers import words
from idpdash.answers.pressure import LEVEL_NAMES
from idpdash.formats import _, known, listing, number
from idpdash.formats import day as day_name
from idpdash.promises import status_name
from idpdash.vocabulary import CommitmentStatus, Item, Priority

LEVELS = ("normal", "watch", "warning", "critical")
FULL, BROKEN, PRESSED, URGENT, WATCHED, NEEDED, EASED, KEPT = range(8)  # in this order they stand, worst first
RANKS = {"critical": FULL, "warning": PRESSED, "watch": WATCHED}
NOW = {
    "critical": _("{city} is critical now: {why}"),
    "warning": _("{city} is in warning now: {why}"),
    "watch": _("{city} is on watch now: {why}"),
}
NAMED = 2  # things that a city asks for
ENDED = (CommitmentStatus.DECLINED, CommitmentStatus.RETURNED, CommitmentStatus.LAPSED)
UNDER_WAY = (CommitmentStatus.ACCEPTED, CommitmentStatus.IN_TRANSIT)


@dataclass(frozen=True)
class Event:
    """One change. kind: threshold, promise or need. tone: a level, or "" for what needs no act.

    city: the code of the city it is about; page: where more stands.
    """

    rank: int
    kind: str
    tone: str
    says: str
    page: str
    city: str


def crossings(now: pd.DataFrame, before: pd.DataFrame) -> list[Event]:
    """Return the cities whose level is another than before, the worst first.

    now: of `answers.overview.with_pressure`; before: of `pressed` there. A city of which nothing was known counts only
    where it is in trouble now; one of which nothing is known any more does not count, nor one that was watched and is
    normal again.
    """
    was = before.dropna(subset="city_code").set_index("city_code")
    found = []
    for row in now.dropna(subset="city_code").to_dict("records"):
        code, level = str(row["city_code"]), str(row["level"])
        former = str(was["level"].get(code, "unknown"))
        if level not in LEVELS or level == former or (level == "normal" and former not in ("warning", "critical")):
            continue
        over = -int(row["over"]) if known(row["over"]) else 0
        if former in LEVELS and LEVELS.index(level) < LEVELS.index(former):
            says = _eased(row, former, full=bool(was["full"].get(code, False)))
            found.append((EASED, over, Event(EASED, "threshold", "", says, "city", code)))
        else:
            says = NOW[level].format(city=row["city_name"], why=row["why"])
            found.append((RANKS[level], over, Event(RANKS[level], "threshold", level, says, "city", code)))
    return [event for _rank, _over, event in sorted(found, key=lambda one: (*one[:2], one[2].says))]


def _eased(row: Mapping[Any, Any], former: str, *, full: bool) -> str:
    """Return what became of a city that is better than before; full: it was."""
    if full and known(row["free"]) and row["free"]:
        room = words.places(row["free"])
        return _("{city} has room again, {places} free").format(city=row["city_name"], places=room)
    return _("{city} has eased, from {before} to {now}").format(
        city=row["city_name"], before=LEVEL_NAMES[former], now=LEVEL_NAMES[str(row["level"])]
    )


def promises_told(promises: pd.DataFrame, *, day: dt.date) -> list[Event]:
    """Return what became of promises: lapsed, declined, returned, overdue and kept, one line a city that is promised.

    promises: `measures.promises.board` of today with changed (its last step was made since) and was_overdue (on the day
    of the last look). A reserved promise lapsed since where it was held until that day or later.
    """
    status = promises["promise_status"]
    held = promises["until"].ge(pd.Timestamp(day)).fillna(value=False)
    lapsed = status.eq(CommitmentStatus.LAPSED) & (held | promises["changed"])
    found: list[Event] = []
    for one in ENDED:
        ended = lapsed if one is CommitmentStatus.LAPSED else status.eq(one) & promises["changed"]
        found += _by_city(promises[ended], BROKEN, "warning", _("{city}: {what} {status}"), status_name(one))
    overdue = promises[status.isin(UNDER_WAY) & promises["overdue"] & ~promises["was_overdue"]]
    found += _by_city(overdue, PRESSED, "warning", _("{city}: {what} {status}"), _("promised, overdue"))
    kept = promises[status.eq(CommitmentStatus.RECEIVED) & promises["changed"]]
    return found + _by_city(kept, KEPT, "", _("{city} has received {what}"), "")


def _by_city(promises: pd.DataFrame, rank: int, tone: str, says: str, status: str) -> list[Event]:
    """Return one event a receiving city and item, the largest first."""
    keys = ["to_city_code", "to_city_name", "item"]
    summed = promises.groupby(keys)["quantity"].agg(["sum", "nunique", "count"]).reset_index()
    givers = promises.groupby(keys)["city_name"].agg(lambda names: list(dict.fromkeys(names))).reset_index(drop=True)
    found = []
    for row, names in zip(summed.to_dict("records"), givers, strict=True):
        said = says.format(city=row["to_city_name"], what=words.quantity(row["item"], int(row["sum"])), status=status)
        giver = names[0] if len(names) == 1 else words.cities(len(names))
        told = _("{what} from {giver}").format(what=said, giver=giver) if not status else f"{said} ({giver})"
        found.append((-int(row["sum"]), told, row["to_city_code"]))
    return [Event(rank, "promise", tone, told, "exchange", code) for _size, told, code in sorted(found)]


def needs_told(needs: pd.DataFrame) -> list[Event]:
    """Return who asks for more, one line a city: critical ones first, then those that ask for most places.

    needs: the open ones that came (`measures.exchange.open_needs`, the most urgent first).
    """
    found = []
    for (code, city), rows in needs.groupby(["city_code", "city_name"], sort=False):
        things = [words.quantity(item, int(count)) for item, count in zip(rows["item"], rows["quantity"], strict=True)]
        rest = [_("{count} more").format(count=number(len(things) - NAMED))] if len(things) > NAMED else []
        said = _("{city} asks for {what}").format(city=city, what=listing([*things[:NAMED], *rest]))
        by, critical = rows["needed_by"].min(), int((rows["priority"] == Priority.CRITICAL).sum())
        if known(by):
            said = _("{said}, by {day}").format(said=said, day=day_name(by, year=False))
        if critical:
            said = _("{said}; {count} critical").format(said=said, count=number(critical))
        rank, tone = (URGENT, "warning") if critical else (NEEDED, "")
        places = int(rows.loc[rows["item"] == Item.PLACES, "quantity"].sum())
        found.append((rank, -places, Event(rank, "need", tone, said, "exchange", str(code))))
    return [event for _rank, _places, event in sorted(found, key=lambda one: one[:2])]
