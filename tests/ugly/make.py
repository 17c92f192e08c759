"""One broken file for each kind of brokenness, made here, with what intake must say of it.

A new kind is one more line. Numbers in the names group what belongs together: 1 the file cannot be read, 2 it is read
but is not ours, 3 its rows, 4 its cells, 5 what only looks broken and loads.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEAD = "date,destination_name,individuals"
ROW = "2026-05-03,Marrow,4"
COLUMNS = HEAD.split(",")


@dataclass(frozen=True)
class Ugly:
    """A file, and what is expected of it.

    code: of its issue, "" if it loads without a word. row, column, value: where the issue must point. good: rows that
    load; -1 if the whole file is refused.
    """

    name: str
    content: bytes
    code: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    good: int = -1
    suggestion: str | None = None


def text(*rows: str, head: str = HEAD, encoding: str = "utf-8", newline: str = "\n") -> bytes:
    """Return a file of movements as text."""
    return (newline.join((head, *rows)) + newline).encode(encoding)


def workbook(*rows: list[object], change: Callable[[Workbook, Worksheet], None] | None = None) -> bytes:
    """Return a workbook of movements, changed at the end."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def archive(**members: bytes) -> bytes:
    """Return a zip archive; "_" in a name stands for "/" and the last "_" for "."."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr("/".join(name.rsplit("_", 1)[0].split("_")) + "." + name.rsplit("_", 1)[1], content)
    return written.getvalue()


def _far_cell(_book: Workbook, sheet: Worksheet) -> None:
    """Put one cell into the last column of the last row."""
    sheet["XFD1048576"] = 1


def _hidden_first(book: Workbook, _sheet: Worksheet) -> None:
    """Put a hidden sheet with other rows before the visible one."""
    hidden = book.create_sheet("old", 0)
    hidden.append(COLUMNS)
    hidden.append(["2026-05-03", "Galt", 99])
    hidden.sheet_state = "hidden"


def _merged(_book: Workbook, sheet: Worksheet) -> None:
    """Merge the destination of two rows."""
    sheet.merge_cells("B2:B3")


GOOD = workbook(["2026-05-03", "Marrow", 4])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1_016
NOISE = random.Random(1).randbytes(4_000)

UNREADABLE = (
    Ugly("11 nothing", b"", "empty_file"),
    Ugly("11 only a byte order mark", b"\xef\xbb\xbf", "empty_file"),
    Ugly("11 only blank lines", b"\r\n \r\n", "empty_file"),
    Ugly("11 a workbook of nothing", archive(xl_workbook_xml=b""), "damaged_workbook"),
    Ugly("12 random bytes", NOISE, "nul_bytes"),
    Ugly("12 random bytes without NUL", NOISE.replace(b"\x00", b""), "not_text"),
    Ugly("12 cut in a letter", text("2026-05-03,Marrow,4", "2026-05-03,Caf\u00e9")[:-2], "cut_off"),
    Ugly("12 a NUL byte", text("2026-05-03,Mar\x00row,4"), "nul_bytes"),
    Ugly("13 a stray quotation mark", text('2026-05-03,"Marrow,4', ROW), "bad_quotes"),
    Ugly("13 two stray quotation marks", text('2026-05-03,"Marrow,4', ROW, '2026-05-03,Marrow",4'), "swallowed_rows"),
    Ugly("14 too many columns", b"," * 16_384 + b"\n", "too_many_columns"),
    Ugly("14 sixty thousand commas a row", (b"," * 60_000 + b"\n") * 20, "too_many_columns"),
    Ugly("15 a workbook cut off", GOOD[: len(GOOD) // 2], "damaged_workbook"),
    Ugly("15 a workbook cut at its end", GOOD[:-20], "damaged_workbook"),
    Ugly("15 another zip", archive(letter_txt=b"x"), "no_spreadsheet"),
    Ugly("15 a zipped map", archive(places_shp=b"x"), "boundary_file"),
    Ugly("15 a zip bomb", archive(xl_workbook_xml=b"0" * 310_000_000), "too_large"),
    Ugly("15 one cell in the last corner", workbook(change=_far_cell), "too_large"),
    Ugly("16 an old workbook that is none", OLE, "damaged_workbook"),
    Ugly("16 a password", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    Ugly("17 a web page called XLS", b"<html><table><tr><td>4</td></tr></table></html>", "web_page"),
    Ugly("17 a PDF", b"%PDF-1.7 ...", "not_a_table"),
    Ugly("17 XML", b"<?xml version='1.0'?><Workbook/>", "not_a_table"),
    Ugly("17 JSON", b'{"rows": []}', "not_a_table"),
    Ugly("17 boundaries", b'{"type": "FeatureCollection", "features": []}', "boundary_file"),
)
NOT_OURS = (
    Ugly("21 no header", text(ROW, head=ROW), "no_header"),
    Ugly("21 another table", text("1,2", head="a,b"), "unknown_layout"),
    Ugly("21 a column twice", text(ROW + ",5", head=HEAD + ",individuals"), "duplicate_column", column="individuals"),
    Ugly("21 no day", text("Marrow,4", head="destination_name,individuals"), "missing_column", column="date"),
    Ugly("21 no place", text("2026-05-03,4", head="date,individuals"), "missing_column", column="destination_name"),
    Ugly("22 who does what, where", text("A,WASH,Marrow", head="Organization,Sector,District"), "three_w"),
)
ROWS = (
    Ugly("31 header only", text(), "no_rows", good=0),
    Ugly("32 all rows longer", text("2026-05-03,Marrow,1,475"), "shifted_rows"),
    Ugly("32 one row longer", text(ROW, ROW + ",5", "2026-05-04,Marrow,4"), "too_many_cells", 3, good=2),
    Ugly("32 one row shorter", text(ROW, "2026-05-04,Marrow"), "too_few_cells", 3, good=1),
    Ugly("33 a total", text(ROW, "Total,,4"), "total_row", 3, value="Total", good=1),
    Ugly("33 a remark below", text(ROW, "Source: our own desk,,"), "footer_row", 3, good=1),
    Ugly("33 the header again", text(ROW, HEAD), "header_again", 3, good=1),
    Ugly(
        "34 a hidden sheet first", workbook(["2026-05-03", "Marrow", 4], change=_hidden_first), "hidden_sheets", good=1
    ),
    Ugly(
        "34 merged cells",
        workbook(["2026-05-03", "Marrow", 4], ["2026-05-04", None, 5], change=_merged),
        "merged_cells",
        good=2,
    ),
    Ugly("35 the same row twice", text(ROW, ROW), "repeated_rows", good=2),
    Ugly(
        "35 a code twice",
        text("N,Marrow,places,4", "N,Galt,places,4", head="need_code,city_name,item,quantity"),
        "duplicate_key",
        3,
        "need_code",
        "N",
        good=1,
    ),
    Ugly(
        "36 a period backwards",
        text("2026-05-03,2026-05-01,Marrow,4", head="period_start,period_end,destination_name,individuals"),
        "period_reversed",
        2,
        "period_end",
        "2026-05-01",
        good=0,
    ),
    Ugly(
        "36 an offer to oneself",
        text("O,Marrow,places,4,Marrow", head="offer_code,city_name,item,quantity,to_city_name"),
        "offer_to_itself",
        2,
        "to_city_name",
        "Marrow",
        good=0,
    ),
)


def day(value: str, code: str, *, good: int = 0) -> Ugly:
    """Return a file with one day that is wrong."""
    return Ugly(f"41 day {value}", text(f"{value},Marrow,4"), code, 2, "date", value, good)


def number(value: str, code: str) -> Ugly:
    """Return a file with one count that is wrong."""
    return Ugly(f"42 count {value}", text(f'2026-05-03,Marrow,"{value}"'), code, 2, "individuals", value, 0)


def place(value: str, code: str, suggestion: str | None = None) -> Ugly:
    """Return a file with one destination that is wrong."""
    return Ugly(f"43 place {value}", text(f"2026-05-03,{value},4"), code, 2, "destination_name", value, 0, suggestion)


def need(column: str, value: str, code: str) -> Ugly:
    """Return a file of needs with one cell that is wrong."""
    cells = {"need_code": "N", "city_name": "Marrow", "item": "places", "quantity": "4", "unit": "", column: value}
    return Ugly(f"44 {column} {value}", text(",".join(cells.values()), head=",".join(cells)), code, 2, column, value, 0)


CELLS = (
    day("2026-02-30", "impossible_date"),
    day("31/02/2026", "impossible_date"),
    day("1900-02-29", "impossible_date"),
    day("soon", "impossible_date"),
    day("2027-01-01", "future_date"),
    Ugly("41 no day", text(",Marrow,4"), "missing_value", 2, "date", good=0),
    Ugly("41 days both ways round", text("31/01/2026,Marrow,4", "01/31/2026,Marrow,4"), "mixed_dates", good=0),
    Ugly(
        "41 days that may be read two ways", text("03/05/2026,Marrow,4"), "ambiguous_date", value="03/05/2026", good=1
    ),
    Ugly("41 years of two digits", text("25-01-26,Marrow,4"), "short_year", value="25-01-26", good=1),
    number("12.5", "not_whole"),
    number("-3", "negative"),
    number("1e3", "not_a_number"),
    number("inf", "not_a_number"),
    number("many", "not_a_number"),
    number("9223372036854775809", "number_too_large"),
    Ugly("42 no count", text("2026-05-03,Marrow,"), "missing_value", 2, "individuals", good=0),
    place("Nowhere", "unknown_place"),
    place("Marow", "unknown_place", "ZE0101 Marrow"),
    place("\u041carrow", "unknown_place", "ZE0101 Marrow"),
    place("Sarnath", "ambiguous_place"),
    place("?????", "lost_letters"),
    place("Mar\ufffdow", "lost_letters"),
    Ugly(
        "43 code and name differ",
        text("2026-05-03,ZE0101,Galt,4", head="date,destination_pcode,destination_name,individuals"),
        "code_name_differ",
        2,
        "destination_name",
        "Galt",
        0,
    ),
    Ugly(
        "43 the wrong region",
        text("2026-05-03,Marrow,South,4", head="date,destination_name,destination_parent_name,individuals"),
        "wrong_parent",
        2,
        "destination_parent_name",
        "South",
        0,
    ),
    need("quantity", "0", "not_positive"),
    need("item", "tents", "unknown_word"),
    need("unit", "rooms", "wrong_unit"),
    Ugly(
        "45 a site that nobody knows",
        text("2026-05-03,S-009,4", head="date,site_code,individuals"),
        "unknown_site",
        2,
        "site_code",
        "S-009",
        0,
    ),
    Ugly(
        "45 latitude and longitude exchanged",
        text("S-1,Hall,Marrow,-125.4,40.1", head="site_code,site_name,place_name,latitude,longitude"),
        "coordinate_out_of_range",
        2,
        "latitude",
        "-125.4",
        0,
    ),
    Ugly(
        "46 ten megabytes in a cell",
        text(f"2026-05-03,{'x' * 10_000_000},4"),
        "too_long",
        2,
        "destination_name",
        good=0,
    ),
    Ugly(
        "46 garbled letters",
        text("2026-05-03,Marrow,4,SÃ£o", head=HEAD + ",operation"),
        "mended_letters",
        2,
        "operation",
        "SÃ£o",
        1,
    ),
)
FINE = (
    Ugly("51 UTF-16", text(ROW, encoding="utf-16"), good=1),
    Ugly("51 UTF-8 with its mark", text(ROW, encoding="utf-8-sig"), good=1),
    Ugly("51 UTF-16 without its mark", text(ROW, encoding="utf-16-le"), "encoding_guessed", good=1),
    Ugly("52 semicolons", text("2026-05-03;Marrow;1.475", head=HEAD.replace(",", ";")), good=1),
    Ugly("52 tabs", text("2026-05-03\tMarrow\t1 475", head=HEAD.replace(",", "\t")), good=1),
    Ugly("52 a line for spreadsheets", b"sep=;\n" + text("2026-05-03;Marrow;4", head=HEAD.replace(",", ";")), good=1),
    Ugly("52 line ends of an old computer", text(ROW, newline="\r"), good=1),
    Ugly("53 a workbook called CSV", GOOD, good=1),
    Ugly("53 Excel's own days", workbook([dt.datetime(2026, 5, 3), "Marrow", 4.0]), good=1),
    Ugly("54 padded numbers", text('2026-05-03,Marrow," 1,475 "'), good=1),
    Ugly("54 Arabic digits", text("2026-05-03,Marrow,١٢٣"), good=1),
    Ugly("54 minus nought", text("2026-05-03,Marrow,-0"), good=1),
    Ugly("55 letters that nobody sees", text("2026-05-03,Mar\u200brow\u202e,4"), good=1),
    Ugly("55 accents in two parts", text("2026-05-03,Ma\u0301rrow,4"), good=1),
    Ugly("55 a formula as text", text("2026-05-03,Marrow,4,=1+1", head=HEAD + ",operation"), good=1),
    Ugly("55 markup as text", text("2026-05-03,Marrow,4,<script>", head=HEAD + ",operation"), good=1),
    Ugly("56 empty rows between", text(",,", ROW, ",,"), good=1),
    Ugly("57 a day of the Japanese era", text("令和6年1月2日,Marrow,4"), good=1),
)
ALL = (*UNREADABLE, *NOT_OURS, *ROWS, *CELLS, *FINE)
