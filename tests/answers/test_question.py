"""What a question means that leaves something open."""

from __future__ import annotations

import pytest

from idpdash.answers.question import resolve
from idpdash.errors import IdpdashError
from idpdash.scope import Scope
from tests.factories import TODAY, World, day, two_regions


def period(scope: Scope) -> tuple[str, str, str]:
    """Return first and last day and as_of, as month and day."""
    first, last, as_of = scope.from_day, scope.to_day, scope.as_of
    return f"{first:%m-%d}", f"{last:%m-%d}", f"{as_of:%m-%d}"


def test_without_facts_the_day_is_today(world: World) -> None:
    """An empty store is asked about the 30 days up to today."""
    assert period(resolve(world.read, today=TODAY)) == ("10-26", "11-24", "11-24")


def test_day_is_the_newest_facts_and_never_after_today(world: World) -> None:
    """A count or the end of a period makes the day; one in the future does not."""
    two_regions(world)
    world.move("galt", 1, on="11-10")
    assert period(resolve(world.read, today=TODAY)) == ("10-12", "11-10", "11-10")
    world.count("S", 1, on="11-15")
    assert period(resolve(world.read, today=TODAY))[2] == "11-15"
    world.move("galt", 1, on="12-31")
    assert period(resolve(world.read, today=TODAY))[2] == "11-24"


def test_long_reporting_periods_make_the_usual_period(world: World) -> None:
    """Monthly data is asked about its last month on or before the day, a February too; asked for days, about those."""
    two_regions(world)
    upload = world.upload(longest_period_days=31)
    for start, end in (("01-01", "01-31"), ("02-01", "02-28"), ("03-01", "03-31")):
        world.move("galt", 1, since=start, on=end, upload_id=upload)
    assert period(resolve(world.read, today=TODAY)) == ("03-01", "03-31", "03-31")
    assert period(resolve(world.read, today=TODAY, as_of=day("02-28"))) == ("02-01", "02-28", "02-28")
    assert period(resolve(world.read, today=TODAY, as_of=day("03-15"))) == ("02-01", "03-15", "03-15")
    assert period(resolve(world.read, today=TODAY, days=7)) == ("03-25", "03-31", "03-31")


def test_daily_facts_after_monthly_ones_keep_thirty_days(world: World) -> None:
    """A last reporting period of one day does not make a period of one day."""
    two_regions(world)
    world.move("galt", 1, since="01-01", on="01-31", upload_id=world.upload(longest_period_days=31))
    world.move("galt", 1, on="11-10")
    assert period(resolve(world.read, today=TODAY)) == ("10-12", "11-10", "11-10")


def test_given_days_are_kept(world: World) -> None:
    """One end alone is completed: to by as_of, from by the usual length; the exchange is judged today or as asked."""
    two_regions(world)
    world.move("galt", 1, on="11-10")
    assert period(resolve(world.read, today=TODAY, from_day=day("11-01"))) == ("11-01", "11-10", "11-10")
    assert period(resolve(world.read, today=TODAY, to_day=day("11-08"))) == ("10-10", "11-08", "11-10")
    both = resolve(world.read, today=TODAY, from_day=day("03-01"), to_day=day("03-02"), as_of=day("05-01"))
    assert period(both) == ("03-01", "03-02", "05-01")
    assert both.exchange_day == day("05-01")
    assert resolve(world.read, today=TODAY).exchange_day == TODAY


def test_what_cannot_be_meant_is_refused_in_a_sentence(world: World) -> None:
    """An unknown place is named; a period must not end before it begins."""
    two_regions(world)
    with pytest.raises(IdpdashError, match="no city or place with the code nowhere"):
        resolve(world.read, today=TODAY, places=("galt", "nowhere"))
    with pytest.raises(IdpdashError, match="before it begins"):
        resolve(world.read, today=TODAY, from_day=day("11-02"), to_day=day("11-01"))
    assert resolve(world.read, today=TODAY, places=["east", "galt", "east"]).places == ("east", "galt")
