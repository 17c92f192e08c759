"""The store as the pages see it, and the one cache.

Everything cached is keyed by the question and by the store's data version, which every write raises in its own
transaction: a write by anyone, in any process, is seen at the next rerun. A query is keyed by the version of the layer
that it reads: who promises something need not wait for the movements of a country to be read again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from threading import Event
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

from idpdash import settings
from idpdash.figures.theme import Drawing
from idpdash.queries import Query, Read
from idpdash.queries.layers import layer_of
from idpdash.queries.uploads import data_version, layer_versions
from idpdash.scope import Scope
from idpdash.store.engine import engine, reading
from idpdash.store.migrate import migrate
from idpdash.store.tables import Layer
from idpdash.ui.assets import install_fonts

P = ParamSpec("P")
T = TypeVar("T")
_NEW = Event()  # something that is kept was made since `set_apart`


@st.cache_resource(show_spinner=False)
def _ready(url: str) -> Engine:
    """Bring the store and the static files up to date, once a process."""
    install_fonts(settings.STATIC)
    store = engine(url)
    migrate(store)
    _NEW.set()
    return store


def set_apart() -> None:
    """Take what is kept, and what is imported, out of what is looked through for garbage; call it after a run.

    Streamlit collects all garbage after every run: of a large country that takes longer than an empty page.
    """
    if _NEW.is_set():
        _NEW.clear()
        gc.unfreeze()  # what was kept and is no more
        gc.collect()
        gc.freeze()


def store() -> Engine:
    """Return the engine of the store, at the current schema. Raises SurroundingsError if it cannot be reached."""
    return _ready(settings.database_url())


def version() -> int:
    """Return the store's data version: what is cached under it still holds."""
    with reading(store()) as connection:
        return data_version(connection)


@st.cache_resource(show_spinner=False, max_entries=100)
def _layers(url: str, version: int) -> dict[Layer, int]:
    """Return the version of each layer, as of a data version or later: it is read before what is kept under it."""
    with reading(engine(url)) as connection:
        return layer_versions(connection)


@st.cache_data(show_spinner=False, max_entries=2_000, max_size="512MB")
def _asked(url: str, name: str, scope: Scope, version: int, _query: Query) -> pd.DataFrame:
    """Run a query; cached by store, query, scope and the version of the layer that it reads."""
    with reading(engine(url)) as connection:
        return _query(connection, scope)


def reader(version: int) -> Read:
    """Return the cached `Read` of one data version, so that a page's figures are of one moment."""
    url = settings.database_url()

    def read(query: Query, scope: Scope) -> pd.DataFrame:
        kept = _layers(url, version)[layer_of(query)]
        return _asked(url, f"{query.__module__}.{query.__qualname__}", scope, kept, query)

    return read


def answer(
    version: int, ask: Callable[Concatenate[Read, Scope, P], T], scope: Scope, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Return what an answer says of a scope at one data version, for all sessions: nobody may change it."""
    arguments = (args, tuple(sorted(kwargs.items())))
    return _shared(  # type: ignore[return-value]
        settings.database_url(),
        f"{ask.__module__}.{ask.__qualname__}",
        scope,
        arguments,
        version,
        lambda: ask(reader(version), scope, *args, **kwargs),
    )


@st.cache_resource(show_spinner=False, max_entries=24)
def _shared(url: str, name: str, scope: Scope, arguments: object, version: int, _work: Callable[[], object]) -> object:
    """Keep the last answers as they are: one of a large country takes long to copy, and remembers what it works out."""
    _NEW.set()
    return _answered(url, name, scope, arguments, version, _work)


@st.cache_data(show_spinner=False, max_entries=500, max_size="512MB")
def _answered(
    url: str, name: str, scope: Scope, arguments: object, version: int, _work: Callable[[], object]
) -> object:
    """Run an answer; cached by store, answer, scope, arguments and data version."""
    return _work()


def worked(version: int, name: str, scope: Scope, *of: object, work: Callable[[], T]) -> T:
    """Return what is worked out of an answer of one data version, cached like the answers: of cities, of one item.

    of: whatever else it depends on.
    """
    return _shared(settings.database_url(), name, scope, of, version, work)  # type: ignore[return-value]


def drawing(version: int, name: str, scope: Scope, *shown: object, draw: Callable[[], Drawing]) -> Drawing:
    """Return a drawing of one data version in this scope, made once for all sessions: nobody may change it.

    shown: whatever else it depends on (mode, chosen places, light or dark, size).
    """
    return _drawn(settings.database_url(), name, scope, shown, version, draw)


@st.cache_resource(show_spinner=False, max_entries=200)
def _drawn(url: str, name: str, scope: Scope, shown: object, version: int, _draw: Callable[[], Drawing]) -> Drawing:
    """Draw; cached by store, name, scope, what is shown and data version. What is sent of it is made once, too."""
    _NEW.set()
    drawn = _draw()
    sent = drawn.figure.to_dict()
    drawn.figure.to_dict = lambda: sent  # plotly would copy and look through every point again at each rerun
    return drawn
