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
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from idpdash.intake.checked import Options

SAYS_NOTHING = Options()
HEAD = "date,destination_name,individuals"
ROW = "2026-05-03,Marrow,4"
COLUMNS = HEAD.split(",")


@dataclass(frozen=True)
class Ugly:
    """A file, and what is expected of it.

    code: of its issue, "" if it loads without a word. row, column, value: where the issue must point. good: rows that
    load; -1 if the whole file is refused. holds: what the column `operation` of the first row is then. options: what
    the user says of the file.
    """

    name: str
    content: bytes
    code: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    good: int = -1
    suggestion: str | None = None
    holds: str = ""
    options: Options = SAYS_NOTHING


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


def _broken_cells(_book: Workbook, sheet: Worksheet) -> None:
    """Put a formula whose result is not saved, and an error, into the rows."""
    sheet["B3"] = '=CONCATENATE("Mar","row")'
    sheet["C4"] = "#N/A"


def _day_sixty(_book: Workbook, sheet: Worksheet) -> None:
    """Put day number 60 into the first row: 29 February 1900, which never was."""
    sheet["A2"] = 60
    sheet["A2"].number_format = "yyyy-mm-dd"


def _from_1904(book: Workbook, _sheet: Worksheet) -> None:
    """Count the days of the workbook from 1904."""
    book.epoch = CALENDAR_MAC_1904


