"""The one table of what may become of a promise."""

from __future__ import annotations

import datetime as dt

import pytest

from idpdash.promises import ENDED_BY, LIVE, NEEDS_REASON, NEXT, TAKEN, status_name, status_on
from idpdash.vocabulary import CommitmentStatus

DAY = dt.date(2026, 11, 24)


def test_the_table_speaks_of_every_status_and_ends() -> None:
    assert set(NEXT) == set(CommitmentStatus)
    over = {status for status, following in NEXT.items() if not following}
    assert over == {"lapsed", "declined", "returned"}
    assert not over & TAKEN
    assert set(LIVE) == set(ENDED_BY)
    assert all(end in NEXT[status] and end in NEEDS_REASON for status, end in ENDED_BY.items())


def test_every_status_is_reached_and_none_leads_back() -> None:
    seen, ahead = set[CommitmentStatus](), [CommitmentStatus.RESERVED]
    while ahead:
        status = ahead.pop()
        seen.add(status)
        ahead += NEXT[status]
        assert len(ahead) < 100, "a promise could go round for ever"
    assert seen == set(CommitmentStatus)


@pytest.mark.parametrize("status", CommitmentStatus)
@pytest.mark.parametrize(("until", "past"), [(-1, True), (0, False), (1, False), (None, False)])
def test_only_what_is_reserved_lapses_and_only_after_its_day(
    status: CommitmentStatus, until: int | None, past: bool
) -> None:
    held = None if until is None else DAY + dt.timedelta(days=until)
    lapsed = status is CommitmentStatus.RESERVED and past
    assert status_on(status, held, DAY) == (CommitmentStatus.LAPSED if lapsed else status)
    assert (status_on(status, held, DAY) in LIVE) == (status in LIVE and not lapsed)


def test_a_status_is_a_word_in_a_sentence() -> None:
    assert status_name("in_transit") == "in transit"
    assert len({status_name(status) for status in CommitmentStatus}) == len(CommitmentStatus)
