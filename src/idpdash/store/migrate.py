"""Bring an empty or older database to the schema of this program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, column, insert, inspect, select, table

from idpdash.errors import SurroundingsError
from idpdash.formats import _
from idpdash.store.engine import changing_schema, reading
from idpdash.store.tables import DataVersion, Layer

MIGRATIONS = Path(__file__).with_name("migrations")
APPLIED = table("alembic_version", column("version_num"))


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
        _upgrade(connection)
        if connection.scalar(select(DataVersion.version)) is None:
            connection.execute(insert(DataVersion), [{"id": layer, "version": 0} for layer in Layer])


def _upgrade(connection: Connection) -> None:
    """Run the revisions that are not applied yet, wherever the program is started from."""
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")


def revisions() -> list[str]:
    """Return our revisions, oldest first: the name of each file begins with its revision."""
    return sorted(file.name.partition("_")[0] for file in MIGRATIONS.glob("versions/[0-9]*.py"))


def _at_head(connection: Connection) -> bool:
    """Return whether the newest revision is applied; SurroundingsError if one is applied that we do not know."""
    if not inspect(connection).has_table(APPLIED.name):
        return False
    applied, known = set(connection.scalars(select(APPLIED.c.version_num))), revisions()
    if unknown := applied.difference(known):
        raise SurroundingsError(
            _("The store was made by a newer idpdash (schema {revision}). Update idpdash, then try again.").format(
                revision=", ".join(sorted(unknown))
            )
        )
    return known[-1] in applied
