"""Files that contradict promises: said at the check, refused at the load with the same sentence, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.intake.issues import Issue, Severity
from idpdash.store import tables as t
from idpdash.store.compare import PROMISED, compared
from idpdash.store.engine import data_version, reading
from idpdash.store.ledger import advance, reserve, withdraw
from idpdash.store.record import record_need, record_offer, set_need_status
from idpdash.store.record.again import recheck
from idpdash.store.record.waiting import retry_waiting
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, UTC, contents, loaded, made, rows, site
from tests.store.promising import DESK, NEED, OFFER, WHO, promising

YESTERDAY, TOMORROW = (TODAY + dt.timedelta(days=days) for days in (-1, 1))
HELD = TODAY + dt.timedelta(days=3)  # the day until which promise 1 is held
OPEN = {"status": "open"}


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with an offer at a site, a need, and promises of every kind between them: 1 to 5."""
    return promising(store)


def beside(store: Engine, file: Checked) -> Checked:
    """Return a file as the check finds it beside the store."""
    with reading(store) as connection:
        return compared(connection, file, version=data_version(connection), today=TODAY)


def offer(**values: Any) -> dict[str, Any]:
    """Return a file that states the offer anew."""
    return {"offers": [{**OFFER, "quantity": 100, **values}]}


def need(**values: Any) -> dict[str, Any]:
    """Return a file that states the need anew."""
    return {"needs": [{**NEED, "quantity": 100, **values}]}


def hall(**values: Any) -> dict[str, Any]:
    """Return a file that states the site anew."""
    return {"sites": [site("s1", "galt", beds=100, **values)]}


LIVE, TAKEN = (1, 2, 3), (1, 2, 3, 4)
CONTRARY: list[tuple[dict[str, Any], str, str, tuple[int, ...]]] = [
    (offer(quantity=39), "offer_below_promises", "quantity", TAKEN),
    (offer(item="transport", unit="seat"), "promised_otherwise", "item", TAKEN),
    (offer(city_code="velda"), "promised_otherwise", "city_name", TAKEN),
    (offer(city_code="marrow"), "promised_otherwise", "city_name", TAKEN),
    (offer(to_city_code="velda"), "promised_to_others", "to_city_name", LIVE),
    (offer(expires_on=YESTERDAY), "expires_under_promises", "expires_on", LIVE),
    (offer(expires_on=TODAY), "expires_under_promises", "expires_on", (1,)),
    (need(item="transport", unit="seat"), "promised_otherwise", "item", TAKEN),
    (need(city_code="galt"), "promised_otherwise", "city_name", TAKEN),
    (need(city_code="velda"), "promised_otherwise", "city_name", TAKEN),
    (hall(status="closed"), "closes_promised_site", "status", LIVE),
    (hall(status="open", closes_on=YESTERDAY), "closes_promised_site", "closes_on", LIVE),
]
WELL: list[tuple[dict[str, Any], list[str]]] = [
    (offer(), []),
    (offer(quantity=40), []),
    (offer(to_city_code="marrow", conditions="No pets."), []),
    (offer(expires_on=HELD), []),
    (offer(site_code=None), []),
    (offer(offer_code="O2", quantity=1, item="transport", unit="seat"), []),
    (need(priority="high"), []),
    (need(quantity=40), []),
    (need(quantity=39), ["need_below_promises"]),
    (need(need_code="N2", city_code="galt", quantity=1), []),
    (hall(status="paused"), []),
    (hall(status="open", closes_on=TODAY), ["closes_promised_site"]),  # from tomorrow: told, not refused
    (hall(status="open", closes_on=TOMORROW + dt.timedelta(days=90)), ["closes_promised_site"]),
    ({"sites": [site("s2", "galt", status="closed")]}, []),
    (hall(status="closed", valid_from=TOMORROW), ["closes_promised_site"]),
]


@pytest.mark.parametrize(("tables", "code", "column", "hit"), CONTRARY)
def test_what_contradicts_promises_is_said_at_the_check_and_refused_with_the_same_words(
    world: Engine, tables: dict[str, Any], code: str, column: str, hit: tuple[int, ...]
) -> None:
    kept = contents(world)
    file = made(source="again", **tables)
    found = beside(world, file)
    said = {one.code: one for row in found.waiting for one in row.issues}[code]
    assert (said.severity, said.row, said.column) == (Severity.ERROR, 2, column)
    assert said.message.startswith(f"Row 2, {column}: ")
    assert [number for number in range(1, 6) if f"promise {number} (10 places from Galt to Marrow" in said.message] == [
        *hit
    ]
    assert "on the page Exchange first" in said.message
    assert found.issue_counts == {code: 1}
    for checked in (file, found):
        refused = loaded(world, checked)
        assert (refused.status, refused.issues) == ("rejected", (said,))
    assert contents(world) == kept


