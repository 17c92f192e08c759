"""The tables, and what the database refuses.

Reference data (places, cities, sites, needs, offers) is an identity (a code that never changes) and the *statements*
made about it: every load or act adds statements, none is overwritten, and the newest holds. So an undo is the removal
of one upload's rows, and every version is kept. Facts (movements, occupancy) are rows of an upload, kept when
superseded, which `superseded_by` says. Days are days in IDPDASH_TIMEZONE, instants are UTC.
"""

from __future__ import annotations

from idpdash.store.tables.arrivals import Movement
from idpdash.store.tables.base import Base
from idpdash.store.tables.exchange import Need, NeedStatement, Offer, OfferStatement
from idpdash.store.tables.housing import Occupancy, Site, SiteStatement
from idpdash.store.tables.ledger import Choice, Commitment, CommitmentStep
from idpdash.store.tables.places import City, CityPlace, CityStatement, Place, PlaceAlias, PlaceName, PlaceStatement
from idpdash.store.tables.uploads import DataVersion, FileProfile, Layer, Upload, UploadStatus, WaitingRow

__all__ = [
    "Base",
    "Choice",
    "City",
    "CityPlace",
    "CityStatement",
    "Commitment",
    "CommitmentStep",
    "DataVersion",
    "FileProfile",
    "Layer",
    "Movement",
    "Need",
    "NeedStatement",
    "Occupancy",
    "Offer",
    "OfferStatement",
    "Place",
    "PlaceAlias",
    "PlaceName",
    "PlaceStatement",
    "Site",
    "SiteStatement",
    "Upload",
    "UploadStatus",
    "WaitingRow",
]
