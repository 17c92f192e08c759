"""A click on a city filters to it and shows the way on; a second click clears the filter again."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from idpdash.formats import _
from idpdash.ui import filters, navigation, show


def on_map(name: str) -> None:
    """Take over the city clicked on a map; call it in a callback only."""
    _choose(name, show.picked(name))


def on_row(name: str, codes: Sequence[str]) -> None:
    """Take over the city of the table's row that was clicked; call it in a callback only. codes: by row."""
    cells = st.session_state.get(name, {}).get("selection", {}).get("cells", [])
    row = cells[0][0] if cells else None
    _choose(name, codes[row] if row is not None and row < len(codes) else None)


def _choose(name: str, code: str | None) -> None:
    """Filter to a city. A second click deselects in the browser and names no city: it is the last one's."""
    last = f"_last_of_{name}"
    chosen = code or st.session_state.get(last)
    if chosen:
        st.session_state[last] = chosen
        filters.choose_city(chosen)


def way_on(address: str, name: str | None, *, label: str = _("Open {city} →")) -> None:
    """Show the link that opens the chosen city on another page; nothing where no single city is chosen."""
    if name is not None:
        navigation.link(address, label.format(city=name), query=filters.address())


def name_of(cities: pd.DataFrame, code: str | None) -> str | None:
    """Return a city's name, None where there is no such city."""
    found = cities.loc[cities["city_code"] == code, "city_name"]
    return None if found.empty else str(found.iloc[0])
