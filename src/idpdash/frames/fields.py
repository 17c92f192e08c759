"""Columns that no file has and that several frames share."""

from __future__ import annotations

from idpdash.columns import Column, Kind

IN_SCOPE = Column("in_scope", Kind.YES_NO, "In the chosen places")
PLACE_CODE = Column("place_code", Kind.CODE, "Place code")
PLACE_NAME = Column("place_name", Kind.TEXT, "Place")
STATUS_REASON = Column("status_reason", Kind.TEXT, "Why")
UPLOAD = Column("upload", Kind.COUNT, "Upload")
BY = Column("by", Kind.TEXT, "By")
