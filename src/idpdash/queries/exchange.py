"""Needs and offers: what the newest statement says of each, of every status."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, select
from sqlalchemy.orm import aliased

from idpdash import frames
from idpdash.queries.places import cities
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.statements import holds
from idpdash.store.tables import City, Need, NeedStatement, Offer, OfferStatement, Site, Upload


def needs(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.NEEDS`, one row a need, by code; in_scope: of a city in scope."""
    statement = stated_needs(*_said_by(NeedStatement))
    needed = frames.NEEDS.typed(_named(table(connection, statement), cities(connection, scope)))
    return needed.sort_values("need_code", ignore_index=True)


def offers(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.OFFERS`, one row an offer, by code; in_scope: by a city in scope."""
    network = cities(connection, scope)
    offered = _named(table(connection, stated_offers(*_said_by(OfferStatement))), network)
    names_of = network.set_index("city_code")["city_name"]
    told = frames.OFFERS.typed(offered.assign(to_city_name=offered["to_city_code"].map(names_of)))
    return told.sort_values("offer_code", ignore_index=True)


def stated_needs(*more: ColumnElement[Any]) -> Select[Any]:
    """Return what to ask for needs as they were last stated, of every status; more: columns besides, of the upload."""
    names = ("item", "quantity", "unit", "priority", "needed_by", "note")
    return (
        select(
            Need.code.label("need_code"),
            City.code.label("city_code"),
            *(getattr(NeedStatement, name) for name in names),
            *more,
        )
        .join(NeedStatement, NeedStatement.need_id == Need.id)
        .join(City, City.id == NeedStatement.city_id)
        .join(Upload, Upload.id == NeedStatement.upload_id)
        .where(holds(NeedStatement))
    )


def stated_offers(*more: ColumnElement[Any]) -> Select[Any]:
    """Return what to ask for offers as they were last stated, of every status; more: columns besides, of the upload."""
    names = ("item", "quantity", "unit", "available_from", "expires_on", "conditions")
    receiver = aliased(City)
    return (
        select(
            Offer.code.label("offer_code"),
            City.code.label("city_code"),
            receiver.code.label("to_city_code"),
            Site.code.label("site_code"),
            *(getattr(OfferStatement, name) for name in names),
            *more,
        )
        .join(OfferStatement, OfferStatement.offer_id == Offer.id)
        .join(City, City.id == OfferStatement.city_id)
        .join(receiver, receiver.id == OfferStatement.to_city_id, isouter=True)
        .join(Site, Site.id == OfferStatement.site_id, isouter=True)
        .join(Upload, Upload.id == OfferStatement.upload_id)
        .where(holds(OfferStatement))
    )


def _said_by(statement: type[NeedStatement | OfferStatement]) -> list[ColumnElement[Any]]:
    """Return the columns that tell the status of a need or offer, why, and who said so when."""
    return [
        statement.status_reason.expression,
        statement.status.label("exchange_status"),
        Upload.loaded_at.label("stated_on"),
        Upload.id.label("upload"),
        Upload.loaded_by.label("by"),
    ]


def _named(stated: pd.DataFrame, network: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the city's name (its code where nothing is said of it) and whether it is in scope."""
    named = stated.merge(network[["city_code", "city_name", "in_scope"]], how="left", on="city_code")
    return named.assign(
        city_name=named["city_name"].fillna(named["city_code"]), in_scope=named["in_scope"].eq(other=True)
    )
