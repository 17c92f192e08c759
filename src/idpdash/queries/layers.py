"""What of the store each query reads: what is known of a query holds until its layer, or a later one, is written."""

from __future__ import annotations

from idpdash.queries import Query, arrivals, choices, exchange, extent, housing, places
from idpdash.store.tables import Layer

# Those that read nothing of the layers before. An act of a layer before makes an upload at most, without rows of these.
_LAYERS: dict[Query, Layer] = {
    exchange.needs: Layer.EXCHANGE,
    exchange.offers: Layer.EXCHANGE,
    extent.extent: Layer.EXCHANGE,
    extent.reach: Layer.ALL,
    arrivals.flows: Layer.ALL,
    arrivals.series: Layer.ALL,
    arrivals.city_series: Layer.ALL,
    arrivals.reasons: Layer.ALL,
    arrivals.sex_age: Layer.ALL,
    housing.sites: Layer.ALL,
    places.cities: Layer.ALL,
    places.places: Layer.ALL,
    places.outlines: Layer.ALL,
    choices.choices: Layer.ALL,
}


def layer_of(query: Query) -> Layer:
    """Return the first layer that a query reads; one that is not known may read everything."""
    return _LAYERS.get(query, Layer.PROMISES)
