"""Offers that a file makes less than is promised of them, and sites that it closes while places there are promised.

What is promised stays promised: a file never ends a promise, so people are told and decide.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash.formats import number
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, issue
from idpdash.store.names import portions
from idpdash.store.promised.ends import live_on, taken_on
from idpdash.store.statements import holds
from idpdash.store.tables import Commitment, Offer, OfferStatement, Site
from idpdash.vocabulary import SiteStatus


def promised(connection: Connection, checked: Checked, today: dt.date) -> list[Issue]:
    """Return a warning for each offer lowered below its promises, and for each site closed under them."""
    return _offers(connection, checked.tables.get("offers"), today) + _sites(
        connection, checked.tables.get("sites"), today
    )


def _offers(connection: Connection, table: pd.DataFrame | None, today: dt.date) -> list[Issue]:
    """Return a warning for each offer of which more is promised than the file has."""
    if table is None or not len(table):
        return []
    taken = func.sum(Commitment.quantity)
    asked = (
        select(Offer.code, taken)
        .join(Commitment, Commitment.offer_id == Offer.id)
        .where(taken_on(today))
        .group_by(Offer.code)
    )
    known = _summed(connection, asked, Offer.code, set(table["offer_code"]))
    last = table.drop_duplicates("offer_code", keep="last")
    return [
        issue(
            "offer_below_promises",
            row=row,
            column="quantity",
            value=str(quantity),
            words={"offer": code, "taken": number(known[code])},
        )
        for row, code, quantity in zip(last["row"], last["offer_code"], last["quantity"], strict=True)
        if code in known and not pd.isna(quantity) and quantity < known[code]
    ]


def _sites(connection: Connection, table: pd.DataFrame | None, today: dt.date) -> list[Issue]:
    """Return a warning for each site that the file closes though places there are promised."""
    if table is None or not len(table):
        return []
    closed = table[table["status"].eq(SiteStatus.CLOSED)].drop_duplicates("site_code", keep="last")
    if not len(closed):
        return []
    asked = (
        select(Site.code, func.count())
        .join(OfferStatement, OfferStatement.site_id == Site.id)
        .join(Commitment, Commitment.offer_id == OfferStatement.offer_id)
        .where(holds(OfferStatement), live_on(today))
        .group_by(Site.code)
    )
    known = _summed(connection, asked, Site.code, set(closed["site_code"]))
    return [
        issue(
            "closes_promised_site",
            row=int(row),
            column="status",
            value=SiteStatus.CLOSED,
            words={"site": code, "count": number(known[code])},
        )
        for row, code in zip(closed["row"], closed["site_code"], strict=True)
        if code in known
    ]


def _summed(connection: Connection, asked: Any, code: Any, codes: set[str]) -> dict[str, int]:
    """Return a number by code, for those of some codes that have one."""
    found: dict[str, int] = {}
    for some in portions(codes):
        found |= {key: int(value) for key, value in connection.execute(asked.where(code.in_(some)))}
    return found
