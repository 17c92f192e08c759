"""What charts, maps and tables say: titles that tell what is seen, not what is drawn."""

from __future__ import annotations

from idpdash.answers.titles.arrivals import matrix, origins, reasons, routes, sex_age, trend, within, year
from idpdash.answers.titles.exchange import arcs, board, coverage, help_map
from idpdash.answers.titles.housing import calendar, full_soon, pressure, rooms, trouble
from idpdash.answers.titles.maps import arrivals_map, cross_map, free_map, need_map, people_map

__all__ = [
    "arcs",
    "arrivals_map",
    "board",
    "calendar",
    "coverage",
    "cross_map",
    "free_map",
    "full_soon",
    "help_map",
    "matrix",
    "need_map",
    "origins",
    "people_map",
    "pressure",
    "reasons",
    "rooms",
    "routes",
    "sex_age",
    "trend",
    "trouble",
    "within",
    "year",
]
