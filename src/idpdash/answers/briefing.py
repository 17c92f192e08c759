"""What is said in five minutes: where we stand, arrivals, room, needs and offers, what we do not know."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from idpdash.answers import sentences, titles
from idpdash.answers.arrivals import Arrivals, arrivals_answer
from idpdash.answers.exchange import Exchange, exchange_answer
from idpdash.answers.housing import Housing, housing_answer
from idpdash.answers.overview import Overview, overview
from idpdash.answers.question import whenever
from idpdash.answers.words import sites
from idpdash.formats import _, ngettext, number, percent
from idpdash.measures.pressure import STALE_DAYS
from idpdash.queries import Read, uploads
from idpdash.scope import Scope
from idpdash.vocabulary import Item


@dataclass(frozen=True)
class Unknown:
    """One thing we do not know: how much of it, of how much, in words, and as a sentence."""

    figure: str
    what: str


@dataclass(frozen=True)
class Briefing:
    """The answers of the pages, the same ones, and what we do not know.

    waiting: how many rows of files wait to be mended.
    """

    overview: Overview
    arrivals: Arrivals
    housing: Housing
    exchange: Exchange
    waiting: int

    @property
    def scope(self) -> Scope:
        """Return the question."""
        return self.overview.scope

    @property
    def headlines(self) -> dict[str, str]:
        """Return the sentence of each slide, by its name: overview, arrivals, housing, exchange, unknown."""
        return {
            "overview": sentences.overview(self.overview),
            "arrivals": titles.trend(self.arrivals.series, self.scope),
            "housing": sentences.housing(self.housing),
            "exchange": sentences.exchange(self.exchange.of(Item.PLACES)),
            "unknown": self._unknown_headline(),
        }

    @property
    def says(self) -> dict[str, str]:
        """Return the second sentence of a slide, by its name, where it has one."""
        return {
            "arrivals": sentences.arrivals(self.arrivals),
            "exchange": sentences.unanswered_needs(self.exchange.needs),
        }

    @property
    def help(self) -> pd.DataFrame:
        """Return, of each item, item, needed, received, moving, promised (reserved or accepted), left, offered, share.

        left: of the needs, neither promised nor received; share: of the needs that is promised or received. The least
        promised first, what nobody needs last.
        """
        told = self.exchange.by_item
        moving = told["item"].map(self.exchange.needs.groupby("item")["in_transit"].sum()).fillna(0).astype("Int64")
        rows = told[["item", "needed", "received", "offered"]].assign(
            moving=moving, promised=told["promised"] - moving, left=told["could"] + told["uncovered"]
        )
        share = 1 - rows["left"] / rows["needed"].where(rows["needed"] > 0)
        return rows.assign(share=share).sort_values("share", kind="stable", na_position="last", ignore_index=True)

    def _unknown_headline(self) -> str:
        """Return the sentence of what we do not know."""
        coverage = self.overview.coverage
        if not coverage.expected:
            return _("No city has reported yet")
        if coverage.reported == coverage.expected:
            return _("Every city reported in the last {days} days").format(days=coverage.days)
        silent = coverage.expected - coverage.reported
        return ngettext(
            "{silent} of {cities} city did not report in the last {days} days",
            "{silent} of {cities} cities did not report in the last {days} days",
            coverage.expected,
        ).format(silent=number(silent), cities=number(coverage.expected), days=coverage.days)

    @property
    def unknowns(self) -> list[Unknown]:
        """Return what we do not know, only what there is of it."""
        rooms, came = self.housing.totals, self.arrivals.movements
        found = [
            (rooms.unknown_capacity_sites, _("do not say how many places they have"), sites),
            (rooms.uncounted_sites, _("were never counted"), sites),
            (len(self.housing.stale) - rooms.uncounted_sites, _("were last counted more than {days} days ago"), sites),
        ]
        told = [Unknown(words(count), text.format(days=STALE_DAYS)) for count, text, words in found if count > 0]
        for count, text in (
            (came.origin_unknown, _("of the people who arrived came from a place nobody knows")),
            (self.arrivals.unknown_sex_age, _("of the people who arrived are of unknown sex and age")),
        ):
            if count:
                told.append(Unknown(_share(count / came.arrivals), text))
        if self.waiting:
            rows = ngettext("{count} row", "{count} rows", self.waiting).format(count=number(self.waiting))
            told.append(Unknown(rows, _("of uploaded files wait to be mended")))
        return told


def _share(share: float) -> str:
    """Return a share as "8 %"; some is not none, and not quite all is not all."""
    if 0 < share < 0.005:
        return _("<{share}").format(share=percent(0.01))
    return _(">{share}").format(share=percent(0.99)) if 0.995 <= share < 1 else percent(share)


def briefing(read: Read, scope: Scope) -> Briefing:
    """Return all that the briefing shows."""
    listed: pd.DataFrame = read(uploads.uploads, whenever(scope))
    return Briefing(
        overview=overview(read, scope),
        arrivals=arrivals_answer(read, scope),
        housing=housing_answer(read, scope),
        exchange=exchange_answer(read, scope),
        waiting=int(listed.loc[listed["status"] != "undone", "rows_waiting"].sum()),
    )
