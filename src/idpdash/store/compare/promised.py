"""What a file says against promises: such a row waits until the promises have ended or the file is mended.

A file never ends a promise and gives no reason, so people are told whom it hits and decide. What a known source says of
its sites is only told: the site is gone, whoever was promised a place there.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from idpdash.formats import day, number
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, issue
from idpdash.intake.sources import registry
from idpdash.store.compare.apart import put_back, set_apart
from idpdash.store.erasing import erased
from idpdash.store.exchange import NEED, OFFER
from idpdash.store.identities import Identity, ids
from idpdash.store.names import portions
from idpdash.store.promised.contradicted import Exchanged, closing, contradictions, is_closed
from idpdash.store.promised.ends import live_on
from idpdash.store.promised.resting import Resting, of_site, resting, told
from idpdash.store.rows import records, table_of
from idpdash.store.sites import holding
from idpdash.store.statements import LINKS, holds, newest
from idpdash.store.tables import (
    City,
    Commitment,
    Need,
    NeedStatement,
    Offer,
    OfferStatement,
    Site,
    SiteStatement,
    Upload,
    UploadStatus,
)

_EXCHANGED: dict[str, tuple[Identity, Exchanged, str, tuple[str, ...]]] = {
    "needs": (Need, NeedStatement, "need_code", NEED),
    "offers": (Offer, OfferStatement, "offer_code", OFFER),
}
_CITIES = {"city_id": "city_code", "to_city_id": "to_city_code"}


def beside_promises(
    connection: Connection, checked: Checked, today: dt.date, *, only: Collection[int] | None = None
) -> Checked:
    """Return a file of which those rows wait that say something against promises, and with what is said of others.

    today: on which the promises are on their way. only: rows of the file that are asked about (None: all).
    """
    whole = put_back(checked)
    found = [one for name in _EXCHANGED for one in _exchanged(connection, whole, name, today)]
    found += [*_closed(connection, whole, today), *_left_out(connection, whole, today)]
    if only is not None:
        found = [one for one in found if one[1].row in only]
    return set_apart(whole, found)


Found = tuple[str, Issue]  # the table that an issue is of


def _exchanged(connection: Connection, checked: Checked, name: str, today: dt.date) -> Iterator[Found]:
    """Yield what the needs or the offers of a file say against promises."""
    table = checked.tables.get(name)
    if table is None or not len(table):
        return
    identity, of, code, columns = _EXCHANGED[name]
    promises = _by_code(connection, identity, of, set(table[code]), today)
    if not promises:
        return
    numbers, cities = ids(connection, identity), ids(connection, City)
    stored = newest(connection, of, only=[numbers[one] for one in promises])
    linked = {link: cell for link, cell in _CITIES.items() if cell in table}
    erase = erased(checked, name)
    for row in records(
        table[table[code].isin(list(promises))], ("row", code, *linked.values(), *columns), table_of(of)
    ):
        said = {one: row[one] for one in columns} | {
            link: cities.get(row[cell], 0) if row[cell] else None for link, cell in linked.items()
        }
        new = {one: value for one, value in said.items() if value is not None or one in erase}
        hit, before = promises[row[code]], stored[numbers[row[code]]]
        for one in contradictions(of, before, new, hit, today):
            yield name, one.issue(row=row["row"], value=_text(row, table, one.column))
        taken = sum(one.quantity for one in hit)
        if of is NeedStatement and row["quantity"] < min(taken, before["quantity"]):
            words = {"need": row[code], "taken": number(taken), "unit": before["unit"]}
            where = {"row": row["row"], "column": "quantity", "value": str(row["quantity"])}
            yield name, issue("need_below_promises", **where, words=words)


def _text(row: dict[str, Any], table: pd.DataFrame, column: str) -> str | None:
    """Return what stands in a column of a row, as it may be shown."""
    name = {"city_name": "city_code", "to_city_name": "to_city_code"}.get(column, column)
    return None if row.get(name) is None else str(row[name])


def _by_code(
    connection: Connection, identity: Identity, of: Exchanged, codes: Collection[str], today: dt.date
) -> dict[str, list[Resting]]:
    """Return the promises, on their way or received, of needs or offers by their code; those without are left out."""
    found: dict[str, list[Resting]] = defaultdict(list)
    link = getattr(Commitment, LINKS[of])
    for some in portions(codes):
        asked = select(identity.id, identity.code).where(identity.code.in_(some))
        named = {row.id: row.code for row in connection.execute(asked)}
        among = link.in_(select(identity.id).where(identity.code.in_(some)))
        for one in resting(connection, among, today, received=True):
            found[named[getattr(one, LINKS[of])]].append(one)
    return found


def _promised_sites(connection: Connection, today: dt.date) -> dict[str, int]:
    """Return the sites of which places are promised and on their way, code → number."""
    at = (
        select(Site.code, Site.id)
        .join(OfferStatement, OfferStatement.site_id == Site.id)
        .join(Commitment, Commitment.offer_id == OfferStatement.offer_id)
        .where(holds(OfferStatement), live_on(today))
    )
    return {row.code: row.id for row in connection.execute(at.distinct())}


def _closed(connection: Connection, checked: Checked, today: dt.date) -> Iterator[Found]:
    """Yield the sites that a file closes under promises. One that closes on a later day is only told."""
    table = checked.tables.get("sites")
    if table is None or not len(table):
        return
    promised = _promised_sites(connection, today)
    known_source = checked.source in registry()
    names = ("row", "site_code", "valid_from", "status", "closes_on")
    for row in records(table[table["site_code"].isin(list(promised))], names, table_of(SiteStatement)):
        code, since = row["site_code"], row["valid_from"] or checked.listed_on
        stored = holding(connection, promised[code], today)
        if stored is None or (since or today) < (stored["valid_from"] or dt.date.min):
            continue
        new = {one: stored[one] if row[one] is None else row[one] for one in ("status", "closes_on")}
        promises = resting(connection, of_site(promised[code]), today)
        if hit := closing(code, stored, new, promises, max(since or today, today)):
            mild = known_source or (since or today) > today
            if mild:
                hit = replace(hit, key="closes_promised_site.all_the_same")
            yield "sites", hit.issue(row=row["row"], value=str(new[hit.column]))
        elif promises and new["closes_on"] not in (None, stored["closes_on"]) and not is_closed(new, today):
            words = {"site": code, "day": day(new["closes_on"]), "promises": told(promises)}
            where = {"row": row["row"], "column": "closes_on", "value": str(new["closes_on"])}
            yield "sites", issue("closes_promised_site.later", **where, words=words)


def _left_out(connection: Connection, checked: Checked, today: dt.date) -> Iterator[Found]:
    """Yield the sites with promises that stood in the last complete list of a source, and not in this newer one."""
    if checked.listed_at is None or "sites" not in checked.tables:
        return
    of = table_of(Upload).columns
    lists = select(of.id, of.listed_at).where(
        of.source == checked.source, of.listed_at.is_not(None), of.status == UploadStatus.LIVE
    )
    last = connection.execute(lists.order_by(of.listed_at.desc(), of.id.desc()).limit(1)).one_or_none()
    if last is None or last.listed_at > checked.listed_at:
        return
    promised = _promised_sites(connection, today)
    named = set(connection.scalars(select(SiteStatement.site_id).where(SiteStatement.upload_id == last.id)))
    listed = set(checked.tables["sites"]["site_code"])
    for code in sorted(set(promised) - listed):
        if promised[code] in named:
            promises = resting(connection, of_site(promised[code]), today)
            yield "sites", issue("closes_promised_site.all_the_same", words={"site": code, "promises": told(promises)})
