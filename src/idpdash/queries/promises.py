"""Promises as of a day: how far each is, and its steps from the first word to the receipt."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, func, not_, select
from sqlalchemy.orm import aliased

from idpdash import frames
from idpdash.promises import LIVE
from idpdash.queries.places import cities
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.statements import holds
from idpdash.store.tables import City, Commitment, CommitmentStep, Need, NeedStatement, Offer, OfferStatement, Site
from idpdash.vocabulary import CommitmentStatus, Item


def promises(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.PROMISES`, one row a promise made on or before scope.exchange_day, as it stood then, by number.

    What the offer and the need say (item, cities, site) is what holds of them now. All of the network are told:
    in_scope and to_in_scope say which ends are asked for.
    """
    made = _standing(connection, scope)
    if made.empty:
        return frames.PROMISES.empty()
    told = made.merge(_offers(connection), on="offer_id").merge(_needs(connection), on="need_id")
    past = pd.to_datetime(told["until"]) < pd.Timestamp(scope.exchange_day)
    lapsed = told["status"].eq(CommitmentStatus.RESERVED) & past
    told["promise_status"] = told["status"].mask(lapsed, CommitmentStatus.LAPSED)
    told["live"] = told["promise_status"].isin(LIVE)
    network = cities(connection, scope).set_index("city_code")
    for end in ("", "to_"):
        code = told[f"{end}city_code"]
        told[f"{end}city_name"] = code.map(network["city_name"]).fillna(code)
        told[f"{end}in_scope"] = code.map(network["in_scope"]).eq(other=True)
    return frames.PROMISES.typed(told).sort_values("commitment", ignore_index=True)


def _standing(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return each promise with its first step and its last one as of the day."""
    known = (
        select(
            CommitmentStep.commitment_id,
            func.min(CommitmentStep.id).label("first"),
            func.max(CommitmentStep.id).label("last"),
        )
        .where(CommitmentStep.made_on <= scope.exchange_day)
        .group_by(CommitmentStep.commitment_id)
        .subquery()
    )
    first, last = aliased(CommitmentStep), aliased(CommitmentStep)
    statement = (
        select(
            Commitment.id.label("commitment"),
            Commitment.offer_id,
            Commitment.need_id,
            Commitment.quantity,
            last.status,
            last.until,
            first.made_at,
            first.made_by,
            last.made_at.label("changed_at"),
            last.made_by.label("changed_by"),
            last.reason,
        )
        .join(known, known.c.commitment_id == Commitment.id)
        .join(first, first.id == known.c.first)
        .join(last, last.id == known.c.last)
    )
    return table(connection, statement)


def held(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.HELD`, what `promises` tells of live promises of places, summed by offer; of all of the network.

    Of days that are only compared with another: the promises themselves are not fetched.
    """
    of_places = select(OfferStatement.offer_id).where(OfferStatement.item == Item.PLACES)
    among = select(Commitment.id).where(Commitment.offer_id.in_(of_places))
    last = (
        select(func.max(CommitmentStep.id))
        .where(CommitmentStep.commitment_id.in_(among), CommitmentStep.made_on <= scope.exchange_day)
        .group_by(CommitmentStep.commitment_id)
    )
    step = aliased(CommitmentStep)
    lapsed = and_(step.status == CommitmentStatus.RESERVED, step.until.is_not(None), step.until < scope.exchange_day)
    sums = (
        select(Commitment.offer_id, func.sum(Commitment.quantity).label("quantity"))
        .join(step, step.commitment_id == Commitment.id)
        .where(step.id.in_(last), step.status.in_(LIVE), not_(lapsed))
        .where(Commitment.need_id.in_(select(NeedStatement.need_id)))
        .group_by(Commitment.offer_id)
    )
    told = table(connection, sums).merge(_offers(connection, OfferStatement.item == Item.PLACES), on="offer_id")
    return frames.HELD.typed(told.assign(live=True)).sort_values("offer_code", ignore_index=True)


def _offers(connection: Connection, *conditions: ColumnElement[bool]) -> pd.DataFrame:
    """Return what holds of each offer (that meets the conditions): its item and unit, who gives, and at which site."""
    statement = (
        select(
            Offer.id.label("offer_id"),
            Offer.code.label("offer_code"),
            OfferStatement.item,
            OfferStatement.unit,
            City.code.label("city_code"),
            Site.code.label("site_code"),
        )
        .join(OfferStatement, OfferStatement.offer_id == Offer.id)
        .join(City, City.id == OfferStatement.city_id)
        .join(Site, Site.id == OfferStatement.site_id, isouter=True)
        .where(holds(OfferStatement), *conditions)
    )
    return table(connection, statement)


def _needs(connection: Connection) -> pd.DataFrame:
    """Return who asks, of each need."""
    statement = (
        select(Need.id.label("need_id"), Need.code.label("need_code"), City.code.label("to_city_code"))
        .join(NeedStatement, NeedStatement.need_id == Need.id)
        .join(City, City.id == NeedStatement.city_id)
        .where(holds(NeedStatement))
    )
    return table(connection, statement)


def steps(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.PROMISE_STEPS`, every step made on or before scope.exchange_day, by promise and in order."""
    statement = (
        select(
            CommitmentStep.commitment_id.label("commitment"),
            CommitmentStep.status,
            CommitmentStep.former,
            CommitmentStep.until,
            CommitmentStep.made_at,
            CommitmentStep.made_by,
            CommitmentStep.reason,
        )
        .where(CommitmentStep.made_on <= scope.exchange_day)
        .order_by(CommitmentStep.commitment_id, CommitmentStep.id)
    )
    return frames.PROMISE_STEPS.typed(table(connection, statement))
