"""Every query is asked of both databases."""

from __future__ import annotations

import pytest

from tests.postgresql import DATABASES


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Return the kind of database that a test's store lies in."""
    return str(request.param)
