"""The third step of the Upload page: the load, what came of it, where to see it, the way back."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from idpdash import formats
from idpdash.errors import IdpdashError
from idpdash.formats import _, ngettext
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Severity
from idpdash.store.loaded import Loaded
from idpdash.ui import navigation, understood, uploading
from idpdash.ui.page import Page
from idpdash.ui.upload_changes import release_changes
from idpdash.ui.upload_file import answer, sentence, step
from idpdash.ui.uploading import File, Loading, Twin
from idpdash.ui.working import QUIET
from idpdash.vocabulary import FIELD

SUSPICIOUS = "looks_truncated"
SAID_AFTER = {"overlaps_earlier_upload", "remembered", "not_remembered"}
NEXT = {"arrivals": _("See arrivals"), "housing": _("See housing"), "exchange": _("See needs and offers")}
SEEN_ON = {
    "movements": "arrivals",
    "sites": "housing",
    "occupancy": "housing",
    "needs": "exchange",
    "offers": "exchange",
}


def result(page: Page, file: File, checked: Checked) -> None:
    """Draw the third step before a load: what will be loaded, and the button; or that there is nothing to do."""
    if checked.fatal:
        return
    twin = uploading.twin(page, checked)
    step(3, _("Load it"))
    _undone()
    if twin is not None and not twin.changed:
        words = _("There is nothing to do: upload {upload} of {when} loaded {rows} of this file.")
        rows = understood.row_count(twin.rows)
        st.info(words.format(upload=twin.upload, when=formats.day(twin.loaded_on), rows=rows))
        return
    good, aside = checked.rows_good, len(checked.waiting)
    if not good:
        st.info(_("No row can be loaded yet. Mend the file, or mend it above, and it is checked again."))
        return
    replaces = _replacing(file, checked) if twin is None else False
    suspicious = SUSPICIOUS in {issue.code for issue in checked.issues}
    confirmed = suspicious and st.checkbox(_("It is complete: load it all the same"), key=f"complete_{file.key}")
    remember = _remembering(file, checked)
    if twin is not None:
        words = _waiting_no_longer(twin)
    elif not aside:
        words = _("Load all {count} rows").format(count=formats.number(good)) if good > 1 else _("Load the one row")
    else:
        words = ngettext(
            "Load the one good row, keep {aside} aside", "Load the {count} good rows, keep {aside} aside", good
        )
        words = words.format(count=formats.number(good), aside=formats.number(aside))
    st.button(
        words,
        type="primary",
        icon=":material/upload:",
        key="load",
        on_click=uploading.begin_loading,
        args=(file, checked, bool(aside), bool(replaces), confirmed, remember),
        disabled=replaces is None or (suspicious and not confirmed),
    )
    if aside and twin is None:
        words = _(
            "The rows kept aside are in no figure until they are mended: here before you load, or afterwards in the "
            "list below."
        )
        st.caption(words)


def _waiting_no_longer(twin: Twin) -> str:
    """Return what the button says where rows that had to wait are loaded or left out."""
    if twin.mended:
        words = ngettext("Load the one row that had to wait", "Load {count} rows that had to wait", twin.mended)
        return words.format(count=formats.number(twin.mended))
    one, many = _("Leave out the one row that had to wait"), _("Leave out {count} rows that had to wait")
    return one if twin.left_out == 1 else many.format(count=formats.number(twin.left_out))


def _undone() -> None:
    """Say what an undo from here came to."""
    said = uploading.said_of_undo("result")
    if said is not None:
        (st.success if said[0] else st.error)(said[1])


def _replacing(file: File, checked: Checked) -> bool | None:
    """Ask, where the same source has spoken of these days before, whether this file takes its place; None: not said."""
    earlier = uploading.overlapping(checked)
    if earlier is None:
        return False
    chosen: bool | None = st.radio(
        earlier,
        [False, True],
        index=None,
        format_func=lambda replaces: (
            _("Replace the period: this file takes the place of what was said")
            if replaces
            else _("Load it in addition")
        ),
        key=f"replace_{file.key}",
    )
    return chosen


def _remembering(file: File, checked: Checked) -> bool:
    """Ask, where the user said how the file is read, whether the next of its shape is to be read so, and as whose.

    Returns whether it is to be remembered; a source without a name is asked for one first.
    """
    said = uploading.options(file)
    if not (said.mapping or said.spellings or said.given) or not checked.shape:
        return False
    if checked.source != FIELD:
        words = _("Remember this way of reading: the next file of “{source}” with these columns is read so by itself")
        return st.checkbox(words.format(source=checked.source), value=True, key=f"remember_{file.key}")
    key = f"remember_as_{file.key}"

    def named() -> None:
        if name := st.session_state[key].strip():
            uploading.say(file, replace(uploading.so_far(file), source=name))

    st.text_input(
        _("Remember this way of reading as"),
        placeholder=_("who sends such files, for example North team"),
        max_chars=120,
        key=key,
        on_change=named,
        width=340,
        help=_("The next file of this team with these columns is read so by itself. Leave it empty to forget it."),
    )
    return False


def outcome(page: Page, file: File, now: Loading, top: DeltaGenerator) -> None:
    """Draw the third step during and after a load: progress, what came of it, where to see it, the way back."""
    step(3, _("Result"))
    _undone()
    if not now.work.wait(QUIET):  # said where it is seen wherever the page was scrolled to
        st.toast(_("Loading {rows} …").format(rows=understood.row_count(now.checked.rows_good)))
    try:
        said = uploading.loaded(now)
    except IdpdashError as error:
        st.error(str(error))
        return
    with top.container():
        answer(page, _headline(page, now.checked, said), now.checked.file_name, now.checked)
    if said.status == "loaded":
        st.success(_fate(said))
        for issue in [one for one in said.issues if one.code in SAID_AFTER]:
            (st.info if issue.severity is Severity.INFO else st.warning)(issue.message)
    elif said.status == "unchanged":
        st.info(_fate(said))
    else:
        st.error(
            " ".join(dict.fromkeys(issue.message for issue in said.issues if issue.severity is Severity.ERROR))
            or _fate(said)
        )
    if said.status == "loaded" and said.changes is not None:
        release_changes(said.changes)
    with st.container(horizontal=True, vertical_alignment="center", key="after_load"):
        _where_next(said)
        if said.status == "loaded" and said.upload is not None:
            st.button(
                _("Undo this upload"), key="undo_here", on_click=uploading.take_back, args=(said.upload, "result")
            )
        if said.status == "rejected":
            st.button(_("Check it again"), key="again", on_click=uploading.say, args=(file, uploading.options(file)))
        st.button(_("Another file"), key="another", on_click=uploading.another, icon=":material/add:")


def _headline(page: Page, checked: Checked, said: Loaded) -> str:
    """Return the page's sentence after a load."""
    if said.status == "loaded":
        return _("Loaded: {what}").format(what=sentence(page, checked))
    return _("Nothing new: this very file is loaded already") if said.status == "unchanged" else _("Nothing was stored")


def _fate(said: Loaded) -> str:
    """Return what came of a load, in one sentence."""
    if said.status == "unchanged":
        return _("Nothing new: this very file is loaded already, as upload {upload}.").format(upload=said.upload)
    if said.status != "loaded":
        return _("Nothing was stored.")
    words = _("Stored as upload {upload}: {rows}").format(
        upload=said.upload, rows=understood.row_count(said.rows_loaded)
    )
    if said.rows_unchanged:
        same = ngettext("; {count} row says nothing new", "; {count} rows say nothing new", said.rows_unchanged)
        words += same.format(count=formats.number(said.rows_unchanged))
    if said.rows_waiting:
        aside = ngettext("; {count} row waits to be mended", "; {count} rows wait to be mended", said.rows_waiting)
        words += aside.format(count=formats.number(said.rows_waiting))
    return f"{words}."


def _where_next(said: Loaded) -> None:
    """Link to the pages that show what was loaded."""
    if said.status == "rejected":
        return
    seen = dict.fromkeys(SEEN_ON[name] for name in said.layouts or {} if name in SEEN_ON)
    navigation.link("", _("See the overview"), icon=":material/arrow_forward:")
    for page in seen:
        navigation.link(page, NEXT[page], icon=":material/arrow_forward:")
