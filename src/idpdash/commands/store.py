"""The store that a command works on."""

from __future__ import annotations

from sqlalchemy import Engine

from idpdash import settings
from idpdash.store.engine import engine
from idpdash.store.migrate import migrate


def opened() -> Engine:
    """Return the store, made or brought to the current schema."""
    store = engine(settings.database_url())
    migrate(store)
    return store
