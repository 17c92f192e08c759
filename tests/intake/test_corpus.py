"""A corpus of files as field teams send them, and what is said to each: loaded, loaded with warnings, or refused.

Real files are in the folder of real data beside the project, the others are made in `tests/ugly`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Known, Options
from idpdash.intake.issues import Severity
from tests.intake.given import TODAY, country, somalia
from tests.ugly import corpus
from tests.ugly.tongues import CODES, HALLS, MOVEMENTS, OTHERWISE, SITES, arrivals, halls

LOADED, WARNED, IN_PART, REFUSED = "loaded", "loaded with warnings", "loaded in part", "refused"


@dataclass(frozen=True)
class Case:
    """A file and what is expected of it. says: codes that must be among its issues; of a refused file its first one.

    file: a path below the real data, or a function that makes the content. rows: that can be loaded. people: in them.
    """

    file: str | Callable[[], bytes]
    outcome: str
    says: tuple[str, ...] = ()
    rows: int = 0
    people: int | None = None
    layout: str = "movements"
    constants: dict[str, str] = field(default_factory=dict)
    name: str = ""

    def __str__(self) -> str:
        """Return the name under which the test runs."""
        return self.name or Path(str(self.file)).name


PRMN, CCCM = "somalia/releases/prmn_release_", "somalia/cccm_idp_site_master_list"
NANAO = "nanao_shelters/history/open_shelter_Nanao-shi_"
LIST = "sites+occupancy"
MESSY = (
    Case("messy/3w_bdi_feb_2023.ods", REFUSED, ("three_w",)),
    Case("messy/chad_3w_avr2025.xlsx", REFUSED, ("three_w",)),
    Case("messy/hxl_input-fuzzy.csv", REFUSED, ("three_w",)),
    Case("messy/hxl_input-multiline.csv", REFUSED, ("unknown_layout",)),
    Case("messy/hxl_input-multiple-headers.csv", REFUSED, ("unknown_layout",)),
    Case("messy/hxl_input-quality.xlsx", REFUSED, ("three_w",)),
    Case("messy/hxl_input-valid-latin1.csv", REFUSED, ("three_w",)),
    Case("messy/hxl_input-valid.ssv", REFUSED, ("three_w",)),
    Case("messy/hxl_input-valid.tsv", REFUSED, ("three_w",)),
    Case("messy/yemen_admin_list_arabic_lost.csv", REFUSED, ("unknown_layout",)),
)
SOMALIA = (
    Case(
        "somalia/prmn_displacement_2016-01_to_2023-12.xlsx",
        IN_PART,
        ("unknown_place", "unknown_origin", "repeated_rows"),
        79_741,
        10_085_436,
    ),
    Case(f"{PRMN}2021-04-11.xlsx", IN_PART, ("unknown_place", "unknown_origin"), 39_145, 4_515_983),
    Case(f"{PRMN}2022-12-05.xlsx", IN_PART, ("unknown_place", "unknown_origin"), 52_942, 6_849_650),
    Case(f"{PRMN}2023-12-21.xlsx", IN_PART, ("unknown_place", "unknown_origin"), 76_577, 9_999_754),
    Case("somalia/releases/prmn_dashboard_wide_2024-09-23_TRUNCATED.csv", IN_PART, ("turned_long",), 54_355, 8_906_925),
    Case(f"{CCCM}_2021-10-06.xlsx", WARNED, ("place_contradicts",), 3_260, 2_952_550, LIST),
    Case(f"{CCCM}.csv", WARNED, ("place_contradicts",), 3_237, 2_929_918, LIST, {"date": "2021-09-21"}),
    Case(f"{CCCM}.csv", REFUSED, ("no_day", "missing_column"), name="the list without a day"),
    Case("somalia/ocha_3w_operational_presence_2025-01_to_04.xlsx", REFUSED, ("three_w",)),
    Case("somalia/derived/prmn_district_to_adm2_pcode.csv", REFUSED, ("unknown_layout",)),
    Case("somalia/som_adm2_cod_2023.geojson", REFUSED, ("boundary_file",)),
)
SHELTERS = (
    Case(f"{NANAO}2024-01-09-1800.csv", LOADED, (), 29, 1_886, LIST),  # the instant in the header
    Case(f"{NANAO}2024-01-11-1800.csv", LOADED, (), 28, 1_888, LIST),  # in a column of its own
    Case(f"{NANAO}2024-06-20-1200.csv", LOADED, (), 3, 54, LIST),  # other columns once more
    Case(f"{NANAO}2024-08-31-1300.csv", LOADED, (), 1, 40, LIST),
    Case("nanao_shelters/reference_data.csv", REFUSED, ("unknown_layout",)),
)
MADE = (
    *(Case(partial(arrivals, tongue), LOADED, (), 4, 82, name=f"arrivals in {tongue}") for tongue in MOVEMENTS),
    *(Case(partial(arrivals, way), LOADED, (), 4, 82, name=f"arrivals with {way}") for way in OTHERWISE),
    *(Case(partial(halls, tongue), LOADED, (), 2, None, "sites", name=f"sites in {tongue}") for tongue in SITES),
    *(Case(one.make, one.outcome, one.says, one.rows, one.people, one.layout, name=one.name) for one in corpus.FILES),
)
CORPUS = (*MESSY, *SOMALIA, *SHELTERS, *MADE)


def read(case: Case, content: bytes, known: Known) -> Checked:
    """Return a file of the corpus, checked."""
    zone = "Asia/Tokyo" if str(case.file).startswith("nanao") else "UTC"
    options = Options(constants=tuple(case.constants.items()))
    return check(content, "file", options, known, today=TODAY, timezone=ZoneInfo(zone))


@pytest.mark.parametrize("case", [case for case in CORPUS if isinstance(case.file, str)], ids=str)
def test_a_real_file_is_answered_as_expected(case: Case, real_data: Path) -> None:
    assert isinstance(case.file, str)
    as_expected(case, read(case, (real_data / case.file).read_bytes(), somalia(real_data)))


@pytest.mark.parametrize("case", [case for case in CORPUS if not isinstance(case.file, str)], ids=str)
def test_a_file_that_was_made_is_answered_as_expected(case: Case) -> None:
    assert not isinstance(case.file, str)
    as_expected(case, read(case, case.file(), country()))


def as_expected(case: Case, found: Checked) -> None:
    """Assert that a file was answered as its case says."""
    told = [issue.message for issue in found.issues[:5]]
    if case.outcome == REFUSED:
        assert found.fatal
        assert found.issues[0].code in case.says, told
        assert found.issues[0].message
        return
    assert not found.fatal, told
    assert (found.layout, found.rows_good) == (case.layout, case.rows), told
    assert found.totals.get("individuals") == case.people
    assert set(case.says) <= set(found.issue_counts), told
    assert (len(found.waiting) > 0) == (case.outcome == IN_PART), told
    worst = {issue.severity for issue in found.issues}
    if case.outcome == LOADED:
        assert worst <= {Severity.INFO}, told
    if case.outcome == WARNED:
        assert Severity.WARNING in worst


def test_the_corpus_is_large_and_each_case_is_one_file() -> None:
    assert len(CORPUS) >= 60
    assert len({str(case) for case in CORPUS}) == len(CORPUS)


def test_nothing_of_the_messy_files_is_left_out(real_data: Path) -> None:
    listed = {case.file for case in CORPUS if isinstance(case.file, str)}
    for folder in ("messy", "somalia", "somalia/releases"):
        for file in sorted((real_data / folder).iterdir()):
            if file.suffix in (".csv", ".xlsx", ".ods", ".ssv", ".tsv"):
                assert f"{folder}/{file.name}" in listed


@pytest.mark.parametrize("way", [*MOVEMENTS, *OTHERWISE])
def test_the_same_arrivals_in_every_language_are_the_same_table(way: str) -> None:
    first, other = (read(MADE[0], arrivals(name), country()).tables["movements"] for name in ("English", way))
    written = "reason_as_written"
    assert other.drop(columns=written).equals(first.drop(columns=written))
    assert other["direction"].tolist() == [CODES["in"], CODES["back"], CODES["in"], CODES["out"]]
    assert other["reason"].tolist() == ["conflict", "disaster_sudden", CODES["drought"], "unknown"]
    assert other[["f_0_4", "f_18_59", "m_60_plus"]].fillna(-1).to_numpy().tolist() == [
        [6, 15, 4],
        [1, 4, -1],
        [-1, 2, 1],
        [2, 3, 0],
    ]


@pytest.mark.parametrize("tongue", SITES)
def test_the_same_sites_in_every_language_are_the_same_table(tongue: str) -> None:
    first, other = (read(MADE[0], halls(name), country()).tables["sites"] for name in ("English", tongue))
    assert other.equals(first)
    assert other["site_code"].tolist() == [row[0] for row in HALLS]
    assert other["site_type"].tolist() == ["collective_centre", "planned_camp"]
    assert (other["status"].tolist(), other["sensitive"].tolist()) == (["open", "closed"], [False, True])
