"""What intake keeps of a text, the store can hold."""

from __future__ import annotations

import pytest
from sqlalchemy import String

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.layouts import LAYOUTS
from idpdash.store import tables as t
from idpdash.store.rows import table_of

CODES: dict[str, type[t.Base]] = {
    "site_code": t.Site,
    "need_code": t.Need,
    "offer_code": t.Offer,
    "city_code": t.City,
    "place_pcode": t.Place,
}
WRITTEN: dict[str, type[t.Base]] = {
    "movements": t.Movement,
    "sites": t.SiteStatement,
    "occupancy": t.Occupancy,
    "needs": t.NeedStatement,
    "offers": t.OfferStatement,
    "cities": t.CityStatement,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_text_is_cut_on_its_way_into_the_store(layout: str) -> None:
    def room(column: Column) -> int | None:
        stored = table_of(CODES[column.name]).columns["code"] if column.name in CODES else None
        stored = table_of(WRITTEN[layout]).columns.get(column.name) if stored is None else stored
        return stored.type.length if stored is not None and isinstance(stored.type, String) else None

    texts = [column for column in LAYOUTS[layout].columns if column.kind in (Kind.TEXT, Kind.CODE)]
    told = {column.name: room(column) for column in texts if column is not c.UNIT}  # stored is the item's own unit
    assert any(told.values())
    assert [column.name for column in texts if column.longest > (told.get(column.name) or column.longest)] == []
