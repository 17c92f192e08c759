"""The rows that wait, in a table to be mended by hand; and the file to take away and mend elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.intake.checked import Checked
from idpdash.intake.writing.returned import bad_rows_csv, marked_workbook
from idpdash.ui import repairs, show, uploading
from idpdash.ui.issue_words import label
from idpdash.ui.upload_file import XLSX
from idpdash.ui.uploading import File

MOST = 500  # rows that are sent to be edited
MANY = 9  # rows above which the table scrolls
WRONG = "what_is_wrong"


def grid(checked: Checked, *, most: int = MOST) -> pd.DataFrame:
    """Return the rows that wait: number, cells with an error first, what is wrong, the other cells as written.

    Columns without a letter in any of these rows are left out, unless what is wrong is that they are empty.
    """
    waiting = checked.waiting[:most]
    faults = Counter(one.column for row in waiting for one in row.issues if one.column)
    cells = pd.DataFrame([dict(row.cells) for row in waiting], dtype="str").fillna("")
    wrong = [name for name, _count in faults.most_common()]
    rest = [name for name in cells.columns if name not in faults and cells[name].str.strip().any()]
    shown = cells.reindex(columns=[*wrong, *rest], fill_value="")
    shown.insert(0, repairs.ROW, [row.row for row in waiting])
    shown.insert(1 + len(wrong), WRONG, [_sentences(row.row, [one.message for one in row.issues]) for row in waiting])
    return shown


def _sentences(row: int, messages: list[str]) -> str:
    """Return what is wrong with a row, without saying its number again."""
    begin = _("Row {row}").format(row=row)
    return " ".join(message.removeprefix(begin).lstrip(",: ") for message in dict.fromkeys(messages))


def mend_by_hand(file: File, checked: Checked) -> None:
    """Draw the rows that wait, to be edited; they are checked again on a button."""
    if not checked.waiting:
        return
    rows = grid(checked)
    count = formats.number(len(checked.waiting))
    says = _("Change a cell and press “Check again”. What you changed can be taken back.")
    if len(checked.waiting) > MOST:
        says = _("The first {most} of {count} rows. {says}").format(most=MOST, count=count, says=says)
    show.title(_("Mend rows by hand"), says)
    key = f"grid_{file.key}_{abs(hash(uploading.options(file)))}"
    with st.form(f"mend_{key}", border=False):
        st.data_editor(
            rows,
            key=key,
            hide_index=True,
            num_rows="fixed",
            disabled=[repairs.ROW, WRONG],
            column_config=settings_of(checked, rows),
            height="auto" if len(rows) < MANY else 340,
            alt=_("Rows to be mended; each cell can be changed"),
        )
        st.form_submit_button(
            _("Check again"), key=f"check_{key}", on_click=_take, args=(file, rows, key), icon=":material/refresh:"
        )


def settings_of(checked: Checked, rows: pd.DataFrame) -> dict[str, Any]:
    """Return how each column of the table is shown."""
    columns = st.column_config
    settings: dict[str, Any] = {
        name: columns.TextColumn(checked.mapping.get(name, label(name)), help=label(name))
        for name in rows.columns
        if name not in (repairs.ROW, WRONG)
    }
    settings[repairs.ROW] = columns.NumberColumn(_("Row"), format="%d", width=56, pinned=True)
    settings[WRONG] = columns.TextColumn(_("What is wrong"), width=340)
    return settings


def _take(file: File, rows: pd.DataFrame, key: str) -> None:
    """Take the cells that were edited; the file is checked again."""
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    uploading.say(file, repairs.mended(uploading.so_far(file), repairs.edits(rows, edited)))


def take_away(file: File, checked: Checked) -> None:
    """Offer the file with what is wrong marked in it, and the rows to be mended alone; made when asked for."""
    if not checked.waiting:
        return
    stem = file.name.rpartition(".")[0] or file.name
    with st.container(horizontal=True, vertical_alignment="center", key="take_away"):
        st.download_button(
            _("Your file with the faults marked (XLSX)"),
            lambda: marked_workbook(file.content, checked),
            file_name=f"{stem}-checked.xlsx",
            mime=XLSX,
            key="marked_workbook",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            _("Only the rows to be mended (CSV)"),
            lambda: bad_rows_csv(file.content, checked),
            file_name=f"{stem}-to-mend.csv",
            mime="text/csv",
            key="bad_rows",
            on_click="ignore",
            icon=":material/download:",
        )
