"""Bytes → raw tables, all cells text. What a file is, its first bytes say, never its name.

Text goes through `encoding` and `delimited`, workbooks through `workbook`; what is neither is refused by its name.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from idpdash.formats import _
from idpdash.intake.issues import N_, refused
from idpdash.intake.reading import delimited, encoding, workbook
from idpdash.intake.reading.cells import Book, Sheet

MOST_BYTES = 2_000_000_000
MOST_UNPACKED = 300_000_000  # bytes that the members of a zip may unpack to: a real workbook of a million rows has less
FILLED = re.compile(rb"[^\r\n\t \x00\xef\xbb\xbf\xff\xfe]")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls, and new workbooks under a password

# How other kinds of file begin, and what they are called in the sentence that refuses them.
OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"Rar!", N_("a RAR archive")),
    (b"7z\xbc\xaf", N_("a 7z archive")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"{\\rtf", N_("a text document")),
    (b"PAR1", N_("a Parquet file")),
)


def parse(
    content: bytes,
    *,
    words: Callable[[], frozenset[str]] = frozenset,
    progress: Callable[[float], None] = lambda _share: None,
) -> Book:
    """Return the tables of a file.

    words: gives words, folded, that the file's language may use (names of places); asked only if the encoding must be
    guessed. progress: called with the share done, 0 to 1. Raises RefusedError where there is no table to read.
    """
    if not FILLED.search(content):
        raise refused("empty_file")
    if len(content) > MOST_BYTES:
        raise refused("too_large", measure=f"{len(content) // 1_000_000} MB")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Book(_workbook(content))
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refused("password")
        return Book(workbook.read(content))
    _refuse_other_kinds(content)
    text, guessed = encoding.to_utf8(content, words=words)
    return Book((delimited.read(text, progress),), guessed)


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a zip archive that holds a spreadsheet; its members are counted before anything unpacks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {member.filename: member.file_size for member in archive.infolist()}
            kind = archive.read("mimetype")[:200] if members.get("mimetype", 0) in range(1, 200) else b""
            manifest = (
                archive.read("META-INF/manifest.xml")
                if 0 < members.get("META-INF/manifest.xml", 0) < 1_000_000
                else b""
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        KeyError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise refused("damaged_workbook") from error
    if sum(members.values()) > MOST_UNPACKED or len(members) > 10_000:
        raise refused("too_large", measure=_("it unpacks to {size} MB").format(size=sum(members.values()) // 1_000_000))
    if any(name.lower().endswith((".shp", ".gpkg", ".geojson")) for name in members):
        raise refused("boundary_file", kind=_("a zipped Shapefile or other map"))
    if b"encryption-data" in manifest:
        raise refused("password")
    if "word/document.xml" in members or b"opendocument.text" in kind:
        raise refused("not_a_table", kind=_("a text document"))
    if b"opendocument.spreadsheet" not in kind and not any(
        name.lower() in ("xl/workbook.xml", "xl/workbook.bin") for name in members
    ):
        raise refused("no_spreadsheet")
    return workbook.read(content)


def _refuse_other_kinds(content: bytes) -> None:
    """Refuse what is neither a workbook nor delimited text, by name where we know it."""
    for start, kind in OTHER_KINDS:
        if content.startswith(start):
            raise refused("not_a_table", kind=_(kind))
    if content.startswith(b"SQLite format 3\x00"):
        raise refused("boundary_file", kind=_("a GeoPackage or another database"))
    top = content[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if (
        top.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta"))
        or b"<html" in top[:1_000]
    ):
        raise refused("web_page")
    if top.startswith((b"<?xml", b"<!doctype", b"<kml", b"<gml")):
        raise refused("not_a_table", kind=_("an XML file"))
    if top.startswith((b"{", b"[")) and b'"' in top:
        if b'"featurecollection"' in top or b'"geometry"' in top or b'"topology"' in top:
            raise refused("boundary_file", kind="GeoJSON")
        raise refused("not_a_table", kind=_("a JSON file"))
