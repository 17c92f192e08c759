"""How figures become words: changes, quantities with their unit, lists of cities. Short, plain and true."""

from __future__ import annotations

from idpdash.formats import _, ngettext, number, percent, rounded
from idpdash.measures.arrivals import Change
from idpdash.vocabulary import unit_name

STEADY = 0.05
# Shares that have a word of their own, each within two hundredths.
FRACTIONS = ((0.25, _("by a quarter")), (1 / 3, _("by a third")), (0.5, _("by half")), (2 / 3, _("by two thirds")))
NEAR = 0.02


def people(count: float) -> str:
    """Return "1 person" or "4 480 people", at most three significant figures."""
    return ngettext("{count} person", "{count} people", int(count)).format(count=rounded(count))


def cities(count: int) -> str:
    """Return "1 city" or "40 cities"."""
    return ngettext("{count} city", "{count} cities", count).format(count=number(count))


def places(count: float) -> str:
    """Return "1 place" or "400 places", at most three significant figures."""
    return ngettext("{count} place", "{count} places", int(count)).format(count=rounded(count))


def sites(count: int) -> str:
    """Return "1 site" or "3 260 sites"."""
    return ngettext("{count} site", "{count} sites", count).format(count=number(count))


def quantity(item: str, count: int) -> str:
    """Return an amount of an item: "400 places", at most three significant figures."""
    return f"{rounded(count)} {unit_name(item, count)}"


SIGNS = {"critical": "■", "warning": "▲", "watch": "△", "normal": "", "unknown": "?"}


def course(change: Change) -> str:
    """Return how a figure moved, as a verb: "rose by half", "more than doubled", "stayed level", "stopped"."""
    share = change.share
    if share is None:
        return _("began") if change.now else _("did not begin")
    if change.now == 0:
        return _("stopped")
    if abs(share) < STEADY:
        return _("stayed level")
    return _rose(share) if share > 0 else _fell(-share)


def _rose(share: float) -> str:
    """Return the verb of a rise."""
    for times, word, more in ((3, _("tripled"), _("more than tripled")), (2, _("doubled"), _("more than doubled"))):
        if abs(share + 1 - times) <= NEAR:
            return word
        if share + 1 > times:
            return more
    return _("rose {much}").format(much=_by(share))


def _fell(share: float) -> str:
    """Return the verb of a fall."""
    if share > 0.9:
        return _("almost stopped")
    return _("fell {much}").format(much=_by(share))


def _by(share: float) -> str:
    """Return by how much, in a word where there is one."""
    for fraction, word in FRACTIONS:
        if abs(share - fraction) <= NEAR:
            return word
    return _("by {share}").format(share=percent(share))


def compared(change: Change, days: int) -> str:
    """Return a change as a clause: "49 % more than in the 30 days before"; what it is compared with is said."""
    if change.share is None:
        return _("none in the {days} days before").format(days=days)
    if change.amount == 0:
        return _("as many as in the {days} days before").format(days=days)
    if abs(change.share) < 0.005:
        words = _("slightly more than in the {days} days before"), _("slightly fewer than in the {days} days before")
        return words[change.amount < 0].format(days=days)
    if change.share >= 2:
        return _("{times} times as many as in the {days} days before").format(
            times=f"{change.share + 1:.1f}".removesuffix(".0"), days=days
        )
    words = _("{share} more than in the {days} days before"), _("{share} fewer than in the {days} days before")
    return words[change.amount < 0].format(share=percent(abs(change.share)), days=days)


def changed(now: int, before: int, days: int) -> str:
    """Return a figure beside the same of the period before, in words."""
    return compared(Change(now, before), days)
