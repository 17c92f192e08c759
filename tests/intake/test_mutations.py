"""Errors put into real files are found: of two thousand at least 95 in 100, with few false reports on other cells.

Each error makes a cell or row surely wrong: no number, no such day, an unknown place, letters lost, a telephone number
of somebody, coordinates exchanged, a code twice, a cell too many or too few.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from idpdash.formats import fold
from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Known, Options
from idpdash.intake.reading.parse import parse
from tests.intake.given import country, somalia

TODAY = dt.date(2026, 11, 24)
AT_ONCE = 50  # errors in one copy of a file
ROUNDS = 10  # copies of each of the four files
NUMBERS = ("12x", "-5", "1.5", "abc", "1e3", "99999999999")
DAYS = ("31/02/2020", "soon", "2031-01-01", "2020-13-45", "")
LOST = ("????? ????", "Bo\ufffd\ufffda")
PERSONAL = ("call +252 61 512 3456", "ahmed.yusuf@example.org")
Table = list[list[str]]
Bend = Callable[[random.Random, str], str]


@dataclass(frozen=True)
class Real:
    """A real file as rows of texts (the header first), and which errors each of its columns is given."""

    source: str | None
    rows: Table
    bends: dict[str, Bend]
    constants: tuple[tuple[str, str], ...] = ()
    layout: str | None = None

    def written(self, rows: Iterable[list[str]]) -> bytes:
        """Return rows as a CSV file."""
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()


def one_of(*texts: str) -> Bend:
    """Return an error that puts one of these texts in the place of any other."""
    return lambda chance, text: chance.choice([other for other in texts if other != text])


def misspelt(names: frozenset[str]) -> Bend:
    """Return an error that changes a letter or two until no known place is called so."""

    def bend(chance: random.Random, text: str) -> str:
        while fold(text) in names or not text:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice("qxzvkw") + text[at + chance.randrange(2) :]
        return text

    return bend


def sample(file: Path, sheet: str | None, *, step: int) -> Table:
    """Return the header and every so many rows of a real file."""
    book = parse(file.read_bytes())
    table = book.sheet(sheet) if sheet else book.sheets[0]
    assert table is not None
    texts = [[cells.texts[code] for code in cells.codes] for cells in table.columns]
    rows = [list(row) for row in zip(*texts, strict=True)]
    return [rows[0], *rows[1::step]]


@pytest.fixture(scope="module")
def known(real_data: Path) -> Known:
    """Return Somalia's places."""
    return somalia(real_data)


@pytest.fixture(scope="module")
def files(real_data: Path, known: Known) -> list[tuple[Real, Known]]:
    """Return the real files: a known source's flow, the same in our layout, a list of sites, a list of shelters."""
    folder = real_data / "somalia"
    names = frozenset(fold(name) for name in known.places["place_name"]) | {"lasqoray", "baidoa", "kismayo"}
    prmn = sample(folder / "prmn_displacement_2016-01_to_2023-12.xlsx", None, step=40)
    at = {name: number for number, name in enumerate(prmn[0])}
    good = [row for row in prmn[1:] if fold(row[at["Current (Arrival) District"]]) in names]
    flow = Real(
        "prmn",
        [prmn[0], *good],
        {
            "Month End": one_of(*DAYS),
            "Current (Arrival) District": misspelt(names),
            "Number of Individuals": one_of(*NUMBERS, ""),
            "Previous (Departure) District": one_of(*LOST),
        },
    )
    ours = {
        "date": "Month End",
        "destination_name": "Current (Arrival) District",
        "origin_name": "Previous (Departure) District",
        "individuals": "Number of Individuals",
        "priority_need": "Current (Arrival) Priority Need",
    }
    plain = replace(
        flow,
        source=None,
        rows=[list(ours), *([row[at[theirs]] for theirs in ours.values()] for row in good)],
        bends={
            "date": one_of(*DAYS),
            "destination_name": misspelt(names),
            "individuals": one_of(*NUMBERS, ""),
            "priority_need": one_of(*LOST, *PERSONAL),
        },
    )
    with (folder / "cccm_idp_site_master_list.csv").open(encoding="utf-8-sig", newline="") as text:
        listed = list(csv.reader(text))
    sites = Real(
        "cccm_sites",
        [listed[0], *listed[1::4]],
        {
            "CCCM IDP Site Code": one_of("", "CCCM-SO9999-0001"),
            "Settlement": one_of("", *LOST, *PERSONAL),
            "Ind": one_of(*NUMBERS, ""),
            "Latitude": one_of("north", "412.5"),
        },
        (("date", "2021-09-21"),),
    )
    nanao = sample(
        real_data / "nanao_shelters" / "history" / "open_shelter_Nanao-shi_2024-02-05-0600.csv", None, step=1
    )
    # A list of thirty shelters is too short for fifty errors: they are listed several times under other codes.
    number = nanao[0].index("ID")
    many = [[*row[:number], f"{row[number]}-{time}", *row[number + 1 :]] for time in range(20) for row in nanao[1:]]
    count = next(name for name in nanao[0] if name.startswith("人数"))
    shelters = Real(
        "nanao_shelters",
        [nanao[0], *many],
        {"名称": one_of("", *LOST, *PERSONAL), count: one_of(*NUMBERS, ""), "緯度": one_of("北", "371.2")},
    )
    return [(flow, known), (plain, known), (sites, known), (shelters, country())]


