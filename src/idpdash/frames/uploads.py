"""Files and acts: what they said, and the rows kept aside."""

from __future__ import annotations

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.fields import BY, STATUS_REASON, UPLOAD
from idpdash.frames.frame import Frame

FILE_NAME = Column("file_name", Kind.TEXT, "File")
LAYOUT = Column("layout", Kind.TEXT, "Kind of file")
LOADED_AT = Column("loaded_at", Kind.INSTANT, "Loaded at (UTC)")
ROWS_READ = Column("rows_read", Kind.COUNT, "Rows read", "rows")
ROWS_LOADED = Column("rows_loaded", Kind.COUNT, "Rows loaded", "rows")
ROWS_WAITING = Column("rows_waiting", Kind.COUNT, "Rows kept aside", "rows")
UPLOAD_STATUS = Column("status", Kind.TEXT, "Status")
ROW = Column("row", Kind.COUNT, "Row")
CELLS = Column("cells", Kind.TEXT, "Cells as written")
ISSUES = Column("issues", Kind.TEXT, "What is wrong")
# Every upload, newest first. by: who; period: what the facts of the file cover.
UPLOADS = Frame(
    "uploads",
    (
        UPLOAD,
        FILE_NAME,
        LAYOUT,
        c.SOURCE,
        LOADED_AT,
        BY,
        ROWS_READ,
        ROWS_LOADED,
        ROWS_WAITING,
        UPLOAD_STATUS,
        c.PERIOD_START,
        c.PERIOD_END,
    ),
)
# What files and acts said of the places asked for, one row an upload and kind of row. rows: those that hold there;
# period: the days that they are about (missing: none).
REPORTS = Frame(
    "reports",
    (UPLOAD, FILE_NAME, LAYOUT, c.SOURCE, LOADED_AT, BY, c.ROWS, c.PERIOD_START, c.PERIOD_END),
)
# Rows kept aside of uploads that are not undone; cells and issues as JSON text.
WAITING = Frame("waiting", (UPLOAD, LAYOUT, ROW, CELLS, ISSUES))
# Acts that said that rows kept aside need not be mended, newest first. file_name: of the file they came from.
DISMISSED = Frame("dismissed", (UPLOAD, FILE_NAME, c.ROWS, STATUS_REASON, BY, LOADED_AT))
