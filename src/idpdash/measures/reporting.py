"""Who reports and who is late: of each city the day of its last count and of its last arrivals."""

from __future__ import annotations

import datetime as dt

import pandas as pd


def last_reports(by_city: pd.DataFrame, city_series: pd.DataFrame, *, as_of: dt.date, days: int) -> pd.DataFrame:
    """Return city_code, city_name, newest_count, newest_arrival, last_report, age_days and late, the latest last.

    Of the cities that may be expected to report: those that have sites, or arrivals in the series. last_report: the
    later of the newest count of a site and the newest arrivals on or before as_of; missing where neither is known, and
    then age_days too. late: no report in the last `days`.

    by_city: `measures.housing.by_city`. city_series: `frames.CITY_SERIES`.
    """
    told = city_series[city_series["period_end"] <= pd.Timestamp(as_of)]
    arrived = told.groupby("city_code")["period_end"].max().rename("newest_arrival")
    cities = by_city.dropna(subset="city_code").merge(arrived, how="left", left_on="city_code", right_index=True)
    expected = cities[(cities["sites"] > 0) | cities["city_code"].isin(set(city_series["city_code"]))]
    last = expected[["newest_count", "newest_arrival"]].max(axis=1)
    age = (pd.Timestamp(as_of) - last).dt.days.astype("Int64")
    table = expected[["city_code", "city_name", "newest_count", "newest_arrival"]].assign(
        last_report=last, age_days=age, late=(age >= days).fillna(value=True).astype(bool)
    )
    return table.sort_values(["last_report", "city_name"], na_position="first", ignore_index=True)
