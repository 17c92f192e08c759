"""One file on its way into the store: chosen, checked, mended, loaded, taken back.

Checking and loading are work beside the page (`working`); what came of them is kept in the session. A file is checked
anew when it, what the user says of it, or the store has changed, and else not.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st
from sqlalchemy import Engine

from idpdash import clock, settings
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.checked import Checked, Options
from idpdash.intake.issues import Issue, Severity
from idpdash.intake.mapping.fitting import profile_of
from idpdash.queries.uploads import uploads as uploads_query
from idpdash.queries.uploads import waiting as waiting_query
from idpdash.store.checking import checked
from idpdash.store.engine import reading
from idpdash.store.load import load
from idpdash.store.loaded import Loaded
from idpdash.store.profiles import keep_profile
from idpdash.store.sameness import saying_the_same
from idpdash.store.undo import undo
from idpdash.store.uploads import live_with
from idpdash.ui import data
from idpdash.ui.actions import BY
from idpdash.ui.page import Page
from idpdash.ui.working import Progress, Work, watch

OPTIONS, ROUND, CHECK, LOAD, SAID = "upload_options", "upload_round", "upload_check", "upload_load", "upload_said"
FRESH = "upload_fresh"
OVERLAPS = "overlaps_earlier_upload"


@dataclass(frozen=True)
class File:
    """A file that was chosen. key: differs from file to file, and with the same file chosen again."""

    name: str
    content: bytes
    key: str


@dataclass(frozen=True)
class Loading:
    """Work that loads a file as it was checked. partial: rows with errors are kept aside."""

    key: tuple[str, Options]
    checked: Checked
    partial: bool
    work: Work[Loaded]


def chosen() -> File | None:
    """Draw where a file is dropped or chosen, and return it."""
    found = st.file_uploader(
        _("File of your team, CSV or spreadsheet"),
        type=["csv", "tsv", "txt", "ssv", "xlsx", "xlsm", "xls", "ods"],
        key=f"upload_file_{st.session_state.setdefault(ROUND, 0)}",
    )
    return None if found is None else File(found.name, found.getvalue(), found.file_id)


def another() -> None:
    """Put the file aside, so that another can be chosen."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for name in (OPTIONS, CHECK, LOAD, SAID, FRESH):
        st.session_state.pop(name, None)


def options(file: File) -> Options:
    """Return what the user said of this file."""
    key, said = st.session_state.get(OPTIONS, ("", Options()))
    return said if key == file.key else Options()


def so_far(file: File) -> Options:
    """Return the options from which a change begins: what the user said, with what was remembered of such files."""
    said, kept = options(file), st.session_state.get(CHECK)
    if kept is not None and kept[0][:2] == (file.key, said) and kept[1].done:
        found: Checked = kept[1].result()
        return found.options if found.profile else said
    return said


def say(file: File, said: Options) -> None:
    """Take what the user says of this file; it is checked again."""
    st.session_state[OPTIONS] = (file.key, said)
    st.session_state.pop(LOAD, None)


def read_fresh(file: File, fresh: bool) -> None:
    """Say whether how files of its shape were read before is forgotten for this one; it is checked again."""
    st.session_state[FRESH] = file.key if fresh else ""
    st.session_state.pop(LOAD, None)


def is_fresh(file: File) -> bool:
    """Return whether how files of its shape were read before is forgotten for this one."""
    return bool(st.session_state.get(FRESH) == file.key)


def give(file: File, values: dict[str, str]) -> None:
    """Give columns one value for the whole file; "" takes it back."""
    now = so_far(file)
    kept = {name: value for name, value in (*now.constants, *values.items()) if name not in values or values[name]}
    say(file, replace(now, constants=tuple(kept.items())))


def read_as(file: File, theirs: str, ours: str, *, before: str = "") -> None:
    """Say that a column of the file is one of ours ("" for none); before: what it was taken for."""
    now = so_far(file)
    kept = {name: head for name, head in now.mapping if name not in (ours, before) and head != theirs}
    if before and before != ours:
        kept[before] = ""
    if ours:
        kept[ours] = theirs
    say(file, replace(now, mapping=tuple(kept.items())))


def understood(file: File) -> Checked:
    """Return the file as checked, at once if it was checked before; draws progress while it is being checked."""
    said, store, fresh = options(file), data.store(), is_fresh(file)
    key = (file.key, said, fresh, data.version(), clock.today(), settings.database_url())
    kept = st.session_state.get(CHECK)
    if kept is None or kept[0] != key:
        work = Work(_checking(file, said, store, fresh))
        st.session_state[CHECK] = (key, work)
        work.start()
    else:
        work = kept[1]
    return watch(work, _("Reading {name} …").format(name=file.name))


def _checking(file: File, said: Options, store: Engine, fresh: bool) -> Callable[[Progress], Checked]:
    """Return the task that checks a file."""
    today, timezone = clock.today(), settings.timezone()

    def task(progress: Progress) -> Checked:
        return checked(
            store,
            file.content,
            file.name,
            said,
            today=today,
            timezone=timezone,
            remembered=not fresh,
            progress=progress,
        )

    return task


