"""Our check and load of the made movements beside a plain driver insert, pandas and frictionless."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.land import TODAY
from bench.processes import run, timed
from bench.report import Figure, Spent

MOST_MEGABYTES = 1_000.0
LARGE = 1_250_000  # movements, in a file of 200 MB


def settings(database: str) -> dict[str, str]:
    """Return the settings for a database."""
    return {"IDPDASH_DATABASE_URL": database, "IDPDASH_TODAY": TODAY.isoformat(), "IDPDASH_TIMEZONE": "UTC"}


def environment(store: Path) -> dict[str, str]:
    """Return the settings for a store in a file."""
    return settings(f"sqlite:///{store}")


def idpdash(store: Path, *words: str) -> tuple[Spent, str]:
    """Run our command line on a store."""
    return run("-m", "idpdash", *words, environment=environment(store))


@dataclass(frozen=True)
class Country:
    """The made files, and the stores made from them. base: all but the movements."""

    folder: Path

    @property
    def base(self) -> Path:
        """Return the store without movements."""
        return self.folder / "base.sqlite3"

    @property
    def million(self) -> Path:
        """Return the store with all movements."""
        return self.folder / "million.sqlite3"

    @property
    def tenth(self) -> Path:
        """Return the store with a tenth of them."""
        return self.folder / "tenth.sqlite3"

    def file(self, name: str) -> str:
        """Return the path of a made file."""
        return str(self.folder / name)

    @property
    def first(self) -> list[tuple[str, ...]]:
        """Return the commands that load the country and its sites with their counts."""
        files = [("load", self.file(f"{name}.csv")) for name in ("cities", "sites", "occupancy")]
        return [("places", self.file("regions.geojson")), ("places", self.file("areas.geojson"), "--as-cities"), *files]

    def fill(self, database: str) -> None:
        """Put all but the movements into an empty database."""
        for words in self.first:
            run("-m", "idpdash", *words, environment=settings(database))
        run("-m", "bench.promised", database, environment=settings(database))

    @property
    def load_movements(self) -> tuple[str, ...]:
        """Return the command that loads the movements."""
        return ("load", self.file("movements.csv"), "--json")

    def fresh(self, store: Path) -> Path:
        """Put a store back to the country without movements."""
        return copied(self.base, store)


def copied(store: Path, target: Path) -> Path:
    """Copy a store that nobody has open, over another one, and return that."""
    remove(target)
    shutil.copyfile(store, target)
    return target


def remove(store: Path) -> None:
    """Remove a store with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        Path(f"{store}{end}").unlink(missing_ok=True)


def prepare(folder: Path, rows: int) -> Country:
    """Make the files, larger ones beside them, and load all but the movements, and a tenth of these."""
    country = Country(folder)
    run("-m", "bench.make", str(folder), str(rows), environment={})
    run("-m", "bench.make", str(folder / "large"), str(LARGE), environment={})
    remove(country.base)
    country.fill(f"sqlite:///{country.base}")
    idpdash(country.fresh(country.tenth), "load", country.file("tenth.csv"))
    return country


@dataclass(frozen=True)
class Costs:
    """What each way cost, the cheapest of its rounds; keys are the words of the printed table."""

    ways: dict[str, Spent]

    def of(self, way: str) -> Spent:
        """Return the cost of one way."""
        return self.ways[way]


CHECK, LOAD = "our check, whole process", "our check and load, whole process"
SUMMARY = "summary of the whole store"
CHECK_LARGE = "our check of 200 MB, whole process"
DRIVER, PANDAS, FRICTIONLESS = "plain driver insert", "pandas to_sql, bare table", "frictionless validate"


def compare(country: Country, *, rows: int, rounds: int) -> Costs:
    """Measure all ways in turn, `rounds` times."""
    ways: dict[str, Callable[[], Spent]] = {
        LOAD: lambda: _load(country, rows),
        DRIVER: lambda: timed("driver", str(country.million), environment=environment(country.million)),
        CHECK: lambda: idpdash(country.base, "check", country.file("movements.csv"), "--json")[0],
        CHECK_LARGE: lambda: idpdash(country.base, "check", country.file("large/movements.csv"), "--json")[0],
        PANDAS: lambda: timed("to_sql", country.file("movements.csv"), environment={}),
        FRICTIONLESS: lambda: timed("frictionless", country.file("movements.csv"), environment={}),
    }
    costs: dict[str, list[Spent]] = {way: [] for way in ways}
    for _round in range(rounds):
        for way, work in ways.items():
            costs[way].append(work())
    return Costs({way: min(spent, key=_cpu) for way, spent in costs.items()})


def _load(country: Country, rows: int) -> Spent:
    """Load the movements into the country and see that they are there."""
    spent, said = idpdash(country.fresh(country.million), *country.load_movements)
    loaded = json.loads(said)["rows_loaded"]
    if loaded != rows:
        raise RuntimeError(f"{loaded} rows were loaded, not {rows}: {said[:2_000]}")
    return spent


def summaries(country: Country, *, rounds: int) -> Costs:
    """Return what `summary` costs as a whole process, beside the same of an empty store and the help alone."""
    empty = country.folder / "empty.sqlite3"
    idpdash(empty, "migrate")
    ways = {SUMMARY: (country.million, "summary"), "summary of an empty store": (empty, "summary")}
    ways["idpdash --help"] = (empty, "--help")
    best = {way: min((idpdash(*words)[0] for _round in range(rounds + 1)), key=_cpu) for way, words in ways.items()}
    return Costs(best)


def _cpu(spent: Spent) -> float:
    """Return by what the cheapest is told."""
    return spent.cpu


def figures(costs: Costs) -> list[Figure]:
    """Return the ratios of processor time, and the memory."""
    load, check = costs.of(LOAD), costs.of(CHECK)
    return [
        Figure("check and load ÷ plain driver insert", load.cpu / costs.of(DRIVER).cpu, 1.5, "×"),
        Figure("check and load ÷ pandas to_sql", load.cpu / costs.of(PANDAS).cpu, 1.0, "×"),
        Figure("check ÷ frictionless validate", check.cpu / costs.of(FRICTIONLESS).cpu, 0.2, "×"),
        Figure("memory of check and load at most", max(load.peak, check.peak), MOST_MEGABYTES, "MB"),
        Figure("memory of the check of a 200 MB file", costs.of(CHECK_LARGE).peak, MOST_MEGABYTES, "MB"),
    ]
