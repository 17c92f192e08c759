"""`reserve`, `advance`, `withdraw`, `confirm`: the ledger of promises."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from idpdash import clock
from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.formats import _, listing, number
from idpdash.promises import status_name
from idpdash.store.ledger import Promise, advance, confirm, reserve, withdraw


def run(arguments: argparse.Namespace) -> int:
    """Do one act of the ledger, and say what it made."""
    told, sentence = ACTS[arguments.command](opened(), arguments)
    if arguments.json:
        say.as_json(told)
    else:
        say.out(sentence)
    return 0


def _reserve(store: Engine, asked: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Reserve a part of an offer for a need."""
    made = reserve(
        store,
        offer_code=asked.offer,
        need_code=asked.need,
        quantity=asked.quantity,
        until=asked.until,
        surplus=asked.surplus,
        by=asked.by,
        now=clock.now(),
        today=clock.today(),
    )
    return _of(made)


def _advance(store: Engine, asked: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Move a promise one step on."""
    now, today = clock.now(), clock.today()
    return _of(advance(store, asked.commitment, asked.status, reason=asked.reason, by=asked.by, now=now, today=today))


def _of(made: Promise) -> tuple[dict[str, Any], str]:
    """Return what is told of a promise."""
    told = {"commitment": made.number, "status": str(made.status), "quantity": made.quantity}
    words = _("Promise {number}: {quantity} {status}; {offer_left} of the offer and {need_left} of the need are left.")
    sentence = words.format(
        number=made.number,
        quantity=number(made.quantity),
        status=status_name(made.status),
        offer_left=number(made.offer_left),
        need_left=number(made.need_left),
    )
    return {**told, "offer_left": made.offer_left, "need_left": made.need_left}, sentence


def _withdraw(store: Engine, asked: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Withdraw an offer."""
    now, today = clock.now(), clock.today()
    done = withdraw(store, asked.offer, reason=asked.reason, by=asked.by, now=now, today=today)
    sentence = _("Offer {code} is withdrawn.").format(code=asked.offer)
    if done.ended:
        ended = listing([str(one) for one in done.ended])
        sentence += " " + _("Promises that ended with it: {promises}.").format(promises=ended)
    told = {"offer": asked.offer, "status": "withdrawn", "upload": done.upload, "ended": list(done.ended)}
    return told, sentence


def _confirm(store: Engine, asked: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Confirm an offer."""
    upload = confirm(store, asked.offer, by=asked.by, now=clock.now())
    told = {"offer": asked.offer, "status": "open", "upload": upload}
    return told, _("Offer {code} is confirmed as of today.").format(code=asked.offer)


ACTS: dict[str, Callable[[Engine, argparse.Namespace], tuple[dict[str, Any], str]]] = {
    "reserve": _reserve,
    "advance": _advance,
    "withdraw": _withdraw,
    "confirm": _confirm,
}
