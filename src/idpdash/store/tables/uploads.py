"""Where every row comes from, what waits to be mended, and how often the store was written."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum, StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from idpdash.store.tables.base import Base, one_of


class UploadStatus(StrEnum):
    """What became of an upload."""

    LIVE = "live"
    SUPERSEDED = "superseded"
    UNDONE = "undone"


class Layer(IntEnum):
    """What a write may touch: its own layer and those before it. What lies in a later layer rests on none before.

    PROMISES: promises and their steps. EXCHANGE: also needs and offers, by an act (and the upload that it makes). ALL:
    whatever there is.
    """

    PROMISES = 1
    EXCHANGE = 2
    ALL = 3


class DataVersion(Base):
    """A counter a `Layer`: how often that layer or a later one was written. The first counts every write.

    Every write raises them in its own transaction, the first one first: it also puts writers in a queue.
    """

    __tablename__ = "data_version"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]


class Upload(Base):
    """One file, or one act entered by hand (`file_name` missing): where every row comes from.

    fingerprint: of bytes, layout, source, mapping and constants; a live one is never loaded twice.
    options: JSON of mapping, constants, rule and whether a period was replaced; when undone, also by whom and when.
    listed_at, listed_on: the instant (UTC) and day of a complete list of sites. longest_period_days: of its movements.
    """

    __tablename__ = "uploads"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str | None] = mapped_column(String(300))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(120))
    options: Mapped[str]
    loaded_at: Mapped[dt.datetime]
    loaded_by: Mapped[str] = mapped_column(String(120))
    rows_read: Mapped[int]
    rows_loaded: Mapped[int]
    status: Mapped[UploadStatus] = mapped_column(String(12))
    period_start: Mapped[dt.date | None]
    period_end: Mapped[dt.date | None]
    longest_period_days: Mapped[int | None]
    listed_at: Mapped[dt.datetime | None]
    listed_on: Mapped[dt.date | None]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    __table_args__ = (one_of("status", UploadStatus), Index(None, "fingerprint"))


class WaitingRow(Base):
    """A row of an upload that could not be loaded yet: its cells as written and what is wrong (both JSON).

    dismissed_by: the act that said that it need not be mended; it waits no longer, and is kept.
    """

    __tablename__ = "waiting_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    layout: Mapped[str] = mapped_column(String(20))
    row_number: Mapped[int]
    cells: Mapped[str]
    issues: Mapped[str]
    dismissed_by: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    __table_args__ = (Index(None, "upload_id"),)


class FileProfile(Base):
    """How files of one shape are read, as a user said once; of a source and shape the newest holds.

    said: JSON of mapping, constants, spellings and sheet. shape: of the header, as `intake.fitting.shape` gives it.
    """

    __tablename__ = "file_profiles"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    source: Mapped[str] = mapped_column(String(120))
    layout: Mapped[str] = mapped_column(String(60))
    shape: Mapped[str] = mapped_column(String(64))
    said: Mapped[str]
    __table_args__ = (UniqueConstraint("source", "shape", "upload_id"),)