def begin_loading(
    file: File, found: Checked, partial: bool, replace_period: bool, confirmed: bool = False, remember: bool = False
) -> None:
    """Begin to load a checked file; while one load of it is on its way or done, no other is begun.

    confirmed: the file looks cut short, and is loaded all the same. remember: how it was read is kept under its source.
    """
    key = (file.key, options(file))
    kept: Loading | None = st.session_state.get(LOAD)
    if kept is not None and kept.key == key:
        return
    store, now, today = data.store(), clock.now(), clock.today()
    token = f"profile-{secrets.token_hex(12)}"

    def task(progress: Progress) -> Loaded:
        said = load(
            store,
            found,
            by=BY,
            now=now,
            today=today,
            partial=partial,
            replace_period=replace_period,
            confirm_suspicious=confirmed,
            progress=progress,
        )
        return _remembered(store, found, said, now, token) if remember else said

    work = Work(task)
    st.session_state[LOAD] = Loading(key, found, partial, work)  # kept before it starts: a second click finds it
    work.start()


def _remembered(store: Engine, found: Checked, said: Loaded, now: dt.datetime, token: str) -> Loaded:
    """Keep how a loaded file was read, for the next of its shape; what is loaded stays, whatever comes of that."""
    profile = profile_of(found)
    if said.status != "loaded" or profile is None:
        return said
    try:
        keep_profile(store, profile, by=BY, now=now, token=token)
    except IdpdashError as error:
        return said.saying([Issue("not_remembered", Severity.WARNING, str(error))])
    words = _("The next file of “{source}” with these columns is read so by itself.").format(source=profile.source)
    return said.saying([Issue("remembered", Severity.INFO, words)])


def loading(file: File) -> Loading | None:
    """Return the load of this file that is on its way or done."""
    kept: Loading | None = st.session_state.get(LOAD)
    return kept if kept is not None and kept.key == (file.key, options(file)) else None


def loaded(now: Loading) -> Loaded:
    """Return what came of a load; draws progress until it is done. Raises why it failed: then it may be tried again."""
    try:
        return watch(now.work, _("Loading {count} rows …").format(count=now.checked.rows_good))
    except IdpdashError:
        st.session_state.pop(LOAD, None)
        raise


def take_back(upload: int, where: str) -> None:
    """Undo an upload and keep what is to be said of it, and where on the page."""
    try:
        undo(data.store(), upload, by=BY, now=clock.now())
    except IdpdashError as error:
        st.session_state[SAID] = (where, False, str(error))
        return
    words = _("Upload {upload} was taken back: every figure is as it was before it. To have it again, load its file.")
    st.session_state.pop(LOAD, None)
    st.session_state[SAID] = (where, True, words.format(upload=upload))


def said_of_undo(where: str) -> tuple[bool, str] | None:
    """Return once what the last undo at a place of the page came to: whether it was taken back, and the sentence."""
    found: tuple[str, bool, str] | None = st.session_state.get(SAID)
    if found is None or found[0] != where:
        return None
    del st.session_state[SAID]
    return found[1:]


def local(instant: dt.datetime) -> dt.datetime:
    """Return an instant of the store (UTC) as local time."""
    return instant.replace(tzinfo=dt.UTC).astimezone(settings.timezone()).replace(tzinfo=None)


@dataclass(frozen=True)
class Twin:
    """The live upload that holds a file. very: its bytes, read in the same way, and not only the same rows.

    mended: how many of its rows that had to wait can be loaded now. left_out: how many of them the user left out.
    """

    upload: int
    loaded_on: dt.date
    rows: int
    mended: int
    left_out: int
    very: bool

    @property
    def changed(self) -> bool:
        """Return whether anything becomes of rows that had to wait."""
        return self.mended + self.left_out > 0


def twin(page: Page, found: Checked) -> Twin | None:
    """Return the live upload of the very same file, or of one that says the very same; None if there is none."""
    with reading(data.store()) as connection:
        very = live_with(connection, found.fingerprint)
        number = very or saying_the_same(connection, found)
    if number is None:
        return None
    read = data.reader(data.version())
    uploads = read(uploads_query, page.scope)
    listed = uploads[uploads["upload"] == number]
    waiting = read(waiting_query, page.scope)
    aside = set(waiting.loc[waiting["upload"] == number, "row"])
    settled = aside - {row.row for row in found.waiting} if very else set()
    left_out = settled & found.left_out
    loaded_at = listed["loaded_at"].to_list()[0].to_pydatetime()
    counts = int(listed["rows_loaded"].sum()), len(settled - left_out), len(left_out)
    return Twin(number, local(loaded_at).date(), *counts, very=very is not None)


def overlapping(found: Checked) -> str | None:
    """Return the sentence that the same source has spoken of these days before; None where it has not."""
    return next((one.message for one in found.issues if one.code == OVERLAPS), None)
