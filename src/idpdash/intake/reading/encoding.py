"""Bytes of text → UTF-8. A mark or valid UTF-8 decides; else the encoding whose words are known best.

To teach a new encoding: add it to ENCODINGS.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from idpdash.formats import fold
from idpdash.intake.issues import refused

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Tried where a file is not UTF-8, in this order among equals.
ENCODINGS = (
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1256",
    "cp932",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "cp1254",
    "cp1257",
    "mac_roman",
    "cp437",
)
SAMPLE = 200_000
TELLING = 8  # with fewer letters outside ASCII nothing can be told; the first that fits is taken
PORTION = 4 << 20
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def to_utf8(content: bytes, *, words: Callable[[], frozenset[str]]) -> tuple[bytes, str | None]:
    """Return text as UTF-8 without a mark, and the encoding where it had to be guessed.

    Raises RefusedError for what is no text.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], name), None
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\x00" in content[:PORTION]:
        bare = _bare_utf16(content[:SAMPLE])
        if bare is None:
            raise refused("nul_bytes")
        return _decoded(content, bare), bare.upper()
    try:
        return _checked(content), None
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4 and "end of data" in error.reason and error.start > 0:
            raise refused("cut_off") from error
    name = _guessed(content, words())
    return _decoded(content, name), name


def _checked(content: bytes) -> bytes:
    """Return UTF-8 that is known to be valid; a large file is looked at in portions, to spare memory.

    Raises UnicodeDecodeError where it is not UTF-8, RefusedError for NUL bytes.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    whole = memoryview(content)
    for start in range(0, len(content), PORTION):
        portion = bytes(whole[start : start + PORTION])
        if portion.isascii() and not decoder.getstate()[0]:
            continue
        try:
            decoder.decode(portion, final=start + PORTION >= len(content))
        except UnicodeDecodeError as error:
            kept = len(decoder.getstate()[0])
            raise UnicodeDecodeError(
                "utf-8", b"", max(0, start - kept + error.start), start + error.end, error.reason
            ) from error
    if b"\x00" in content:
        raise refused("nul_bytes")
    return content


def _decoded(content: bytes, name: str) -> bytes:
    """Return bytes of another encoding as UTF-8; refused where they are not of it, or hold control characters."""
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        cut = len(content) - error.start < 4
        raise refused("cut_off" if cut and error.start > 0 else "not_text") from error
    if "\x00" in text:
        raise refused("nul_bytes")
    return text.encode("utf-8", "replace")


def _bare_utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: for Latin letters every second byte is NUL."""
    half = len(sample) // 2
    for name, noughts in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if half and noughts.count(0) > 0.4 * half and sample.count(0) < 1.2 * noughts.count(0):
            return name
    return None


def _guessed(content: bytes, words: frozenset[str]) -> str:
    """Return the encoding in which a sample has the most known words; among equals what charset-normalizer says."""
    sample = content[:SAMPLE]
    scores: dict[str, int] = {}
    for name in ENCODINGS:
        text = codecs.getincrementaldecoder(name)("strict")
        try:
            decoded = text.decode(sample, final=len(sample) == len(content))
            content.decode(name)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(decoded):
            scores[name] = sum(
                1 for word in set(re.split(r"[,;\t|\r\n\"]+", decoded)) if not word.isascii() and fold(word) in words
            )
    best = max(scores.values(), default=0)
    if best:
        return next(name for name, score in scores.items() if score == best)
    if scores and sum(byte > 127 for byte in sample) < TELLING:
        return next(iter(scores))
    from charset_normalizer import from_bytes  # takes time to load, and few files are not UTF-8

    likely = from_bytes(sample, cp_isolation=list(scores)).best() if scores else None
    if likely is None:
        raise refused("not_text")
    return likely.encoding
