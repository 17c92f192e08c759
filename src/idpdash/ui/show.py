"""How things are shown: the headline, key figures, charts and tables. What leaves the house leaves through these."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from idpdash import columns, formats
from idpdash.columns import Column
from idpdash.figures.theme import Drawing
from idpdash.formats import _
from idpdash.ui import navigation

if TYPE_CHECKING:
    from idpdash.ui.page import Page

OLD_DAYS = 14
_MARKUP = re.compile(r"[\\`*_{}\[\]()#+\-!|<>~$^&]|:(?=\S)|(?<=\d)\.")
_LABELS: dict[str, Column] = {value.name: value for value in vars(columns).values() if isinstance(value, Column)}


@dataclass(frozen=True)
class Key:
    """One key figure. change: (words, tone) with tone one of the colour words of style.css, or ""."""

    label: str
    value: float | None
    unit: str
    change: tuple[str, str] = ("", "")
    rest: str = ""
    note: str = ""
    spark: str = ""
    definition: str = ""


def style() -> None:
    """Add the style sheet."""
    st.html(Path(__file__).parent / "style.css")


def tag(name: str, words: str, css: str = "", hint: str = "") -> str:
    """Return words as an element of HTML, escaped; nothing where there are no words."""
    attributes = (f' class="{css}"' if css else "") + (f' title="{html.escape(hint)}"' if hint else "")
    return f"<{name}{attributes}>{html.escape(words)}</{name}>" if words else ""


def plain(words: str) -> str:
    """Return words so that nothing in them is taken for markup in a label: a city's name may hold anything."""
    return _MARKUP.sub(r"\\\g<0>", words)


def headline(page: Page, sentence: str, *, about: str = "", coverage: str = "") -> None:
    """Show the answer in one sentence, over it the day, the period, what it covers, and that data is fictional."""
    scope = page.scope
    age = (page.today - scope.as_of).days
    parts = [
        tag("b", formats.day(scope.as_of)),
        tag("span", about or formats.period(scope.from_day, scope.to_day)),
        tag("span", coverage),
        tag(
            "span",
            _("the newest figures are {days} old").format(days=formats.days(age)) if age > OLD_DAYS else "",
            "old",
        ),
        tag("span", _("Fictional data") if page.fictional else "", "badge"),
    ]
    st.html(f'<div class="meta">{"".join(parts)}</div>{tag("h1", sentence, "sentence")}')


def keys(figures: Sequence[Key]) -> None:
    """Show key figures side by side."""
    strip = "".join(_key(figure) for figure in figures)
    st.html(f'<div class="keys"><div class="strip" style="--count:{len(figures)}">{strip}</div></div>')


def _key(key: Key) -> str:
    """Return one key figure as HTML."""
    spark = f'<img src="{key.spark}" alt="">' if key.spark else ""
    value = tag("strong", formats.number(key.value), "" if formats.known(key.value) else "words")
    change = f'<div class="change">{tag("b", key.change[0], key.change[1])} {html.escape(key.rest)}</div>'
    return (
        f'<div class="key">{tag("div", key.label, "label", key.definition)}'
        f'<div class="value">{value}{tag("span", key.unit)}{spark}</div>'
        f"{change if key.change[0] or key.rest else ''}{tag('div', key.note, 'note')}</div>"
    )


def title(text: str, says: str = "") -> None:
    """Show a panel's title, which says what the panel shows."""
    st.html(tag("h2", text, "panel") + tag("p", says, "says"))


def head(key: str, *, wrap: bool = False) -> DeltaGenerator:
    """Return the row over a panel: its title and, at the right end, a switch; under it where `wrap` and room is short.

    A link over a table comes before the title's end: at the right end the table's own buttons would cover it.
    """
    return st.container(horizontal=True, vertical_alignment="center", wrap=wrap, key=f"{key}_head")


def chart(
    drawing: Drawing,
    rows: pd.DataFrame,
    *,
    name: str,
    source: str,
    as_of: dt.date,
    heading: str = "",
    on_select: Callable[[], None] | None = None,
    labels: Mapping[str, str] | None = None,
) -> None:
    """Show a figure with its title, its source and day, its table and a download.

    name: unique on the page; also the download's file name. on_select: called when a point is clicked; the point is
    in `picked(name)`. labels: for columns of `rows` that are not columns of the house.
    """
    if heading:
        title(heading)
    config = {"displayModeBar": False, "scrollZoom": False}
    if on_select is None:
        st.plotly_chart(drawing.figure, theme=None, key=name, alt=drawing.alt, config=config)
    else:
        st.plotly_chart(
            drawing.figure,
            theme=None,
            key=name,
            alt=drawing.alt,
            config=config,
            on_select=on_select,
            selection_mode="points",
        )
    with st.container(horizontal=True, vertical_alignment="center", key=f"{name}_foot"):
        st.html(tag("div", f"{source} · {formats.day(as_of)}", "source"))
        popover = st.popover(_("Table"), type="tertiary", width="content", key=f"{name}_table", on_change="rerun")
        if popover.open:  # sent only when asked for
            with popover:
                st.caption(drawing.alt)
                table(rows, name=f"{name}_rows", labels=labels, height=320)
                download(rows, name=name, as_of=as_of)


