"""Each site on a day: what binds, floor and toilets a person, what opens and closes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from idpdash.measures import housing as housed
from idpdash.measures import sites as of_sites
from idpdash.standards import Standards
from tests.measures.test_housing import sites


def test_what_binds_is_named_and_what_lifting_it_would_give() -> None:
    """Up to the next tightest; nothing where no other is known; of equals the first, and lifting it gives none."""
    told = of_sites.detailed(
        housed.room(
            sites(
                {"beds": 100, "toilets": 2, "legal_limit": 70, "present": 4},
                {"beds": 10, "present": 3},
                {"beds": 10, "legal_limit": 10, "present": 2},
                {"beds": 10, "status": "paused", "present": 1},
            )
        ),
        as_of=dt.date(2026, 11, 24),
    ).sort_values("site_code")
    assert told["binding"].tolist()[:3] == ["by_toilets", "beds", "beds"]
    assert [None if pd.isna(one) else one for one in told["lifting"]] == [30, None, 0, None]
    assert pd.isna(told["binding"].iloc[3])


@pytest.mark.parametrize(
    ("area", "people", "chosen", "band"),
    [(34.9, 10, 3.5, "red"), (35, 10, 3.5, "amber"), (45, 10, 3.5, "green"), (45, 10, 4.5, "amber"),
     (44, 10, 4.5, "red"), (55, 10, 5.5, "green"), (54, 10, 5.5, "red"), (35, 0, 3.5, None), (None, 9, 3.5, None)],
)  # fmt: skip
def test_square_metres_a_person_stand_in_a_band(area: float, people: int, chosen: float, band: str | None) -> None:
    """Red misses the standard chosen, amber meets it, green meets the next step too; nobody there, no band."""
    room = housed.room(sites({"floor_area_m2": area, "present": people}))
    told = of_sites.detailed(room, as_of=dt.date(2026, 11, 24), standards=replace(Standards(), m2_per_person=chosen))
    found = told["area_band"].iloc[0]
    assert (None if pd.isna(found) else found) == band


def test_details_name_what_binds_and_worst_first() -> None:
    """The most over-full site comes first, unknown capacity last; age and closing are in days."""
    day = dt.date(2026, 11, 24)
    room = housed.room(
        sites(
            {"beds": 10, "present": 9, "counted_on": dt.date(2026, 11, 20)},
            {"present": 99},
            {"beds": 10, "legal_limit": 6, "present": 9, "closes_on": dt.date(2026, 11, 30)},
        )
    )
    told = of_sites.detailed(room, as_of=day)
    assert told["site_code"].tolist() == ["S2", "S0", "S1"]
    assert told["binding"].tolist()[:2] == ["legal_limit", "beds"]
    assert told["binding"].isna().tolist() == [False, False, True]
    assert told["age_days"].tolist()[1] == 4
    assert told["closes_in"].tolist()[0] == 6


def test_calendar_tells_what_opens_and_closes_soon() -> None:
    """Only the coming sixty days, in order."""
    coming = sites(
        {"beds": 10, "opens_on": dt.date(2026, 12, 1)},
        {"beds": 20, "closes_on": dt.date(2026, 11, 25)},
        {"closes_on": dt.date(2026, 11, 24)},
        {"opens_on": dt.date(2027, 3, 1)},
        {"opens_on": dt.date(2026, 12, 1), "status": "closed"},
    )
    told = of_sites.calendar(coming, as_of=dt.date(2026, 11, 24))
    assert told[["event", "site_code", "places", "after"]].to_numpy().tolist() == [
        ["closes", "S1", 20, -20],
        ["opens", "S0", 10, -10],
    ]
    assert of_sites.calendar(coming, as_of=dt.date(2026, 11, 24), days=120)["site_code"].tolist() == ["S1", "S0", "S3"]
    for days, codes in ((7, ["S1", "S0"]), (6, ["S1"]), (0, [])):  # the last of the days is one of them
        assert of_sites.calendar(coming, as_of=dt.date(2026, 11, 24), days=days)["site_code"].tolist() == codes
