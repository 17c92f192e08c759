"""The ledger of promises: reserved, moved step by step, taken back; offers withdrawn and confirmed.

Every act is one transaction in the queue of writers: it reads what is taken of the offer and of the need and writes in
one go, so that nothing is promised twice. A promise that nobody accepted in time has lapsed whether or not that is
written; the next act that touches its offer or need writes it. `token` makes a repeated call the same act.
"""

from __future__ import annotations

from idpdash.store.ledger.moving import advance, take_back
from idpdash.store.ledger.offers import Withdrawn, confirm, withdraw
from idpdash.store.ledger.promise import Promise
from idpdash.store.ledger.reserving import reserve

__all__ = ["Promise", "Withdrawn", "advance", "confirm", "reserve", "take_back", "withdraw"]
