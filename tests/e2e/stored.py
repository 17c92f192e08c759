"""What a database holds, read beside the server that writes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, text

from tests.e2e.conftest import Served

COUNTED_SITES = """
select told.name, newest.individuals
from site_statements told
join occupancy newest on newest.site_id = told.site_id
where told.status = 'open' and told.opens_on is null and told.closes_on is null
  and newest.counted_on = (select max(counted_on) from occupancy where site_id = told.site_id)
  and 1 = (select count(*) from site_statements where name = told.name)
order by newest.counted_on desc, told.name
"""


def rows(served: Served, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the database behind a server."""
    engine = create_engine(served.database)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def one(served: Served, query: str) -> Any:
    """Return the one value that a query asks for."""
    return rows(served, query)[0][0]


def last_day(served: Served) -> str:
    """Return the last day of which the demonstration country tells arrivals, which is its today."""
    return str(one(served, "select max(period_end) from movements"))


def a_counted_site(served: Served) -> tuple[str, int]:
    """Return the name of an open site that was counted lately, and how many people it held."""
    name, people = rows(served, COUNTED_SITES)[0]
    return str(name), int(people)
