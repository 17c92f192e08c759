"""Bring an empty or older database to the schema of this program."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, select

from idpdash.errors import SurroundingsError
from idpdash.formats import _
from idpdash.store.engine import changing_schema, reading
from idpdash.store.tables import DataVersion

REVISIONS = Path(__file__).with_name("migrations")


def ready(store: Engine) -> bool:
    """Return whether the schema is the one of this program.

    Raises SurroundingsError if it is newer.
    """
    with reading(store) as connection:
        return _at_head(connection)


def migrate(store: Engine) -> None:
    """Bring the schema to the newest revision; nothing happens if it is there. Safe for several processes at once.

    Raises SurroundingsError if the schema is newer than this program, or the store cannot be reached.
    """
    if ready(store):
        return
    with changing_schema(store) as connection:
        if _at_head(connection):  # another process was faster
            return
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        if connection.scalar(select(DataVersion.version)) is None:
            connection.execute(insert(DataVersion).values(id=1, version=0))


def _configuration() -> Config:
    """Return Alembic's configuration: the folder of revisions, wherever the program is started from."""
    configuration = Config()
    configuration.set_main_option("script_location", str(REVISIONS).replace("%", "%%"))
    return configuration


def _at_head(connection: Connection) -> bool:
    """Return whether the newest revision is applied; SurroundingsError if one is applied that we do not know."""
    revisions = ScriptDirectory.from_config(_configuration())
    applied = set(MigrationContext.configure(connection).get_current_heads())
    known = {revision.revision for revision in revisions.walk_revisions()}
    if applied - known:
        raise SurroundingsError(
            _("The store was made by a newer idpdash (schema {revision}). Update idpdash, then try again.").format(
                revision=", ".join(sorted(applied - known))
            )
        )
    return applied == set(revisions.get_heads())