@dataclass
class Tally:
    """How many errors were put in and found, and how many new reports spoke of cells that nobody had touched."""

    put_in: int = 0
    found: int = 0
    false: int = 0
    said: int = 0
    missed: Counter[str] = None  # type: ignore[assignment]


def answered(real: Real, rows: Table, known: Known) -> Checked:
    """Return what intake says of rows."""
    options = Options(layout=real.layout, source=real.source, constants=real.constants)
    return check(real.written(rows), "file.csv", options, known, today=TODAY, timezone=ZoneInfo("UTC"))


def reports(found: Checked) -> set[tuple[int, str, str | None]]:
    """Return of which rows what is said."""
    told = [*found.issues, *(issue for row in found.waiting for issue in row.issues)]
    return {(issue.row, issue.code, issue.column) for issue in told if issue.row is not None}


def bent(real: Real, chance: random.Random) -> tuple[Table, dict[int, str]]:
    """Return a copy of the rows with errors, and in which rows of the spreadsheet, with what was done to each."""
    rows = [list(row) for row in real.rows]
    done: dict[int, str] = {}
    for number in chance.sample(range(1, len(rows)), AT_ONCE):
        kind = chance.choice([*real.bends, *real.bends, "a cell too many", "a cell too few"])
        row = rows[number]
        if kind == "a cell too many":
            row.insert(chance.randrange(len(row)), "1")
        elif kind == "a cell too few":
            del row[chance.randrange(len(row))]
        else:
            at = rows[0].index(kind) if kind in rows[0] else [name.strip() for name in rows[0]].index(kind)
            row[at] = real.bends[kind](chance, row[at])
        done[number + 1] = f"{kind}: {row}"
    return rows, done


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_errors_put_into_real_files_are_found_and_little_else(seed: int, files: list[tuple[Real, Known]]) -> None:
    chance, tally = random.Random(seed), Tally(missed=Counter())
    for real, known in files:
        before = reports(answered(real, real.rows, known))
        rows, done = bent(real, chance)
        after = answered(real, rows, known)
        assert not after.fatal, after.issues[0].message
        new = reports(after) - before
        found = {row for row, _code, _column in new} & set(done)
        tally.put_in += len(done)
        tally.found += len(found)
        tally.said += len(new)
        tally.false += sum(row not in done for row, _code, _column in new)
        tally.missed.update(words for row, words in done.items() if row not in found)
    assert tally.put_in * ROUNDS == 2_000
    assert tally.found >= 0.95 * tally.put_in, list(tally.missed)
    assert tally.false <= 0.10 * tally.said
