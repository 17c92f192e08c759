"""What maps of cities say."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.formats import _, number


def arrivals_map(cities: pd.DataFrame) -> str:
    """Return "The most people came to Vesper (510)". cities: with city_name and arrivals."""
    came = _having(cities, "arrivals")
    if came.empty:
        return _("Nobody arrived in the period")
    if tied(came, "arrivals"):
        return _("Where people arrived")
    title = _("All who arrived came to {city}") if len(came) == 1 else _("The most people came to {city} ({count})")
    return title.format(**_first(came, "arrivals"))


def free_map(cities: pd.DataFrame) -> str:
    """Return "The most free places are in Marrow (320)". cities: with city_name and free."""
    having = _having(cities, "free")
    if having.empty:
        return _("No city is known to have a free place")
    if len(cities) == 1:
        free = int(having["free"].iloc[0])
        return _("{city} has {places} free").format(city=having["city_name"].iloc[0], places=words.places(free))
    if tied(having, "free"):
        return _("Where places are free")
    return _("The most free places are in {city} ({count})").format(**_first(having, "free"))


def people_map(cities: pd.DataFrame) -> str:
    """Return "The most people in sites live in Banadir (872 215)". cities: with city_name and occupied."""
    living = _having(cities, "occupied")
    if living.empty:
        return _("No city is known to have people in sites")
    if tied(living, "occupied"):
        return _("Where people live in sites")
    return _("The most people in sites live in {city} ({count})").format(**_first(living, "occupied"))


def need_map(cities: pd.DataFrame) -> str:
    """Return "Vesper asks for the most places (200)". cities: with city_name and needed."""
    asking = _having(cities, "needed")
    if asking.empty:
        return _("No city asks for places")
    if tied(asking, "needed"):
        return _("{cities} ask for places").format(cities=words.cities(len(asking)))
    if len(asking) == 1:
        first = asking.iloc[0]
        return _("{city} asks for {places}").format(city=first["city_name"], places=words.places(int(first["needed"])))
    return _("{city} asks for the most places ({count})").format(**_first(asking, "needed"))


def cross_map(cities: pd.DataFrame) -> str:
    """Return "3 cities ask for places and have none free", of cities with city_name, needed and free."""
    asking = _having(cities, "needed")
    if asking.empty:
        return _("No city asks for places")
    without = asking[(asking["free"] == 0).fillna(value=False)]
    if without.empty:
        return _("Every city that asks for places is known to have some, or does not say")
    if len(without) == 1:
        first = without.iloc[0]
        return _("{city} asks for {places} and has none free").format(
            city=first["city_name"], places=words.places(int(first["needed"]))
        )
    return _("{cities} ask for places and have none free").format(cities=words.cities(len(without)))


def _having(cities: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Return the cities with more than none of a figure, the most first."""
    return cities[(cities[figure] > 0).fillna(value=False)].sort_values(figure, ascending=False)


def tied(rows: pd.DataFrame, figure: str) -> bool:
    """Return whether the first row is not alone at the top."""
    return len(rows) > 1 and bool(rows[figure].iloc[0] == rows[figure].iloc[1])


def _first(cities: pd.DataFrame, figure: str) -> dict[str, str]:
    """Return the name and the figure of the first city, as a title says them."""
    return {"city": str(cities["city_name"].iloc[0]), "count": number(cities[figure].iloc[0])}
