"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from tests.factories import World, empty_store

# "quick" by default; HYPOTHESIS_PROFILE=thorough looks longer
settings.register_profile("quick", max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("thorough", max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def store() -> Engine:
    """Return an empty store in memory."""
    return empty_store()


@pytest.fixture
def world(store: Engine) -> Iterator[World]:
    """Return an empty world to be filled."""
    with store.connect() as connection:
        yield World(connection)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data beside the project; where it is absent the test is skipped, but not in CI."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"The real data is missing: {folder}")
        pytest.skip(f"The real data is not here: {folder}")
    return folder