def with_part(book: bytes, name: str, *, text: bytes | None = None, old: bytes = b"", new: bytes = b"") -> bytes:
    """Return a workbook with one part added, replaced, or with some of its text exchanged."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name or text is None:
                content = source.read(member)
                target.writestr(member, content.replace(old, new) if member == name else content)
        if text is not None:
            target.writestr(name, text)
    return written.getvalue()


GOOD = workbook(["2026-05-03", "Marrow", 4])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1_016
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
LAUGHING = with_part(GOOD, SHEET, old=b"<worksheet", new=b'<!DOCTYPE x [<!ENTITY l0 "lol">' + LAUGHS + b"]><worksheet")
LAUGHING = with_part(LAUGHING, SHEET, old=b"Marrow", new=b"&l9;")
OUTSIDE = with_part(
    GOOD, SHEET, old=b"<worksheet", new=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
)
OUTSIDE = with_part(OUTSIDE, SHEET, old=b"Marrow", new=b"&e;")
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
    Ugly("14 sixteen thousand columns of many rows", (b"," * 16_384 + b"\n") * 500, "too_many_columns"),
    Ugly("14 sixty million commas", b"," * 60_000_000 + b"\n", "too_many_columns"),
    Ugly("14 sixty thousand commas a row", (b"," * 60_000 + b"\n") * 20, "too_many_columns"),
    Ugly("15 a workbook cut off", GOOD[: len(GOOD) // 2], "damaged_workbook"),
    Ugly("15 a workbook cut at its end", GOOD[:-20], "damaged_workbook"),
    Ugly("15 another zip", archive(letter_txt=b"x"), "no_spreadsheet"),
    Ugly("15 a zipped map", archive(places_shp=b"x"), "boundary_file"),
    Ugly("15 a zip bomb", archive(xl_workbook_xml=b"0" * 310_000_000), "too_large"),
    Ugly("15 one cell in the last corner", workbook(change=_far_cell), "too_large"),
    Ugly("15 entities that grow without end", LAUGHING, "damaged_workbook"),
    Ugly("15 an entity that reads another file", OUTSIDE, "damaged_workbook"),
    Ugly("16 an old workbook that is none", OLE, "damaged_workbook"),
    Ugly("16 a password", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    Ugly("17 a web page called XLS", b"<html><table><tr><td>4</td></tr></table></html>", "web_page"),
    Ugly("17 a text document", archive(word_document_xml=b"<x/>"), "not_a_table"),
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
    Ugly(
        "31 one column, with a space in its cells",
        text("New York", "Marrow", head="destination_name"),
        "unknown_place",
        2,
        "destination_name",
        "New York",
        1,
        options=Options(layout="movements", constants=(("date", "2026-05-03"), ("individuals", "4"))),
    ),
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
    Ugly(
        "34 a macro workbook",
        with_part(GOOD, "xl/vbaProject.bin", text=b"\xd0\xcf\x11\xe0"),
        good=1,
    ),
    Ugly("33 a total of some rows", text(ROW, ",Total North,4", ROW.replace("Marrow", "Galt")), "total_row", 3, good=2),
    Ugly("33 a total in another language", text(ROW, "Разом:,,4"), "total_row", 3, value="Разом:", good=1),
    Ugly("33 titles above the header", b"Arrivals,,\nAs of today,,\n,,\n" + text(ROW), good=1),
    Ugly(
        "37 a column for each month",
        text("Marrow,4,5", head="destination_name,Jan 2024,Feb 2024"),
        "turned_long",
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
    number("0,475", "not_whole"),
    number("1 47 5", "not_a_number"),
    Ugly("42 thousands both ways", text('2026-05-03,Marrow,"1,475"', "2026-05-03,Marrow,1.475"), "not_whole", good=0),
    Ugly(
        "42 an error of the spreadsheet",
        workbook(["2026-05-03", "Marrow", "#N/A"]),
        "error_value",
        2,
        "individuals",
        "#N/A",
        0,
    ),
    Ugly("42 an error as text", text("2026-05-03,#REF!,4"), "error_value", 2, "destination_name", "#REF!", 0),
    Ugly(
        "42 a formula without its result",
        workbook(["2026-05-03", "Marrow", "=2+2"]),
        "formula_without_value",
        2,
        "individuals",
        "#FORMULA! =2+2",
        0,
    ),
    Ugly(
        "42 a formula without its result among texts",
        workbook(["2026-05-03", '=CONCATENATE("Mar","row")', 4]),
        "formula_without_value",
        2,
        "destination_name",
        good=0,
    ),
    Ugly("41 day number sixty", workbook([None, "Marrow", 4], change=_day_sixty), "impossible_date", 2, "date", good=0),
    Ugly(
        "41 a month for a day",
        text(ROW, "2026-05-04,Marrow,4", "May 2026,Marrow,4"),
        "only_a_month",
        4,
        "date",
        "May 2026",
        2,
    ),
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
        "45 latitude and longitude exchanged, beyond the pole",
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
PEOPLE = (
    Ugly(
        "47 a telephone number in a text",
        text("2026-05-03,Marrow,4,call +252 61 555 1234", head=HEAD + ",operation"),
        "personal_data",
        2,
        "operation",
        "[removed]",
        0,
    ),
    Ugly("47 a mailbox in a count", text("2026-05-03,Marrow,a@b.org"), "personal_data", 2, "individuals", good=0),
    Ugly(
        "47 a number of identity in a note",
        text("N,Marrow,places,4,ID no. 1234567890", head="need_code,city_name,item,quantity,note"),
        "personal_data",
        2,
        "note",
        "[removed]",
        0,
    ),
    Ugly(
        "47 the mailbox of a person at a desk",
        text("A,Alpha,ali.hassan@alpha.org", head="city_code,city_name,desk_mail"),
        "personal_mailbox",
        2,
        "desk_mail",
        "ali.hassan@alpha.org",
        1,
    ),
    Ugly(
        "48 households of forty",
        text("2026-05-03,Marrow,10,400", head="date,destination_name,households,individuals"),
        "household_size",
        2,
        "individuals",
        "400",
        1,
    ),
    Ugly(
        "48 people computed from households",
        text(
            *(f"2026-05-03,Marrow,{homes},{6 * homes}" for homes in range(1, 31)),
            head="date,destination_name,households,individuals",
        ),
        "imputed_count",
        good=30,
    ),
    Ugly("48 more people than a city has", text("2026-05-03,Marrow,4000000"), "implausible", 2, "individuals", good=1),
    Ugly(
        "48 more women than people",
        text("2026-05-03,Marrow,4,5", head=HEAD + ",f_18_59"),
        "sum_differs",
        2,
        "individuals",
        "4",
        1,
    ),
    Ugly("48 a day before all records", text("1970-01-01,Marrow,4"), "old_date", 2, "date", "1970-01-01", 1),
    Ugly(
        "49 a record with two contents",
        text(ROW + ",A-1", "2026-05-03,Marrow,5,A-1", head=HEAD + ",record_id"),
        "duplicate_record",
        3,
        "record_id",
        "A-1",
        1,
    ),
    Ugly("49 a record again", text(*[ROW + ",A-1"] * 2, head=HEAD + ",record_id"), "record_again", 3, good=1),
    Ugly(
        "49 a site counted twice at one time",
        text("2026-05-03,S-001,4", "2026-05-03,S-001,5", head="date,site_code,individuals"),
        "count_twice",
        3,
        "individuals",
        "5",
        2,
    ),
)
FINE = (
    Ugly("51 UTF-16", text(ROW, encoding="utf-16"), good=1),
    Ugly("51 UTF-8 with its mark", text(ROW, encoding="utf-8-sig"), good=1),
    Ugly(
        "51 cp1252",
        text(
            '2026-05-03,Marrow,4,"Orléans, été, août, église, crête, forêt"',
            head=HEAD + ",operation",
            encoding="cp1252",
        ),
        "encoding_guessed",
        good=1,
        holds="Orléans, été, août, église, crête, forêt",
    ),
    Ugly(
        "51 cp1251",
        text('2026-05-03,Marrow,4,"Харків і Київ, Львівська область"', head=HEAD + ",operation", encoding="cp1251"),
        "encoding_guessed",
        good=1,
        holds="Харків і Київ, Львівська область",
    ),
    Ugly(
        "51 cp1250",
        text('2026-05-03,Marrow,4,"Łódź, Gdańsk, Źrebię, śnieg, żółw"', head=HEAD + ",operation", encoding="cp1250"),
        "encoding_guessed",
        good=1,
        holds="Łódź, Gdańsk, Źrebię, śnieg, żółw",
    ),
    Ugly(
        "51 cp1256",
        text('2026-05-03,Marrow,4,"حلب ودمشق وحمص"', head=HEAD + ",operation", encoding="cp1256"),
        "encoding_guessed",
        good=1,
        holds="حلب ودمشق وحمص",
    ),
    Ugly(
        "51 cp932",
        text('2026-05-03,Marrow,4,"七尾市の避難所"', head=HEAD + ",operation", encoding="cp932"),
        "encoding_guessed",
        good=1,
        holds="七尾市の避難所",
    ),
    Ugly("51 UTF-16 without its mark", text(ROW, encoding="utf-16-le"), "encoding_guessed", good=1),
    Ugly("52 semicolons", text("2026-05-03;Marrow;1.475", head=HEAD.replace(",", ";")), good=1),
    Ugly("52 tabs", text("2026-05-03\tMarrow\t1 475", head=HEAD.replace(",", "\t")), good=1),
    Ugly("52 a line for spreadsheets", b"sep=;\n" + text("2026-05-03;Marrow;4", head=HEAD.replace(",", ";")), good=1),
    Ugly("52 line ends of an old computer", text(ROW, newline="\r"), good=1),
    Ugly("53 a workbook called CSV", GOOD, good=1),
    Ugly("53 Excel's own days", workbook([dt.datetime(2026, 5, 3), "Marrow", 4.0]), good=1),
    Ugly("53 Excel's days from 1904", workbook([dt.datetime(2026, 5, 3), "Marrow", 4], change=_from_1904), good=1),
    Ugly("53 a day number", text("45292,Marrow,4"), good=1),
    Ugly(
        "52 line ends of all kinds",
        b"date,destination_name,individuals\r\n2026-05-03,Marrow,4\n2026-05-03,Galt,4\r",
        good=2,
    ),
    Ugly("52 a line break in a cell", text('2026-05-03,Marrow,4,"a\nb"', head=HEAD + ",operation"), good=1),
    Ugly("54 apostrophes", text("2026-05-03,Marrow,1'475"), good=1),
    Ugly("54 decimals that are none", text('2026-05-03,Marrow,"12,0"', "2026-05-03,Marrow,1.475"), good=2),
    Ugly("54 Persian digits", text("2026-05-03,Marrow,۱۲۳"), good=1),
    Ugly("54 codes that look like numbers", text(ROW + ",0012", ROW + ",12E5", head=HEAD + ",record_id"), good=2),
    Ugly(
        "58 a month of a period",
        text("mai 2026,mai 2026,Marrow,4", head="period_start,period_end,destination_name,individuals"),
        good=1,
    ),
    Ugly("54 padded numbers", text('2026-05-03,Marrow," 1,475 "'), good=1),
    Ugly("54 Arabic digits", text("2026-05-03,Marrow,١٢٣"), good=1),
    Ugly("54 minus nought", text("2026-05-03,Marrow,-0"), good=1),
    Ugly("55 letters that nobody sees", text("2026-05-03,Mar\u200brow\u202e,4"), "hidden_letters", 2, good=1),
    Ugly("55 accents in two parts", text("2026-05-03,Ma\u0301rrow,4"), good=1),
    Ugly("55 a formula as text", text("2026-05-03,Marrow,4,=1+1", head=HEAD + ",operation"), "formula_text", 2, good=1),
    Ugly("55 a name as text", text("2026-05-03,Marrow,4,@x", head=HEAD + ",operation"), "formula_text", 2, good=1),
    Ugly(
        "55 a formula behind a tab", text("2026-05-03,Marrow,4,\t=1", head=HEAD + ",operation"), "formula_text", good=1
    ),
    Ugly("55 markup as text", text("2026-05-03,Marrow,4,<script>", head=HEAD + ",operation"), "markup", 2, good=1),
    Ugly("56 empty rows between", text(",,", ROW, ",,"), good=1),
    Ugly("57 a day of the Japanese era", text("令和6年1月2日,Marrow,4"), good=1),
)
ALL = (*UNREADABLE, *NOT_OURS, *ROWS, *CELLS, *PEOPLE, *FINE)
