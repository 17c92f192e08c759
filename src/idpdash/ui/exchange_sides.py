"""The two sides of the Exchange page: what stands there, what can be done with it, and who waits."""

from __future__ import annotations

from idpdash.answers.exchange import Exchange, OneItem
from idpdash.ui import actions, exchange_clock, exchanging, facing, promise_acts
from idpdash.ui.page import Page


def said() -> None:
    """Say what the last act on the page did, with the way back."""
    actions.said()
    promise_acts.said(promise_acts.PAGE)


def needs(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the needs of an item and those that wait for an answer."""
    chosen = facing.needs(page, one)
    exchanging.acts("need", one, told.cities, chosen=chosen)
    facing.detail(one.needs, "need", chosen, told.cities)
    exchange_clock.unanswered(page, told, one)


def offers(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the offers of an item and those that ask to be confirmed."""
    chosen = facing.offers(page, one)
    exchanging.acts("offer", one, told.cities, chosen=chosen)
    facing.detail(one.offers, "offer", chosen, told.cities)
    exchange_clock.stale(page, told, one)