@pytest.mark.parametrize(("tables", "codes"), WELL)
def test_what_is_well_beside_promises_is_loaded(world: Engine, tables: dict[str, Any], codes: list[str]) -> None:
    found = beside(world, made(source="again", **tables))
    assert [one.code for one in found.issues] == codes
    assert {one.severity for one in found.issues} <= {Severity.WARNING}
    assert loaded(world, found).status in ("loaded", "unchanged")


def test_what_is_stored_against_promises_already_may_be_said_again(world: Engine) -> None:
    """An offer that ran out by itself keeps its promises: to repeat its row is no contradiction."""
    record_offer(world, offer_code="OE", city_code="galt", item="places", quantity=9, expires_on=TODAY, **DESK)
    number = reserve(world, offer_code="OE", need_code="N1", quantity=9, **WHO).number
    advance(world, number, "accepted", **WHO)
    again = made(
        source="again", offers=[{**OFFER, "offer_code": "OE", "quantity": 9, "site_code": None, "expires_on": TODAY}]
    )
    with reading(world) as connection:
        later = TODAY + dt.timedelta(days=9)
        assert not compared(connection, again, version=data_version(connection), today=later).issues


def test_the_other_rows_load_and_the_contrary_one_waits_until_the_promises_have_ended(world: Engine) -> None:
    lower = {**OFFER, "quantity": 39, "expires_on": TOMORROW + dt.timedelta(days=90), "conditions": "No pets."}
    file = made(source="again", offers=[lower, {**OFFER, "offer_code": "O2", "quantity": 5}])
    found = beside(world, file)
    assert (found.errors, found.rows_good, list(found.tables["offers"]["row"])) == (1, 1, [3])
    said = loaded(world, found, partial=True)
    assert (said.status, said.rows_loaded, said.rows_waiting) == ("loaded", 1, 1)
    assert rows(world, t.OfferStatement, "quantity") == [(100,), (5,)]
    still = loaded(world, file, partial=True)
    assert (still.status, still.rows_waiting) == ("unchanged", 1)
    withdraw(world, "O1", reason="Flooded.", **WHO)
    done = loaded(world, found, partial=True)
    assert (done.status, done.rows_loaded, done.rows_waiting) == ("loaded", 1, 0)
    assert sorted(rows(world, t.OfferStatement, "quantity")) == [(5,), (39,), (100,), (100,)]


def test_a_row_that_waits_can_be_mended_like_any_other(world: Engine) -> None:
    """Its cells are kept so that they are read as the same again; what is still contrary waits on."""
    said = [
        {
            "quantity": 39,
            "to_city_code": "velda",
            "available_from": TODAY,
            "expires_on": HELD,
            "conditions": "No pets.",
        },
        {"offer_code": "O2", "quantity": 5},
    ]
    closed = site(
        "s1", "galt", beds=90, status="closed", latitude=4.25, longitude=40.5, sensitive=False, valid_from=TODAY
    )
    files = (
        made(source="again", offers=[{**OFFER, **row} for row in said]),
        made(source="again", sites=[closed, site("s2", "galt")]),
    )
    uploads = [loaded(world, file, partial=True).upload or 0 for file in files]
    for upload in uploads:
        found = recheck(world, upload, today=TODAY, timezone=UTC)
        assert isinstance(found, Checked)
        assert {one.code for row in found.waiting for one in row.issues} <= set(PROMISED)
        assert len(found.waiting) == 1
    for more in ({"quantity": "45"}, {"quantity": "45", "to_city_pcode": ""}):
        still = retry_waiting(world, uploads[0], edits={2: more}, by="ana", now=NOW, today=TODAY, timezone=UTC)
    assert (still.rows_loaded, still.rows_waiting) == (1, 0)
    names = ("quantity", "unit", "available_from", "expires_on", "conditions", "to_city_id")
    assert rows(world, t.OfferStatement, *names)[-1] == (45, "bed", TODAY, HELD, "No pets.", None)
    for number in (1, 2):
        advance(world, number, "declined", reason="Too far.", **WHO)
    assert retry_waiting(world, uploads[1], by="ana", now=NOW, today=TODAY, timezone=UTC).rows_waiting == 1
    advance(world, 3, "returned", reason="Too far.", **WHO)
    assert retry_waiting(world, uploads[1], by="ana", now=NOW, today=TODAY, timezone=UTC).rows_loaded == 1
    assert rows(world, t.SiteStatement, "beds", "status", "latitude", "sensitive", "valid_from")[-1] == (
        90,
        "closed",
        4.25,
        False,
        TODAY,
    )


