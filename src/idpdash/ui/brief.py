"""Short tables in the page's own text: they are read aloud, and printed as they stand. Long ones are `show.table`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from idpdash.ui.show import tag


@dataclass(frozen=True)
class Cell:
    """One cell: words, or a drawing (a data URI) with the words beside it; more: small words under them.

    tone: a colour word of style.css.
    """

    words: str
    tone: str = ""
    image: str = ""
    hint: str = ""
    more: str = ""


@dataclass(frozen=True)
class Head:
    """One heading; number: its cells stand at the right."""

    words: str
    number: bool = False
    hint: str = ""


def brief(heads: Sequence[Head], rows: Sequence[Sequence[str | Cell]], *, label: str) -> None:
    """Show a short table; label: what it is, for who does not see it."""
    top = "".join(f'<th scope="col"{_right(head)}>{tag("span", head.words, hint=head.hint)}</th>' for head in heads)
    body = "".join(
        f"<tr>{''.join(_cell(cell, head) for cell, head in zip(row, heads, strict=True))}</tr>" for row in rows
    )
    caption = tag("caption", label)
    st.html(f'<table class="brief">{caption}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>')


def _right(head: Head) -> str:
    """Return the class of a cell under a heading."""
    return ' class="number"' if head.number else ""


def _cell(cell: str | Cell, head: Head) -> str:
    """Return one cell as HTML."""
    if isinstance(cell, str):
        return f"<td{_right(head)}>{tag('span', cell)}</td>"
    image = f'<img src="{cell.image}" alt="">' if cell.image else ""
    return f"<td{_right(head)}>{image}{tag('span', cell.words, cell.tone)}{tag('small', cell.more)}</td>"
