"""The newest word on needs and offers."""

from __future__ import annotations

import pandas as pd

from idpdash.queries.exchange import needs, offers
from tests.factories import World, scope, two_regions


def test_newest_statement_holds(world: World) -> None:
    """A need and an offer are what was said of them last, of every status."""
    two_regions(world)
    world.need("N", "galt", 10)
    world.need("N", "galt", 4, status="closed", status_reason="met")
    world.offer("O", "velda", 5, to="galt")
    world.offer("O", "velda", 3)
    need = needs(world.connection, scope()).iloc[0]
    assert (need["quantity"], need["exchange_status"], need["status_reason"]) == (4, "closed", "met")
    offer = offers(world.connection, scope()).iloc[0]
    assert offer["quantity"] == 3
    assert pd.isna(offer["to_city_code"])


def test_every_city_is_told_and_scope_only_marked(world: World) -> None:
    """Needs and offers of other cities stay: help may come from there."""
    two_regions(world)
    world.need("N1", "galt", 10)
    world.need("N2", "velda", 10)
    world.offer("O1", "velda", 5, to="galt")
    asked = scope("10-26", "11-24", "east")
    assert needs(world.connection, asked).set_index("need_code")["in_scope"].to_dict() == {"N1": True, "N2": False}
    offer = offers(world.connection, asked).iloc[0]
    assert (offer["in_scope"], offer["city_name"], offer["to_city_name"]) == (False, "Velda", "Galt")
