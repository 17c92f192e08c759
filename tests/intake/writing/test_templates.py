from __future__ import annotations

import dataclasses
from typing import Literal

import pandas as pd
import pytest

from idpdash.frames import CITIES, PLACES
from idpdash.intake.checked import Known
from idpdash.intake.writing.templates import template
from idpdash.layouts import LAYOUTS, Layout
from tests.intake.given import NO_ALIASES, checked, codes


def demonstration() -> Known:
    """Return the places and the site that the examples name."""
    names = {"ZE0301": "Marrow", "ZE0302": "Galt", "ZE0401": "Rhone"}
    rows = [
        {"place_code": code, "place_name": name, "city_code": code, "city_name": name} for code, name in names.items()
    ]
    table = pd.DataFrame(rows)
    return Known(PLACES.typed(table), CITIES.typed(table), NO_ALIASES, frozenset({"S-001"}))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_template_has_every_column_and_its_example_loads(layout: Layout, extension: Literal["csv", "xlsx"]) -> None:
    found = checked(template(layout, extension), known=demonstration())
    assert codes(found) == {}
    assert found.layout == layout.name
    assert (found.rows_read, found.rows_good) == (1, 1)
    assert found.headers == tuple(column.name for column in layout.columns)


def test_a_code_with_noughts_survives_the_workbook() -> None:
    layout = dataclasses.replace(LAYOUTS["sites"], example={**LAYOUTS["sites"].example, "site_code": "0012"})
    found = checked(template(layout, "xlsx"), known=demonstration())
    assert found.tables["sites"]["site_code"].tolist() == ["0012"]
