"""Identities: a code that never changes, and the number by which facts and statements refer to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from sqlalchemy import Connection, String, insert, select

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.store.rows import table_of
from idpdash.store.tables import City, Need, Offer, Place, Site

Identity = type[Place] | type[City] | type[Site] | type[Need] | type[Offer]


def ids(connection: Connection, of: Identity) -> dict[str, int]:
    """Return the number of every code that is known."""
    return {code: number for number, code in connection.execute(select(of.id, of.code))}


def one(connection: Connection, of: Identity, code: str) -> int | None:
    """Return the number of one code, None if it is not known."""
    return connection.scalar(select(of.id).where(of.code == code))


def ensured(connection: Connection, of: Identity, codes: Iterable[str]) -> dict[str, int]:
    """Return the number of every code that is known, after making those that are missing.

    Raises IdpdashError for a code that is longer than the store takes.
    """
    known = ids(connection, of)
    missing = [code for code in dict.fromkeys(codes) if code not in known]
    longest = cast(String, table_of(of).columns["code"].type).length or 0
    for code in missing:
        if len(code) > longest:
            raise IdpdashError(
                _("The code {code} is longer than {most} letters.").format(code=code[:20] + "…", most=longest)
            )
    if not missing:
        return known
    connection.execute(insert(of), [{"code": code} for code in missing])
    return ids(connection, of)
