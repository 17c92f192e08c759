"""The promises that an undo would break: by the same rule by which a file or an act by hand is refused."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from idpdash.store.promised.contradicted import Exchanged, closing, contradictions
from idpdash.store.promised.resting import Resting, of_site, resting
from idpdash.store.rows import table_of
from idpdash.store.sites import holding
from idpdash.store.statements import LINKS, newest
from idpdash.store.tables import Commitment, NeedStatement, OfferStatement, SiteStatement

Stored = Mapping[str, Any]
_EXCHANGED: tuple[Exchanged, ...] = (OfferStatement, NeedStatement)


@dataclass(frozen=True)
class Standing:
    """What holds, before an undo, of the promised things of which an upload speaks, each with its promises."""

    exchanged: list[tuple[Exchanged, int, Stored, list[Resting]]] = field(default_factory=list)
    sites: list[tuple[int, Stored | None, list[Resting]]] = field(default_factory=list)


def standing_promises(connection: Connection, upload: int, today: dt.date) -> Standing:
    """Return what holds of the offers, needs and sites of which an upload speaks and something is promised."""
    found = Standing()
    for of in _EXCHANGED:
        spoken = _spoken(of, LINKS[of], upload)
        promises: dict[int, list[Resting]] = defaultdict(list)
        among: ColumnElement[bool] = getattr(Commitment, LINKS[of]).in_(spoken)
        for one in resting(connection, among, today, received=True):
            promises[getattr(one, LINKS[of])].append(one)
        stored = newest(connection, of, only=promises) if promises else {}
        found.exchanged.extend((of, number, stored[number], hit) for number, hit in promises.items())
    for site in connection.scalars(_spoken(SiteStatement, "site_id", upload)):
        if hit := resting(connection, of_site(site), today):
            found.sites.append((site, holding(connection, site, today), hit))
    return found


def _spoken(of: Any, link: str, upload: int) -> Any:
    """Return the question for the things of which an upload speaks."""
    columns = table_of(of).columns
    return select(columns[link]).where(columns["upload_id"] == upload).distinct()


def broken(connection: Connection, stands: Standing, today: dt.date) -> list[Resting]:
    """Return the promises that what is said now contradicts; `stands`: as it was said before."""
    hit = dict[int, Resting]()
    for of, number, stored, promises in stands.exchanged:
        new = newest(connection, of, only=[number]).get(number)
        said = [promises] if new is None else [one.promises for one in contradictions(of, stored, new, promises, today)]
        hit |= {one.commitment: one for some in said for one in some}
    for site, before, promises in stands.sites:
        if closed := closing("", before, holding(connection, site, today), promises, today):
            hit |= {one.commitment: one for one in closed.promises}
    return [hit[number] for number in sorted(hit)]
