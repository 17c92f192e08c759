from __future__ import annotations

from idpdash.intake.sums import TOTALS
from idpdash.layouts import LAYOUTS
from tests.intake.given import checked, country, movements


def test_a_flow_adds_up_over_time_and_a_stock_never_does() -> None:
    assert checked(movements("2026-05-03,Marrow,4", "2026-05-04,Marrow,5")).totals == {"individuals": 9}
    known = country(site_codes=frozenset({"S-001", "S-002"}))
    rows = "2026-05-04,S-001,5,\n2026-05-03,S-001,4,40\n2026-05-03,S-002,9,\n"
    found = checked("date,site_code,individuals,places_reported\n" + rows, known=known)
    assert found.totals == {"individuals": 14, "places_reported": 40}


def test_what_adds_over_time_is_said_of_flows_only() -> None:
    adding = {layout: {name for name in names if LAYOUTS[layout].column(name).adds} for layout, names in TOTALS.items()}
    assert adding == {"movements": set(TOTALS["movements"]), "occupancy": set(), "needs": set(), "offers": set()}
