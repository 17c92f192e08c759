"""Two hundred at once: nothing is promised twice, nobody who could be served goes without, and nobody sees an error."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine, func, select

from idpdash.errors import IdpdashError
from idpdash.store.engine import data_version, engine, reading, writing
from idpdash.store.ledger import Promise, reserve
from idpdash.store.record import record_need, record_offer
from idpdash.store.tables import Commitment, CommitmentStep, Offer, OfferStatement
from idpdash.store.undo import undo, undo_in
from tests.racing import NOTHING, OFFERS, PROCESSES, THREADS, offered, race
from tests.store.made import NOW, TODAY

EACH = 20  # places of an offer: half of those who ask can be served
WHO: dict[str, Any] = {"by": "desk", "now": NOW}
PATIENCE = 60  # seconds after which a thread never comes back


def promised(store: Engine) -> dict[str, int]:
    """Return how much is promised of each offer."""
    asked = select(Offer.code, func.sum(Commitment.quantity)).join(Commitment, Commitment.offer_id == Offer.id)
    with store.connect() as connection:
        return {code: int(quantity) for code, quantity in connection.execute(asked.group_by(Offer.code))}


def at_once(url: str, acts: Sequence[Callable[[Engine], Any]]) -> list[str]:
    """Do acts at once, and return what each was told ("" where it was done).

    Each has an engine of its own, as in a process of its own: only the database lets one wait for another.
    """
    told, start = ["it never came back"] * len(acts), threading.Barrier(len(acts))

    def do(place: int) -> None:
        store = engine.__wrapped__(url)
        try:
            with store.connect():  # it is known to the database, so that all begin at once indeed
                start.wait(PATIENCE)
            acts[place](store)
            told[place] = ""
        except Exception as error:  # noqa: BLE001 - whatever it is, the test compares it
            told[place] = str(error) if isinstance(error, IdpdashError) else repr(error)
        finally:
            store.dispose()

    threads = [threading.Thread(target=do, args=(place,), daemon=True) for place in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(PATIENCE)
    return told


def taking(offer: str, need: str = "N", quantity: int = 1) -> Callable[[Engine], Promise]:
    """Return the act that reserves of an offer for a need."""
    return lambda store: reserve(store, offer_code=offer, need_code=need, quantity=quantity, today=TODAY, **WHO)


def undoing(upload: int) -> Callable[[Engine], None]:
    """Return the act that takes an upload back."""
    return lambda store: undo(store, upload, **WHO)


def test_two_hundred_at_once_promise_each_place_once(store: Engine, url: str) -> None:
    offered(store, EACH)
    came = race(url, "ledger")
    assert came.errors == []
    assert came.served == OFFERS * EACH
    assert came.refused == [NOTHING] * (PROCESSES * THREADS - OFFERS * EACH)
    assert promised(store) == {f"O{number}": EACH for number in range(OFFERS)}
    with store.connect() as connection:
        steps = connection.execute(select(CommitmentStep.commitment_id, CommitmentStep.former)).all()
        numbers = connection.scalars(select(Commitment.id)).all()
    assert sorted(steps) == [(number, None) for number in sorted(numbers)]


def test_the_same_race_shows_who_reads_and_then_writes(store: Engine, url: str) -> None:
    """The race is one: without the queue of writers places are promised twice."""
    offered(store, EACH)
    came = race(url, "naive")
    assert came.errors == []
    assert max(promised(store).values()) > EACH


def test_a_double_click_makes_one_promise(store: Engine) -> None:
    offered(store, EACH)
    made, start = list[Promise](), threading.Barrier(8)
    who: dict[str, Any] = {"by": "desk", "now": NOW, "today": TODAY}

    def click() -> None:
        start.wait(30)
        made.append(reserve(store, offer_code="O1", need_code="N", quantity=3, token="click", **who))

    clicks = [threading.Thread(target=click) for _click in range(8)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(30)
    assert len(made) == 8
    assert len(set(made)) == 1
    assert promised(store) == {"O1": 3}


def test_one_need_is_not_covered_twice_out_of_different_offers(store: Engine, url: str) -> None:
    offered(store, EACH)
    record_need(store, need_code="S", city_code="marrow", item="places", quantity=2, **WHO)
    told = at_once(url, [taking(f"O{number}", "S", 2) for number in range(OFFERS)])
    assert sorted(one[:20] for one in told) == ["", *["Need S is covered: s"] * (OFFERS - 1)]
    assert list(promised(store).values()) == [2]


def test_an_offer_taken_back_while_it_is_promised_keeps_no_promise(store: Engine, url: str) -> None:
    """Undo or the first promise comes first, never both; neither waits for the other in a circle."""
    offered(store, EACH)
    for turn in range(5):
        code = f"T{turn}"
        upload = record_offer(store, offer_code=code, city_code="galt", item="places", quantity=2, **WHO)
        undone, *taken = at_once(url, [undoing(upload), *[taking(code) for _thread in range(2)]])
        with store.connect() as connection:
            said = select(OfferStatement.id).where(OfferStatement.upload_id == upload)
            stands = connection.scalars(said).all()
        held = promised(store).get(code, 0)
        if undone == "":
            assert (stands, held) == ([], 0)
            assert all(one.startswith(f"There is no offer with the code {code}") for one in taken), taken
        else:
            assert "cannot be undone while promises rest on what it says" in undone
            assert (len(stands), held, taken) == (1, 2, [""] * 2)


def test_who_promises_while_an_offer_is_lowered_waits_for_the_lower_one(store: Engine, url: str) -> None:
    """No row of the offer itself is changed by an undo: only that all writers queue keeps this."""
    offered(store, EACH)
    raised = record_offer(store, offer_code="O1", city_code="galt", item="places", quantity=2 * EACH, **WHO)
    told = list[str]()
    asking = threading.Thread(target=lambda: told.extend(at_once(url, [taking("O1", quantity=2 * EACH)])), daemon=True)
    with writing(store) as connection:
        undo_in(connection, raised, **WHO)
        asking.start()
        asking.join(0.3)  # long enough to promise, were it let
        assert told == []
    asking.join(PATIENCE)
    assert told == [f"Only {EACH} places of offer O1 can still be promised."]
    assert promised(store) == {}


def test_who_sees_a_data_version_sees_what_it_stands_for(store: Engine, url: str) -> None:
    """Pages keep what they read by the data version: it rises with each promise, neither before nor after it."""
    offered(store, EACH)
    with reading(store) as connection:
        before = data_version(connection)
    seen, count = list[tuple[int, int]](), select(func.count()).select_from(Commitment)

    def look(one: Engine) -> None:
        while not seen or seen[-1][1] < 4 * OFFERS:
            with reading(one) as connection:
                promises = connection.scalar(count) or 0
                seen.append((data_version(connection) - before, promises))

    told = at_once(url, [look, *[taking(f"O{number}") for number in [*range(OFFERS)] * 4]])
    assert told == [""] * (4 * OFFERS + 1)
    assert [raised for raised, _promises in seen] == [promises for _raised, promises in seen]


def test_a_process_prepares_itself_before_others_have_to_wait(url: str) -> None:
    """What SQLAlchemy makes once a process takes as long as a hundred promises."""
    words = (
        "from idpdash.store.engine import engine, writing; from idpdash.store.tables import Offer; import sys\n"
        "before = Offer.__mapper__.configured\n"
        "with writing(engine(sys.argv[1])): print(before, Offer.__mapper__.configured)"
    )
    ran = subprocess.run([sys.executable, "-c", words, url], capture_output=True, text=True, timeout=PATIENCE)
    assert ran.stdout.split() == ["False", "True"], ran.stderr
