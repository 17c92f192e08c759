"""What changed since somebody last looked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from idpdash.answers.news import News, news
from idpdash.store import tables as t
from tests.factories import World, day, scope, two_regions

LOOKED = dt.datetime(2026, 11, 23, 12)
BEFORE, AFTER = LOOKED - dt.timedelta(seconds=1), LOOKED + dt.timedelta(seconds=1)


def since(world: World, *places: str, at: dt.datetime = LOOKED, until: dt.datetime | None = None) -> News:
    """Return what changed since an instant, as of the usual day."""
    return news(world.read, scope("10-26", "11-24", *places), since=at, day=at.date(), until=until)


def seen(world: World) -> None:
    """Have all that is there loaded before anyone looked."""
    world.connection.execute(update(t.Upload).values(loaded_at=BEFORE))


def said(told: News, kind: str) -> list[str]:
    """Return the lines of a kind."""
    return [event.says.replace("\u202f", " ") for event in told.events if event.kind == kind]


def promise(world: World, offer: str, need: str, quantity: int, *steps: tuple[str, dt.datetime], **last: Any) -> int:
    """Add a promise with its steps: status and instant."""
    commitment = world.row(
        t.Commitment,
        offer_id=world.identity(t.Offer, offer),
        need_id=world.identity(t.Need, need),
        quantity=quantity,
        status=steps[-1][0],
        until=last.get("until"),
    )
    former = None
    for status, at in steps:
        world.row(
            t.CommitmentStep, commitment_id=commitment, status=status, former=former, made_at=at, made_on=at.date(),
            made_by="test", until=last.get("until") if status == "reserved" else None, reason=last.get("reason"),
        )  # fmt: skip
        former = status
    return commitment


def two_cities(world: World) -> World:
    """Add cities where Galt asks and Velda gives, all of it said before anyone looked."""
    two_regions(world)
    world.need("N", "galt", 100)
    world.offer("O", "velda", 100)
    seen(world)
    return world


@pytest.mark.parametrize(("loaded_at", "listed"), [(BEFORE, False), (LOOKED, False), (AFTER, True)])
def test_a_report_is_listed_exactly_if_it_came_since(world: World, loaded_at: dt.datetime, listed: bool) -> None:
    upload = world.upload(loaded_at=loaded_at)
    assert (upload in list(since(world).reports["upload"])) is listed


@pytest.mark.parametrize(
    ("layout", "status", "listed"),
    [
        ("movements", "live", True),
        ("sites+occupancy", "live", True),
        ("movements", "superseded", True),
        ("movements", "undone", False),
        ("export", "live", False),
        ("aliases", "live", False),
    ],
)
def test_what_was_taken_back_or_tells_nothing_is_no_report(
    world: World, layout: str, status: str, listed: bool
) -> None:
    upload = world.upload(layout, loaded_at=AFTER, status=status)
    assert (upload in list(since(world).reports["upload"])) is listed


def test_what_came_after_the_day_asked_for_is_not_told(world: World) -> None:
    """As of a past day nothing of later days is known."""
    world.upload(loaded_at=AFTER)
    assert since(world, until=LOOKED + dt.timedelta(hours=1)).reports.shape[0] == 1
    assert since(world, until=LOOKED).reports.empty


def test_a_city_that_crossed_a_threshold_is_told_and_why(world: World) -> None:
    """Galt was nearly empty and is over-full; Velda was over-full and has room; Marrow stays as it is."""
    two_regions(world)
    for city, before, now in (("galt", 10, 104), ("velda", 104, 30), ("marrow", 10, 11)):
        world.site(city, city, beds=100)
        world.count(city, before, on="10-01")
        world.count(city, now, on="11-24")
    told = since(world)
    assert said(told, "threshold") == [
        "Galt is critical now: 4 people over its places",
        "Velda has room again, 70 places free",
    ]
    assert [(event.city, event.page, event.tone) for event in told.events] == [
        ("galt", "city", "critical"),
        ("velda", "city", ""),
    ]
    assert said(since(world, "velda"), "threshold") == ["Velda has room again, 70 places free"]


def test_the_other_way_round_it_is_the_other_change(world: World) -> None:
    """A city of which nothing was known is told where it is in trouble, and never where it is well."""
    two_regions(world)
    for city, people in (("galt", 104), ("velda", 10)):
        world.site(city, city, beds=100, since="11-24", opens_on=day("11-24"))
        world.count(city, people, on="11-24")
    assert said(since(world), "threshold") == ["Galt is critical now: 4 people over its places"]


def test_old_figures_that_nobody_renewed_change_nothing(world: World) -> None:
    """Where the newest figures are older than the last look, they were seen already."""
    two_regions(world)
    world.site("G", "galt", beds=100)
    for people, on in ((10, "11-10"), (104, "11-12")):
        world.count("G", people, on=on, upload_id=world.upload("occupancy", period_end=day(on)))
    seen(world)
    asked = scope("10-14", "11-12")
    told = news(world.read, asked, since=LOOKED, day=LOOKED.date())
    assert told.then is None
    assert told.nothing


def test_figures_of_old_days_that_came_since_are_set_beside_those_that_were_known(world: World) -> None:
    two_regions(world)
    world.site("G", "galt", beds=100)
    world.count("G", 10, on="11-10", upload_id=world.upload("occupancy", period_end=day("11-10")))
    seen(world)
    world.count("G", 104, on="11-12", upload_id=world.upload("occupancy", loaded_at=AFTER, period_end=day("11-12")))
    told = news(world.read, scope("10-14", "11-12"), since=LOOKED, day=LOOKED.date())
    assert told.then == day("11-10")
    assert said(told, "threshold") == ["Galt is critical now: 4 people over its places"]


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("received", "Galt has received 10 places from Velda"),
        ("declined", "Galt: 10 places declined (Velda)"),
        ("returned", "Galt: 10 places returned (Velda)"),
    ],
)
@pytest.mark.parametrize(("at", "told"), [(BEFORE, False), (AFTER, True)])
def test_a_promise_is_told_exactly_if_it_ended_since(
    world: World, status: str, line: str, at: dt.datetime, told: bool
) -> None:
    two_cities(world)
    promise(world, "O", "N", 10, ("reserved", dt.datetime(2026, 11, 20)), (status, at), reason="so it is")
    assert said(since(world), "promise") == ([line] if told else [])


@pytest.mark.parametrize(("until", "told"), [("11-22", False), ("11-23", True), ("11-24", False), ("11-25", False)])
def test_a_promise_lapsed_since_exactly_if_it_still_held_then(world: World, until: str, told: bool) -> None:
    """On the day of the look it was held, today it is not; nobody has to write that down."""
    two_cities(world)
    promise(world, "O", "N", 10, ("reserved", dt.datetime(2026, 11, 20)), until=day(until))
    assert said(since(world), "promise") == (["Galt: 10 places lapsed (Velda)"] if told else [])


def test_promises_of_one_city_are_one_line_and_count_for_both_ends(world: World) -> None:
    two_cities(world)
    for quantity in (10, 20):
        promise(world, "O", "N", quantity, ("accepted", BEFORE), ("received", AFTER))
    assert said(since(world), "promise") == ["Galt has received 30 places from Velda"]
    assert (
        said(since(world, "galt"), "promise") == said(since(world, "velda"), "promise") == said(since(world), "promise")
    )
    assert said(since(world, "marrow"), "promise") == []


def test_a_promise_is_overdue_once(world: World) -> None:
    """It is told when it became so, not on every day after."""
    two_cities(world)
    promise(world, "O", "N", 10, ("accepted", dt.datetime(2026, 11, 16, 8)))
    assert said(since(world), "promise") == ["Galt: 10 places promised, overdue (Velda)"]
    later = news(world.read, scope("10-28", "11-26"), since=LOOKED + dt.timedelta(days=2), day=day("11-25"))
    assert said(later, "promise") == []


def test_needs_that_came_are_one_line_a_city_the_critical_first(world: World) -> None:
    two_cities(world)
    new = world.upload("needs", loaded_at=AFTER)
    world.need("N2", "galt", 20, upload_id=new)
    world.need("N3", "velda", 5, upload_id=new, priority="critical", needed_by=day("12-01"))
    world.need("N4", "velda", 300, item="relief_kits", upload_id=new)
    world.need("N5", "marrow", 9, upload_id=new, status="withdrawn", status_reason="a mistake")
    assert said(since(world), "need") == [
        "Velda asks for 5 places and 300 relief kits, by 1 Dec; 1 critical",
        "Galt asks for 20 places",
    ]


def test_worst_first_and_said_in_one_line(world: World) -> None:
    two_cities(world)
    world.site("G", "galt", beds=10)
    for people, on in ((1, "11-01"), (20, "11-24")):
        world.count("G", people, on=on)
    seen(world)
    promise(world, "O", "N", 10, ("accepted", BEFORE), ("received", AFTER))
    promise(world, "O", "N", 5, ("reserved", BEFORE), ("declined", AFTER), reason="the bridge is gone")
    world.need("N2", "velda", 20)
    told = since(world)
    assert [event.kind for event in told.events] == ["threshold", "promise", "need", "promise"]
    assert told.says == "1 city crossed a threshold, 2 changes of promises, 1 city asked for help and 1 report came"


def test_without_a_change_there_is_nothing(world: World) -> None:
    told = since(two_cities(world))
    assert told.nothing
    assert told.says == ""


def test_late_cities_are_those_that_a_coordinator_waits_for(world: World) -> None:
    """The days after which a city is late are a setting."""
    two_regions(world)
    world.site("G", "galt")
    world.count("G", 4, on="11-20")
    world.move("velda", 4, on="11-10")
    told = since(world)
    assert (list(told.late["city_code"]), told.expected, told.report_days) == (["velda"], 2, 7)
    upload = world.upload("choices")
    world.row(t.Choice, upload_id=upload, key="report_days", value="3")
    assert list(since(world).late["city_code"]) == ["velda", "galt"]
