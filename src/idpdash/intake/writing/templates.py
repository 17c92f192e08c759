"""Empty files to fill in: one per layout, as CSV and as XLSX, each with one example row."""

from __future__ import annotations

import io
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from idpdash.formats import _
from idpdash.intake.writing.written import FILLS, Mark, write_csv
from idpdash.layouts import Layout


def template(layout: Layout, extension: Literal["csv", "xlsx"]) -> bytes:
    """Return a template of a layout: the header with all its columns and one example row, to be overwritten.

    In XLSX all cells are text, so that a spreadsheet program keeps codes such as 0012, and required columns are bold.
    """
    names = [column.name for column in layout.columns]
    example = [layout.example.get(name, "") for name in names]
    return _csv(names, example) if extension == "csv" else _xlsx(layout, names, example)


def _csv(names: list[str], example: list[str]) -> bytes:
    """Return two rows of CSV, with the mark by which Excel knows UTF-8."""
    written = io.BytesIO()
    write_csv(written, [names, example], numbers=True)
    return written.getvalue()


def _xlsx(layout: Layout, names: list[str], example: list[str]) -> bytes:
    """Return a workbook with one sheet of two rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = layout.name
    required = {name for group in layout.required for alternative in group for name in alternative}
    sheet.append(names)
    sheet.append(example)
    for position, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(position)].width = max(
            12, len(name) + 3, len(example[position - 1]) + 2
        )
        sheet.column_dimensions[get_column_letter(position)].number_format = "@"
        sheet.cell(2, position).number_format = "@"
        if name in required:
            sheet.cell(1, position).font = Font(bold=True)
            sheet.cell(1, position).fill = FILLS[Mark.HEAD]
    sheet.freeze_panes = "A2"
    book.properties.title = _("idpdash template: {layout}").format(layout=layout.label)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
