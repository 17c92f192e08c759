"""Every version of a place, a city and a site: who said what when, without what only repeats."""

from __future__ import annotations

from idpdash.queries.reference import versions
from idpdash.queries.uploads import dismissed
from idpdash.store import tables as t
from idpdash.store.record.standing import Subject
from tests.factories import World, day, scope


def test_versions_of_a_site_say_what_each_changed_the_newest_first(world: World) -> None:
    world.place("marrow")
    file = world.upload("sites", loaded_by="Ana")
    world.site("s1", "marrow", beds=100, upload_id=file)
    world.site("s1", "marrow", beds=100, upload_id=world.upload("sites"))
    act = world.upload("sites", file_name=None)
    world.site("s1", "marrow", beds=90, since="11-03", upload_id=act)
    newest, first = versions(world.connection, Subject.SITE, "s1")
    assert (newest.upload, newest.file_name, newest.by) == (act, None, "test")
    assert newest.changed == {"beds": (100, 90), "valid_from": (None, day("11-03"))}
    assert (first.upload, first.file_name, first.by, first.changed) == (file, "sites.csv", "Ana", {})
    assert first.values["place_code"] == "marrow"


def test_versions_of_a_city_name_the_places_it_held(world: World) -> None:
    world.place("heath")
    world.city("marrow")
    world.city("marrow", places=("heath",), population=9)
    newest, _first = versions(world.connection, Subject.CITY, "marrow")
    assert newest.changed == {"population": (None, 9), "place_codes": ((), ("heath",))}


def test_versions_of_a_place_name_its_parent(world: World) -> None:
    world.place("north")
    world.place("heath")
    world.place("heath", parent="north", name="Heathe")
    newest, _first = versions(world.connection, Subject.PLACE, "heath")
    assert newest.changed == {"name": ("Heath", "Heathe"), "parent_code": (None, "north")}
    assert versions(world.connection, Subject.PLACE, "nowhere") == []


def test_dismissed_rows_are_told_by_act_with_the_reason(world: World) -> None:
    assert dismissed(world.connection, scope()).empty
    file = world.upload("movements")
    act = world.upload("dismissed", file_name=None, options='{"reason": "test rows"}')
    for row, gone in ((2, act), (3, act), (4, None)):
        kept = {"row_number": row, "cells": "{}", "issues": "[]", "dismissed_by": gone}
        world.row(t.WaitingRow, upload_id=file, layout="movements", **kept)
    told = dismissed(world.connection, scope())[["upload", "file_name", "rows", "status_reason", "by"]]
    assert told.values.tolist() == [[act, "movements.csv", 2, "test rows", "test"]]
