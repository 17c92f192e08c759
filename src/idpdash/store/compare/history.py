"""Counts that leave the history of their place or site."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, exists, func, select

from idpdash import formats
from idpdash.formats import number
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, issue
from idpdash.store.names import place_names, portions, site_names
from idpdash.store.statements import FEW
from idpdash.store.tables import Movement, Occupancy, Place, Site

# A month of a place: more than TIMES the largest other month, of at least MONTHS known ones, and more than SPREADS
# robust standard deviations (1.4826 × the median distance from the median, of logarithms) above the median; fewer
# people than FEWEST are nothing to ask about. 3.5: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
MONTHS, TIMES, FEWEST, SPREADS, TO_DEVIATION = 6, 10, 500, 3.5, 1.4826
LONGEST = 31  # days of a period that is told by the month
# A count of a site: so many times the one before, or a part of it as small, and so many people more or fewer.
STEP, LEAST_STEP = 5, 100
PLACE = ["code", "direction"]


def outliers(connection: Connection, checked: Checked) -> list[Issue]:
    """Return a warning for each month of a place, and each count of a site, far from what is stored of it."""
    return [*_months(connection, checked), *_counts(connection, checked)]


def _months(connection: Connection, checked: Checked) -> list[Issue]:
    """Return the months in which more people came to a place (or left, or returned) than ever."""
    table = checked.tables.get("movements")
    if table is None or not len(table) or not connection.scalar(select(exists().where(Movement.id.is_not(None)))):
        return []
    told = table.rename(columns={"destination_place_code": "code"}).assign(month=_month_of(table))
    months = _by_month(told)
    months = months[months["individuals"] >= FEWEST]
    history = _by_month(_stored(connection, set(months["code"])))
    judged = months.merge(_shape(history), on=PLACE).merge(
        history, on=[*PLACE, "month"], how="left", suffixes=("", "_stored")
    )
    known = judged["months"] - judged["individuals_stored"].notna()
    largest = judged["largest"].where(judged["largest_month"] != judged["month"], judged["second"])
    distance = (np.log1p(judged["individuals"].astype(float)) - judged["middle"]) / TO_DEVIATION
    told_before = judged["individuals_stored"].fillna(0) * 2 >= judged["individuals"]  # a restated release, say
    far = (
        ~told_before
        & (known >= MONTHS)
        & (judged["individuals"] > TIMES * largest)
        & (distance > SPREADS * judged["spread"])
    )
    found = judged.assign(months=known, largest=largest)[far]
    names = place_names(connection, set(found["code"]))
    rows = told[[*PLACE, "month", "row", "individuals"]].rename(columns={"individuals": "people"})
    largest_rows = found.merge(rows, on=[*PLACE, "month"]).sort_values("people", kind="stable")
    largest_rows = largest_rows.drop_duplicates([*PLACE, "month"], keep="last").sort_values("row")
    return [_month(one, names[one["code"]]) for one in largest_rows.to_dict("records")]


def _month(one: dict[Any, Any], place: str) -> Issue:
    """Return the warning about one month, at the row that gives most people."""
    words = {
        "place": place,
        "count": number(one["individuals"]),
        "month": f"{dt.date(one['month'] // 12, one['month'] % 12 + 1, 1):%Y-%m}",
        "largest": number(one["largest"]),
        "months": one["months"],
    }
    return issue("outlier", row=one["row"], column="individuals", value=str(one["people"]), words=words)


def _month_of(table: pd.DataFrame) -> pd.Series[int]:
    """Return the month in which each period ends, counted from the year 0."""
    end = table["period_end"].dt
    months: pd.Series[int] = end.year * 12 + end.month - 1
    return months


def _by_month(table: pd.DataFrame) -> pd.DataFrame:
    """Return the people of each month by place and direction, from periods no longer than a month."""
    short = table[(table["period_end"] - table["period_start"]).dt.days < LONGEST]
    return short.groupby([*PLACE, "month"], sort=False)["individuals"].sum().reset_index()


def _stored(connection: Connection, codes: set[str]) -> pd.DataFrame:
    """Return the people of all live movements to some places by period and direction."""
    ends = (Movement.direction, Movement.period_start, Movement.period_end)
    asked = (
        select(Place.code, *ends, func.sum(Movement.individuals).label("individuals"))
        .join(Movement, Movement.destination_place_id == Place.id)
        .where(Movement.superseded_by.is_(None))
        .group_by(Place.code, *ends)
    )
    rows = connection.execute(asked.where(Place.code.in_(sorted(codes))) if len(codes) <= FEW else asked).all()
    table = pd.DataFrame(rows, columns=["code", "direction", "period_start", "period_end", "individuals"])
    table["individuals"] = table["individuals"].astype("int64")
    for name in ("period_start", "period_end"):
        table[name] = pd.to_datetime(table[name])
    return table.assign(month=_month_of(table))


def _shape(history: pd.DataFrame) -> pd.DataFrame:
    """Return what the months of each place are like: how many, the two largest, and middle and spread of their logs."""
    months = history.assign(log=np.log1p(history["individuals"].astype(float))).sort_values("individuals")
    of_place = months.groupby(PLACE)
    middle = of_place["log"].transform("median")
    apart = months.assign(apart=(months["log"] - middle).abs()).groupby(PLACE)["apart"].median()
    shape = pd.DataFrame(
        {
            "months": of_place.size(),
            "largest": of_place["individuals"].last(),
            "largest_month": of_place["month"].last(),
            "middle": of_place["log"].median(),
            "spread": apart,
        }
    )
    but_largest = months[months.duplicated(PLACE, keep="last")]
    return shape.join(but_largest.groupby(PLACE)["individuals"].last().rename("second")).reset_index()


def _counts(connection: Connection, checked: Checked) -> list[Issue]:
    """Return the counts of sites that are many times the one before, or a small part of it."""
    table = checked.tables.get("occupancy")
    if table is None or not len(table):
        return []
    counts = table.sort_values("counted_at", kind="stable")
    of_site = counts.groupby("site_code")
    stored = _last_before(connection, set(counts["site_code"]), counts["counted_at"].min().to_pydatetime())
    codes = counts["site_code"]
    before = of_site["individuals"].shift().fillna(codes.map({code: people for code, (people, _day) in stored.items()}))
    since = (
        of_site["counted_on"]
        .shift()
        .fillna(pd.to_datetime(codes.map({code: day for code, (_people, day) in stored.items()})))
    )
    now, was = counts["individuals"].astype("Float64"), before.astype("Float64")
    # a site that opens or closes goes from or to zero: that is no slip of the pen
    far = ((now >= STEP * was) | (was >= STEP * now)) & ((now - was).abs() >= LEAST_STEP) & (now > 0) & (was > 0)
    found = counts.assign(before=before, since=since)[far.fillna(value=False).to_numpy(bool)]
    names = site_names(connection, set(found["site_code"]))
    return [
        issue(
            "outlier.count",
            row=one["row"],
            column="individuals",
            value=str(one["individuals"]),
            words={
                "site": names[one["site_code"]],
                "count": number(one["individuals"]),
                "before": number(one["before"]),
                "day": formats.day(one["since"].date()),
            },
        )
        for one in found.sort_values("row").to_dict("records")
    ]


def _last_before(connection: Connection, codes: set[str], instant: dt.datetime) -> dict[str, tuple[int, dt.date]]:
    """Return the last live count of each site before an instant, and its day."""
    order = (Occupancy.counted_at.desc(), Occupancy.upload_id.desc(), Occupancy.id.desc())
    place = func.row_number().over(partition_by=Occupancy.site_id, order_by=order).label("place")
    asked = (
        select(Site.code, Occupancy.individuals, Occupancy.counted_on, place)
        .join(Occupancy, Occupancy.site_id == Site.id)
        .where(Occupancy.superseded_by.is_(None), Occupancy.counted_at < instant)
    )
    found: dict[str, tuple[int, dt.date]] = {}
    for some in portions(codes):
        last = asked.where(Site.code.in_(some)).subquery()
        for code, people, day, _place in connection.execute(select(last).where(last.c.place == 1)):
            found[code] = (people, day)
    return found
