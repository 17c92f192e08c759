"""What may become of a promise: the one table of its steps, read wherever a promise is moved, counted or shown.

A promise holds a part of an offer for a need. It is *live* while it is on its way: accepted, in transit, or reserved
and not past the day until which it is held. Live and received ones are *taken* of the offer and of the need.
"""

from __future__ import annotations

import datetime as dt

from idpdash.formats import _
from idpdash.vocabulary import CommitmentStatus

_RESERVED, _ACCEPTED, _IN_TRANSIT, _RECEIVED, _LAPSED, _DECLINED, _RETURNED = CommitmentStatus

NEXT: dict[CommitmentStatus, tuple[CommitmentStatus, ...]] = {
    _RESERVED: (_ACCEPTED, _DECLINED, _LAPSED),
    _ACCEPTED: (_IN_TRANSIT, _DECLINED),
    _IN_TRANSIT: (_RECEIVED, _RETURNED),
    _RECEIVED: (_RETURNED,),
    _LAPSED: (),
    _DECLINED: (),
    _RETURNED: (),
}
LIVE = frozenset({_RESERVED, _ACCEPTED, _IN_TRANSIT})  # a reserved one only until its day
TAKEN = LIVE | {_RECEIVED}
NEEDS_REASON = frozenset({_DECLINED, _RETURNED})
# How a promise on its way ends where its offer, its need or its site is taken away.
ENDED_BY = {_RESERVED: _DECLINED, _ACCEPTED: _DECLINED, _IN_TRANSIT: _RETURNED}
DAYS_HELD = 3  # for how long a reserved promise is held where nobody chose otherwise


def status_on(status: CommitmentStatus, until: dt.date | None, day: dt.date) -> CommitmentStatus:
    """Return the status of a promise on a day: one still reserved after the day until which it was held has lapsed."""
    lapsed = status == _RESERVED and until is not None and until < day
    return _LAPSED if lapsed else status


def status_name(status: str) -> str:
    """Return what a status is called in a sentence: "in transit"."""
    return {
        _RESERVED: _("reserved"),
        _ACCEPTED: _("accepted"),
        _IN_TRANSIT: _("in transit"),
        _RECEIVED: _("received"),
        _LAPSED: _("lapsed"),
        _DECLINED: _("declined"),
        _RETURNED: _("returned"),
    }[CommitmentStatus(status)]
