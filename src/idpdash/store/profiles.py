"""How files of a shape are read, as users said: kept under the name of the source, each an act that can be undone."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from sqlalchemy import Connection, Engine, insert, select

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.checked import Profile
from idpdash.store.engine import writing
from idpdash.store.tables import FileProfile, Upload
from idpdash.store.uploads import LONGEST_SOURCE, open_upload
from idpdash.vocabulary import DESK

LAYOUT = "profiles"  # under which such an act stands in the list of uploads


def profiles(connection: Connection) -> tuple[Profile, ...]:
    """Return how files are read, of each source and shape what was said last."""
    return tuple(_newest(connection))


def keep_profile(store: Engine, profile: Profile, *, by: str, now: dt.datetime, token: str | None = None) -> int:
    """Remember how files of a shape are read, and return the upload: the earlier one where just that is remembered.

    token: makes a repeated call the same act. Raises IdpdashError for a source without a name or with too long a one.
    """
    source = profile.source.strip()
    if not source or len(source) > LONGEST_SOURCE:
        sentence = _("Name the source whose files are read so, in at most {most} letters.")
        raise IdpdashError(sentence.format(most=LONGEST_SOURCE))
    profile = replace(profile, source=source)
    said = {name: getattr(profile, name) for name in ("mapping", "constants", "spellings", "sheet")}
    with writing(store) as connection:
        made = connection.scalar(select(Upload.id).where(Upload.fingerprint == token)) if token else None
        made = made or _newest(connection).get(profile)
        if made is not None:
            return made
        counted = {"rows_read": 1, "rows_loaded": 1}
        upload = open_upload(connection, by=by, now=now, fingerprint=token, layout=LAYOUT, source=DESK, **counted)
        row = {"source": source, "layout": profile.layout, "shape": profile.shape}
        connection.execute(
            insert(FileProfile).values(upload_id=upload, said=json.dumps(said, ensure_ascii=False), **row)
        )
        return upload


def _newest(connection: Connection) -> dict[Profile, int]:
    """Return what was said last of each source and shape, and the act that said it."""
    columns = (FileProfile.source, FileProfile.layout, FileProfile.shape, FileProfile.said, FileProfile.upload_id)
    rows = connection.execute(select(*columns).order_by(FileProfile.upload_id, FileProfile.id))
    last = {(row.source, row.shape): row for row in rows}
    return {_profile(row.source, row.layout, row.shape, row.said): row.upload_id for row in last.values()}


def _profile(source: str, layout: str, shape: str, said: str) -> Profile:
    """Return a profile as it was kept."""
    kept = json.loads(said)
    return Profile(
        source,
        layout,
        shape,
        mapping=tuple((ours, theirs) for ours, theirs in kept.get("mapping", ())),
        constants=tuple((ours, value) for ours, value in kept.get("constants", ())),
        spellings=tuple((column, written, code) for column, written, code in kept.get("spellings", ())),
        sheet=kept.get("sheet"),
    )