def test_promises_made_or_ended_between_check_and_load_count(world: Engine) -> None:
    """What was found is found anew inside the load: rows go apart, or come back."""
    fits, lower = (beside(world, made(source=name, **offer(quantity=most))) for name, most in (("a", 40), ("b", 39)))
    number = reserve(world, offer_code="O1", need_code="N1", quantity=1, **WHO).number
    said = loaded(world, fits)
    assert (said.status, dict(said.issue_counts or {})) == ("rejected", {"offer_below_promises": 1})
    advance(world, number, "declined", reason="Too far.", **WHO)
    assert loaded(world, lower).status == "rejected"
    advance(world, 2, "declined", reason="Too far.", **WHO)
    said = loaded(world, lower)
    assert (said.status, said.issues) == ("loaded", ())


def nanao(*codes: str, on: str) -> Checked:
    """Return a complete list of a known source."""
    table = [site(code, "galt", beds=100) for code in codes]
    return made(source="nanao_shelters", rule=UpdateRule.COMPLETE_LIST, listed_on=on, sites=table)


def test_a_known_source_that_leaves_a_promised_site_out_is_a_warning(world: Engine) -> None:
    loaded(world, nanao("s1", "s2", on="11-20"))
    assert "closes_promised_site" not in beside(world, nanao("s1", on="11-24")).issue_counts
    older = nanao("s2", on="11-19")  # than the one that holds
    assert "closes_promised_site" not in beside(world, older).issue_counts
    found = beside(world, nanao("s2", on="11-24"))
    said = next(one for one in found.issues if one.code == "closes_promised_site")
    assert (said.severity, said.row, found.errors) == (Severity.WARNING, None, 0)
    assert "Site s1 is closed with promises on their way: promise 1 (10 places from Galt" in said.message
    assert loaded(world, found).status == "loaded"


def sentences(found: Checked) -> set[str]:
    """Return what is said of the rows of a file, without where."""

    def plain(one: Issue) -> str:
        return one.message.removeprefix(f"Row {one.row}, {one.column}: ")

    return {plain(one) for row in found.waiting for one in row.issues}


@pytest.mark.parametrize(
    "contrary",
    [{"quantity": 39}, {"city_code": "velda"}, {"item": "transport"}, {"to_city_code": "velda"}, {"expires_on": TODAY}],
)
def test_an_offer_edited_by_hand_is_refused_with_the_words_for_a_file(world: Engine, contrary: dict[str, Any]) -> None:
    kept = contents(world)
    values = {"city_code": "galt", "item": "places", "quantity": 100, "site_code": "s1", **contrary}
    with pytest.raises(IdpdashError) as refused:
        record_offer(world, offer_code="O1", **values, **DESK)
    assert contents(world) == kept
    row = contrary if "item" not in contrary else {"item": "transport", "unit": "seat"}
    assert sentences(beside(world, made(source="again", **offer(**row)))) == {str(refused.value)}


def again(store: Engine, what: str) -> int:
    """State one thing anew, without which what is promised afterwards could not be, and return the upload."""
    if what == "more":
        return record_offer(
            store, offer_code="O1", city_code="galt", item="places", quantity=150, site_code="s1", **DESK
        )
    if what == "need reopened":
        set_need_status(store, "N2", "closed", "Met.", **DESK)
        return set_need_status(store, "N2", "open", None, **DESK)
    if what == "other giver":
        record_offer(store, offer_code="O3", city_code="galt", item="places", quantity=50, **DESK)
        return record_offer(store, offer_code="O3", city_code="velda", item="places", quantity=50, **DESK)
    if what == "for all":
        values: dict[str, Any] = {"offer_code": "O3", "city_code": "galt", "item": "places", "quantity": 50, **DESK}
        record_offer(store, to_city_code="velda", **values)
        return record_offer(store, **values)
    loaded(store, made(source="again", sites=[site("s3", "galt", beds=9, status="closed")]))
    number = loaded(store, made(source="later", sites=[site("s3", "galt", status="open")])).upload
    record_offer(store, offer_code="O3", city_code="galt", item="places", quantity=50, site_code="s3", **DESK)
    assert number is not None
    return number


@pytest.mark.parametrize("what", ["more", "need reopened", "other giver", "for all", "site reopened"])
def test_an_undo_that_would_contradict_promises_is_refused_until_they_have_ended(world: Engine, what: str) -> None:
    record_need(world, need_code="N2", city_code="marrow", item="places", quantity=200, **DESK)
    upload = again(world, what)
    offered = "O1" if what in ("more", "need reopened") else "O3"
    number = reserve(world, offer_code=offered, need_code="N2", quantity=50 if what != "more" else 110, **WHO).number
    kept = contents(world)
    with pytest.raises(IdpdashError, match=f"promises rest on what it says: .*{number}"):
        undo(world, upload, **DESK)
    assert contents(world) == kept
    advance(world, number, "declined", reason="Too far.", **WHO)
    undo(world, upload, **DESK)
