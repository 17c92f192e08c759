"""What the charts of arrivals say."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.answers.arrivals import Arrivals
from idpdash.answers.titles.maps import tied
from idpdash.formats import _, listing, number, percent
from idpdash.measures import arrivals as moving
from idpdash.scope import Scope
from idpdash.vocabulary import Direction, Reason


def trend(series: pd.DataFrame, scope: Scope) -> str:
    """Return "Arrivals rose by half in two weeks; departures did not follow".

    The last two weeks beside the two before, or the last month beside the one before for monthly data.
    """
    if series.empty or not (series["direction"] == Direction.ARRIVAL).any():
        return _("No arrivals reported")
    span = _("in a month") if moving.step(series) == "month" else _("in two weeks")
    came = moving.recent(series, until=scope.to_day)
    if not came.now and not came.before:
        return _("No arrivals in the last four weeks") if "two" in span else _("No arrivals in the last two months")
    title = _("Arrivals {moved} {span}").format(moved=words.course(came), span=span)
    left = moving.recent(series, until=scope.to_day, direction=Direction.DEPARTURE)
    rising = came.share is not None and came.share >= 0.2
    if rising and left.before and left.share is not None and left.share < words.STEADY:
        return _("{title}; departures did not follow").format(title=title)
    return title


def year(told: Arrivals) -> str:
    """Return "18 % more people came than a year before", over the weeks or months that the series shows."""
    now, before = (
        int(series.loc[series["direction"] == Direction.ARRIVAL, "individuals"].sum())
        for series in (told.series, told.year_before)
    )
    if not before:
        return trend(told.series, told.scope)
    change = moving.Change(now, before)
    if change.share is not None and abs(change.share) < words.STEADY:
        return _("About as many people came as a year before")
    if change.share is not None and change.share >= 1:
        return _("{times} times as many people came as a year before").format(
            times=f"{now / before:.1f}".removesuffix(".0")
        )
    share = percent(abs(change.share or 0))
    if change.amount > 0:
        return _("{share} more people came than a year before").format(share=share)
    return _("{share} fewer people came than a year before").format(share=share)


def origins(told: Arrivals) -> str:
    """Return "Of people from elsewhere 74 % came from Galt, Istra and Sarn"."""
    known = told.origins.dropna(subset="origin_code")
    if told.origins.empty:
        return _("Nobody came from elsewhere")
    if known.empty:
        return _("Where people came from is not known")
    top = known.head(3)
    share = float(top["individuals"].sum()) / float(told.origins["individuals"].sum())
    named = [str(name) for name in top["origin_name"]]
    from_where = listing(named)
    return _("Of people from elsewhere {share} came from {origins}").format(share=percent(share), origins=from_where)


def within(told: Arrivals) -> str:
    """Return "120 people moved within their city, most in Marrow"."""
    if told.within.empty:
        return _("Nobody moved within a city")
    moved = _("{people} moved within their own city").format(people=words.people(told.movements.within_place))
    if tied(told.within, "individuals"):
        return moved
    most = _("most in {city}") if len(told.within) > 1 else _("in {city}")
    return f"{moved}, {most.format(city=told.within['destination_name'].iloc[0])}"


def matrix(told: Arrivals) -> str:
    """Return "The largest move is from Galt to Vesper (310)"."""
    if told.matrix.empty:
        return _("No move between two known places")
    first = told.matrix.iloc[0]
    return _("The largest move is from {origin} to {destination} ({count})").format(
        origin=first["origin_name"], destination=first["destination_name"], count=number(first["individuals"])
    )


def routes(told: Arrivals, city_code: str) -> str:
    """Return "To Vesper most came from Tarvin (152)"."""
    city = told.cities.loc[told.cities["city_code"] == city_code, "city_name"].iloc[0]
    ends = told.routes(city_code)
    if ends.empty:
        return _("Nobody is known to have come to {city} from elsewhere").format(city=city)
    first = ends.iloc[0]
    if len(ends) == 1:
        return _("To {city} {count} came, all from {origin}").format(
            city=city, count=words.people(int(first["individuals"])), origin=first["origin_name"]
        )
    return _("To {city} most came from {origin} ({count})").format(
        city=city, origin=first["origin_name"], count=number(first["individuals"])
    )


def reasons(told: Arrivals) -> str:
    """Return "49 % came because of armed conflict": the reason named most, of all arrivals."""
    came = told.movements.arrivals
    given = told.reasons[~told.reasons["reason"].fillna(Reason.UNKNOWN).isin([Reason.UNKNOWN])]
    if not came:
        return _("Nobody arrived in the period")
    if given.empty:
        return _("Nobody told why people came")
    first = given.sort_values("individuals", ascending=False).iloc[0]
    because = {
        Reason.CONFLICT: _("{share} came because of armed conflict"),
        Reason.INSECURITY: _("{share} came because of insecurity"),
        Reason.RIGHTS_VIOLATION: _("{share} came because their rights were violated"),
        Reason.DISASTER_SUDDEN: _("{share} came because of a sudden disaster"),
        Reason.DISASTER_SLOW: _("{share} came because of a slow disaster"),
        Reason.EVICTION: _("{share} came because they were evicted"),
        Reason.OTHER: _("{share} came for another reason"),
    }[Reason(first["reason"])]
    return because.format(share=percent(first["individuals"] / came))


def sex_age(told: Arrivals) -> str:
    """Return "Of 18 % of the people, sex and age are not known"."""
    came = told.movements.arrivals
    if not came:
        return _("Nobody arrived in the period")
    unknown = told.unknown_sex_age
    if unknown == came:
        return _("Sex and age of the people are not known")
    if not unknown:
        return _("Women, men, girls and boys among the arrivals")
    return _("Sex and age are not known of {share} of the people").format(share=percent(unknown / came))