def picked(name: str) -> str | None:
    """Return the customdata (a code) of the point last clicked in a chart, or None if it was deselected."""
    points = st.session_state.get(name, {}).get("selection", {}).get("points", [])
    data = points[0].get("customdata") if points else None
    return str(data[0] if isinstance(data, list) else data) if data else None


def table(
    rows: pd.DataFrame,
    *,
    name: str,
    labels: Mapping[str, str] | None = None,
    config: Mapping[str, Any] | None = None,
    height: int | None = None,
    on_select: Callable[[], None] | None = None,
    placeholder: str | None = None,
    colours: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Show a table: headings from the columns of the house, "unknown" (or `placeholder`) where a figure is missing.

    config: Streamlit column configurations that replace the usual ones. on_select: called on a click on a cell; the
    row is in `st.session_state[name]["selection"]["cells"][0][0]`. colours: for columns of text, a colour a row ("" for
    the usual one).
    """
    named = dict(labels or {})
    settings = {column: _setting(column, rows[column], named.get(column)) for column in rows.columns}
    settings |= dict(config or {})
    missing = _("unknown") if placeholder is None else placeholder
    options: dict[str, Any] = {"hide_index": True, "column_config": settings, "placeholder": missing, "key": name}
    if height is not None:
        options["height"] = height
    shown: Any = rows
    for column, given in (colours or {}).items():
        css = [f"color: {colour}; font-weight: 600" if colour else "" for colour in given]
        shown = (shown if shown is not rows else rows.style).apply(lambda _column, css=css: css, subset=[column])
    if on_select is None:
        st.dataframe(shown, **options)
    else:
        st.dataframe(shown, on_select=on_select, selection_mode="single-cell", **options)


def label_of(column: str) -> str:
    """Return a column's heading: its label with its unit."""
    known = _LABELS.get(column)
    if known is None:
        return column.replace("_", " ").capitalize()
    return f"{known.label} ({known.unit})" if known.unit and known.unit not in known.label.lower() else known.label


def _setting(column: str, values: pd.Series, label: str | None) -> Any:
    """Return how one column is shown."""
    label = label or label_of(column)
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(label, format="D MMM YYYY")
    if pd.api.types.is_integer_dtype(values):
        return st.column_config.NumberColumn(label, format="localized")
    if pd.api.types.is_float_dtype(values):
        return st.column_config.NumberColumn(label, format="%.3g")
    return st.column_config.Column(label)


def download(
    rows: pd.DataFrame | Callable[[], pd.DataFrame], *, name: str, as_of: dt.date, label: str | None = None
) -> None:
    """Offer a table as CSV, made when it is asked for; cells that a spreadsheet would run as formulas are quoted."""
    st.download_button(
        label or _("Download CSV"),
        lambda: _csv(rows() if callable(rows) else rows),
        file_name=f"idpdash-{name}-{as_of.isoformat()}.csv",
        mime="text/csv",
        key=f"{name}_csv",
        on_click="ignore",
    )


def _csv(rows: pd.DataFrame) -> bytes:
    """Return a table as CSV with a byte-order mark, so that spreadsheets read every script."""
    safe = rows.copy()
    for column in safe.columns:
        if pd.api.types.is_string_dtype(safe[column]) or safe[column].dtype == object:
            safe[column] = safe[column].map(_safe, na_action="ignore")
    # With this end of line a cell that holds a line break of any kind is quoted, and cannot begin a row of its own.
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _safe(cell: object) -> object:
    """Return a cell as no spreadsheet program runs it; read again, it is what it was."""
    return formats.defused(cell) if isinstance(cell, str) else cell


def empty(heading: str, sentence: str) -> None:
    """Show that there is nothing yet, and what to do next."""
    st.html(f'<div class="empty">{tag("b", heading)}{html.escape(sentence)}</div>')


def nothing(page: Page, heading: str, sentence: str) -> None:
    """Show a page on an empty store: what it will say, and the way to the first file."""
    st.html(f'<div class="meta">{tag("b", formats.day(page.today))}</div>{tag("h1", heading, "sentence")}')
    empty(_("Nothing has been loaded yet"), sentence)
    navigation.link("upload", _("Upload a file, or download a template"), icon=":material/upload:")
    st.caption(_("To look round first, load the demonstration country: python -m idpdash demo"))


def broken(sentence: str) -> None:
    """Show that the surroundings fail, and what to do."""
    st.html(tag("h1", _("The figures cannot be reached at the moment"), "sentence"))
    st.error(sentence)
    st.caption(_("Nothing is lost. Check the database's address (IDPDASH_DATABASE_URL), then reload this page."))


def refused(sentence: str) -> None:
    """Show why something asked for cannot be done."""
    st.error(sentence)
