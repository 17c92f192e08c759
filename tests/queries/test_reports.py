"""Who spoke of the places asked for."""

from __future__ import annotations

from idpdash.queries.reports import reports
from tests.factories import World, day, scope, two_regions


def told(world: World, *places: str) -> dict[tuple[str, str], int]:
    """Return the rows told of these places, by source and kind."""
    rows = reports(world.connection, scope("10-26", "11-24", *places))
    return {(row["source"], row["layout"]): int(row["rows"]) for row in rows.to_dict("records")}


def busy(world: World) -> World:
    """Add a country in which each source speaks of one thing."""
    two_regions(world)
    world.move("galt", 5, upload_id=world.upload(source="register"))
    world.move("velda", 5, of="galt", upload_id=world.upload(source="velda"))
    world.site("G", "galt", beds=10, upload_id=world.upload("sites", source="list"))
    world.count("G", 4, upload_id=world.upload("occupancy", source="counter"))
    world.need("N", "galt", 10, upload_id=world.upload("needs", source="asker"))
    world.offer("O", "velda", 10, upload_id=world.upload("offers", source="giver"))
    return world


def test_a_city_is_told_what_was_said_of_it_and_no_more(world: World) -> None:
    """People who went elsewhere are the other city's report; its sites, counts, needs and offers are its own."""
    busy(world)
    assert told(world, "galt") == {
        ("register", "movements"): 1,
        ("list", "sites"): 1,
        ("counter", "occupancy"): 1,
        ("asker", "needs"): 1,
    }
    assert told(world, "velda") == {("velda", "movements"): 1, ("giver", "offers"): 1}


def test_the_parts_are_the_whole(world: World) -> None:
    """What is said of each city sums up to what is said of all; nothing here lies outside every city."""
    busy(world)
    parts = [told(world, city) for city in ("galt", "velda", "marrow")]
    assert {key: count for part in parts for key, count in part.items()} == told(world)


def test_a_departure_is_a_report_of_the_city_that_was_left(world: World) -> None:
    """Who reports that people left speaks of both ends."""
    two_regions(world)
    world.move("velda", 5, of="galt", direction="departure", upload_id=world.upload(source="gate"))
    assert told(world, "galt") == told(world, "velda") == {("gate", "movements"): 1}
    assert told(world, "marrow") == {}


def test_what_was_superseded_or_lies_outside_the_period_is_not_told(world: World) -> None:
    """A need that was stated anew is its last report's alone; facts of other days are not asked for."""
    busy(world)
    later = world.upload("needs", source="asker again")
    world.need("N", "galt", 4, upload_id=later)
    world.move("galt", 7, upload_id=world.upload(source="old"), superseded_by=later)
    world.move("galt", 7, on="06-01", upload_id=world.upload(source="in June"))
    sources = {source for source, _layout in told(world, "galt")}
    assert sources == {"register", "list", "counter", "asker again"}


def test_the_days_are_those_of_the_rows(world: World) -> None:
    """The newest first; of needs there are no days."""
    busy(world)
    rows = reports(world.connection, scope("10-26", "11-24", "galt")).set_index("layout")
    assert rows["upload"].is_monotonic_decreasing
    assert rows["period_end"].dt.date.to_dict()["movements"] == day("11-20")
    assert rows["period_end"].isna().to_dict()["needs"]
