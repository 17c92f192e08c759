"""What is done with rows that wait: tried again, mended by hand, dismissed with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from idpdash import clock, formats, settings
from idpdash.errors import IdpdashError
from idpdash.formats import _, ngettext
from idpdash.store.record.waiting import dismiss_waiting, retry_waiting
from idpdash.ui import actions, data, repairs

WHERE = "waiting"  # the part of the page that says what was done


def retry(upload: int, edits: Mapping[int, Mapping[str, str]], day_first: bool | None) -> None:
    """Load what became good of an upload's rows; what is still wrong is kept as mended."""
    store, now, today, timezone = data.store(), clock.now(), clock.today(), settings.timezone()
    try:
        said = retry_waiting(
            store, upload, edits=edits, by=actions.BY, now=now, today=today, timezone=timezone, day_first=day_first
        )
    except IdpdashError as error:
        actions.refuse(error, where=WHERE)
        return
    loaded = ngettext(
        "{count} row was loaded under upload {upload}",
        "{count} rows were loaded under upload {upload}",
        said.rows_loaded,
    )
    done = loaded.format(count=formats.number(said.rows_loaded), upload=upload)
    if not said.rows_loaded:
        done = _("No row could be loaded; what you changed is kept")
    rest = ngettext("; {count} row still waits.", "; {count} rows still wait.", said.rows_waiting)
    actions.tell(
        done + (rest.format(count=formats.number(said.rows_waiting)) if said.rows_waiting else "."), where=WHERE
    )


def retry_edited(upload: int, rows: pd.DataFrame, key: str, day_first: bool | None) -> None:
    """Take the cells that were edited in the table, and try the rows again."""
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    cells: dict[int, dict[str, str]] = {}
    for (row, column), text in repairs.edits(rows, edited).items():
        cells.setdefault(row, {})[column] = text
    if not cells:
        actions.refuse(IdpdashError(_("No cell was changed: click into a cell of the table and write.")), where=WHERE)
        return
    retry(upload, cells, day_first)


def dismiss(upload: int, rows: Sequence[int]) -> None:
    """Offer to say that rows need not be mended, and why."""
    key = f"dismiss_{upload}"
    with st.popover(_("These need not be mended…")), st.form(key, border=False):
        st.text_input(_("Why"), key=f"{key}_reason", max_chars=300)
        st.multiselect(
            _("Only these rows"),
            rows,
            format_func=lambda row: _("row {row}").format(row=row),
            placeholder=ngettext("the one that waits", "all {count} that wait", len(rows)).format(count=len(rows)),
            key=f"{key}_rows",
        )
        st.caption(_("They are kept, are in no figure, and can be made to wait again."))
        token = actions.token(key)
        st.form_submit_button(
            _("Dismiss them"), type="primary", key=token, on_click=_dismiss, args=(upload, key, len(rows), token)
        )


def _dismiss(upload: int, key: str, waiting: int, token: str) -> None:
    """Dismiss the rows that were chosen, all of them where none was."""
    chosen = st.session_state.get(f"{key}_rows") or None
    reason = str(st.session_state.get(f"{key}_reason") or "")
    count = len(chosen) if chosen else waiting
    done = ngettext("{count} row waits no longer.", "{count} rows wait no longer.", count)
    store, now = data.store(), clock.now()
    actions.act(
        lambda: dismiss_waiting(store, upload, rows=chosen, reason=reason, by=actions.BY, now=now, token=token),
        done.format(count=formats.number(count)),
        where=WHERE,
    )
