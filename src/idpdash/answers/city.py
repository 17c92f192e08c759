"""Everything about one city on one screen: the answers of the pages for it alone, and who spoke of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from idpdash.answers import sentences, words
from idpdash.answers.arrivals import Arrivals, arrivals_answer
from idpdash.answers.exchange import Exchange, exchange_answer
from idpdash.answers.housing import Housing, housing_answer
from idpdash.answers.news import late_reports
from idpdash.answers.overview import Overview, overview
from idpdash.answers.question import in_period
from idpdash.formats import _, number
from idpdash.queries import Read
from idpdash.queries.reports import reports as reports_query
from idpdash.scope import Scope
from idpdash.vocabulary import Item

YEAR_DAYS = 365


@dataclass(frozen=True)
class City:
    """What the page of a city shows.

    about: its row of `frames.CITIES`. overview, arrivals, housing, exchange: as on the pages, of this city alone.
    given: its own open offers, as in Exchange. reports: `frames.REPORTS` of the last year. late: whether it has not
    reported for `report_days`.
    """

    about: pd.Series
    overview: Overview
    arrivals: Arrivals
    housing: Housing
    exchange: Exchange
    reports: pd.DataFrame
    late: bool
    report_days: int

    @property
    def name(self) -> str:
        """Return what the city is called."""
        return str(self.about["city_name"])

    @property
    def row(self) -> pd.Series:
        """Return its row of `Overview.cities`."""
        return self.overview.cities.iloc[0]

    @property
    def given(self) -> pd.DataFrame:
        """Return its own open offers, as in `Exchange.offers`."""
        offers = self.exchange.offers
        return offers[offers["in_scope"]].reset_index(drop=True)

    @property
    def last_report(self) -> dt.date | None:
        """Return the last day of which somebody told a count or arrivals, None where nobody did."""
        days = self.reports.loc[self.reports["layout"].isin(["movements", "occupancy"]), "period_end"]
        return None if days.isna().all() else days.max().date()

    @property
    def says(self) -> str:
        """Return the answer in a sentence: how full it is, and what covers its need of places, else who came."""
        room = sentences.city(self.overview)
        asked = self.exchange.of(Item.PLACES)
        if asked.needed:
            taken = asked.promised + asked.received
            said = (
                _("{taken} of {places} asked for are promised or received")
                if asked.received
                else _("{taken} of {places} asked for are promised")
            )
            told = said if taken else _("it asks for {places}, none promised")
            more = told.format(taken=number(taken), places=words.places(asked.needed))
        elif self.arrivals.movements.arrivals:
            more = _("{people} arrived in {days} days").format(
                people=words.people(self.arrivals.movements.arrivals), days=self.arrivals.scope.length
            )
        else:
            return room
        return f"{room}; {more}"


def city_answer(read: Read, scope: Scope) -> City:
    """Return all that the page of a city shows; scope.places is its code alone."""
    told = overview(read, scope)
    cities = told.summary.cities
    late, _expected = late_reports(read, told.summary)
    year = scope.over(scope.to_day - dt.timedelta(days=YEAR_DAYS - 1), scope.to_day)
    return City(
        about=cities[cities["city_code"].isin(scope.places)].iloc[0],
        overview=told,
        arrivals=arrivals_answer(read, scope),
        housing=housing_answer(read, scope),
        exchange=exchange_answer(read, scope),
        reports=read(reports_query, in_period(year)),
        late=not late.empty,
        report_days=told.summary.standards.report_days,
    )
