"""A file's bytes → checked tables, or issues: the front door of intake.

The order of work: what kind of file (`parse`), whose and which columns (`plan`), each cell (`values`), each place
(`places`), each row and what holds between rows (`rules`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from idpdash.formats import fold
from idpdash.intake import gather, sums
from idpdash.intake import plan as planning
from idpdash.intake.checked import MOST_ISSUES, Checked, Known, Options, UpdateRule
from idpdash.intake.draft import Built, Draft, built, finished
from idpdash.intake.issues import Issue, RefusedError, issue
from idpdash.intake.mapping.amended import amended, words_read
from idpdash.intake.mapping.headwords import known_words
from idpdash.intake.places.gazetteer import Gazetteer
from idpdash.intake.plan import Plan
from idpdash.intake.reading.parse import parse
from idpdash.intake.rules import check_table
from idpdash.intake.sources import Understood
from idpdash.intake.values.read import Reading
from idpdash.intake.values.words import folded_word
from idpdash.intake.writing.issues_column import without_issues
from idpdash.vocabulary import FIELD

MOST_WAITING = 100_000  # rows that may be kept aside to be mended
READ, UNDERSTOOD, CHECKED = 0.4, 0.45, 0.75  # shares of the work that are done then


def check(
    content: bytes,
    file_name: str,
    options: Options,
    known: Known,
    *,
    today: dt.date,
    timezone: ZoneInfo,
    progress: Callable[[float], None] = lambda _share: None,
) -> Checked:
    """Return the file's rows, checked: good ones as tables, the others waiting with their issues.

    today: days after it are errors in columns about the past. timezone: in which the file's local times are meant.
    progress: called with the share done, 0 to 1. Raises nothing, whatever the bytes: a file that cannot be read is
    fatal, with the one sentence that says why.
    """
    digest = hashlib.sha256(content).hexdigest()
    layout, source = options.layout or "", options.source or FIELD
    refusal = Checked(
        file_name=file_name,
        fingerprint=fingerprint(digest, options, layout, source),
        layout=layout,
        source=source,
        rule=UpdateRule.APPEND,
        tables={},
        rows_read=0,
        fatal=True,
        options=options,
    )
    try:
        book = parse(content, words=lambda: _words(known), progress=_part(progress, 0, READ))
        del content  # a caller that keeps no name for it either spares a file's worth of memory
        book = without_issues(book, (theirs for _ours, theirs in options.mapping))
        progress(READ)
        plan = planning.plan(book, options, known)
        del book
        progress(UNDERSTOOD)
        options = plan.options
        refusal = replace(
            refusal,
            fingerprint=fingerprint(digest, options, plan.layout_name, plan.source),
            layout=plan.layout_name,
            source=plan.source,
            rule=plan.rule,
            mapping=plan.mapping,
            headers=plan.headers,
            sheet=plan.sheet,
            sheets=plan.sheets,
            options=options,
            profile=plan.profile,
            shape=plan.shape,
            examples=plan.examples,
        )
        if plan.obstacles:
            return _refused(refusal, (*plan.obstacles, *plan.issues))
        meant = {(column, folded_word(written)): code for column, written, code in options.spellings}
        reading = Reading(today, timezone, day_first=options.day_first, spellings=meant)
        done, parts = _checked(plan, refusal, known, reading, _part(progress, UNDERSTOOD, CHECKED))
        del plan  # and with it the texts of the file: the tables take their room
        return _with_tables(done, parts, _part(progress, CHECKED, 1.0))
    except RefusedError as error:
        return _refused(refusal, (error.issue,))


def _refused(refusal: Checked, issues: tuple[Issue, ...]) -> Checked:
    """Return a file of which nothing can be loaded, and why."""
    return replace(refusal, issues=issues[:MOST_ISSUES], issue_counts=dict(Counter(one.code for one in issues)))


def fingerprint(digest: str, options: Options, layout: str, source: str) -> str:
    """Return what makes a file the same file, whatever its name. digest: of its bytes."""
    said: list[object] = [digest, layout, source, sorted(options.mapping), sorted(options.constants)]
    if options.sheet is not None or options.day_first is not None:
        said.append([options.sheet, options.day_first])
    if options.erase:
        said.append(sorted(options.erase))
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _words(known: Known) -> frozenset[str]:
    """Return words that a file may use, folded: names of places and headers."""
    names = [*known.places["place_name"].dropna(), *known.cities["city_name"].dropna()]
    return frozenset(fold(str(name)) for name in names) | frozenset(known.names) | known_words()


def _checked(
    plan: Plan, blank: Checked, known: Known, reading: Reading, progress: Callable[[float], None]
) -> tuple[Checked, list[Built]]:
    """Return what is found in a plan's tables, and what is built of them: nothing where the file is refused.

    blank: what is known of the file already.
    """
    understood, left_out, said = amended(plan.understood, plan.options)
    aliases = plan.known_source.aliases if plan.known_source else {}
    gazetteer = Gazetteer(known, aliases=aliases, source=plan.source, brought=understood.spots)
    sites = known.site_codes | _site_codes(understood)
    drafts = list[Draft]()
    tables = len(understood.layouts) + len(understood.brought)
    for layout, rows in (*understood.layouts, *understood.brought):
        draft = Draft(layout, rows, gazetteer, reading, lenient=plan.known_source is not None)
        check_table(draft, sites, _part(progress, len(drafts) / tables, (len(drafts) + 1) / tables))
        drafts.append(draft)
    main = drafts[: len(understood.layouts)]
    again = np.logical_or.reduce([draft.findings.again for draft in main])
    bad = np.logical_or.reduce([draft.findings.bad for draft in main]) & ~again
    whole = gather.said_of_the_file((*plan.issues, *said), main)
    if bad.sum() > MOST_WAITING:
        return _too_many(blank, whole, main, bad), []
    waiting = gather.waiting_rows(main, np.flatnonzero(bad))
    good = None if not bad.any() and not again.any() else np.flatnonzero(~bad & ~again)
    done = replace(
        blank,
        rows_read=len(bad) + len(left_out),
        rows_again=int(again.sum()),
        waiting=waiting,
        left_out=left_out,
        words=words_read(main),
        issues=gather.shown(whole, waiting, main),
        issue_counts=gather.counts(whole, waiting, main),
        fatal=False,
    )
    return done, [built(draft, good if draft in main else None) for draft in drafts]


def _with_tables(checked: Checked, parts: list[Built], progress: Callable[[float], None]) -> Checked:
    """Return a file with its tables, their sums and their period; a refused one has none."""
    if checked.fatal:
        return checked
    tables = {
        part.layout.name: finished(part, _part(progress, at / len(parts), (at + 1) / len(parts)))
        for at, part in enumerate(parts)
    }
    done = replace(checked, tables=tables, totals=sums.totals(tables), period=sums.period(tables))
    return sums.listed(done) if done.rule is UpdateRule.COMPLETE_LIST else done


def _part(progress: Callable[[float], None], first: float, last: float) -> Callable[[float], None]:
    """Return the progress of a part of the work, given the shares of the whole at which it begins and ends."""
    return lambda share: progress(first + (last - first) * share)


def _too_many(blank: Checked, whole: list[Issue], drafts: list[Draft], bad: npt.NDArray[np.bool_]) -> Checked:
    """Return a file of which too many rows have an error to be kept aside: refused, with the first of them shown."""
    refusal = issue("too_many_errors", words={"count": int(bad.sum()), "total": len(bad)})
    first = gather.waiting_rows(drafts, np.flatnonzero(bad)[:MOST_ISSUES])
    whole = [refusal, *whole]
    return replace(
        blank,
        rows_read=len(bad),
        issues=gather.shown(whole, first, drafts),
        issue_counts=gather.counts(whole, None, drafts),
    )


def _site_codes(understood: Understood) -> frozenset[str]:
    """Return the codes of the sites that the file itself lists."""
    return frozenset(
        text.strip()
        for layout, rows in understood.layouts
        if layout.name == "sites"
        for text in rows.columns["site_code"].texts
    )
