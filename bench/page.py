"""A warm rerun of every page beside an empty one, with all movements in the store and with a tenth of them.

`python -m bench.page --store FILE` prints the same of any store, `--pages` of some pages, `--first` also how long each
takes first after a write (it then confirms an offer of the store, so give it a copy).
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from statistics import median

from bench.browser import Run, Served, Visitor, served
from bench.land import city_code
from bench.loading import Country, environment, idpdash
from bench.report import Figure, table

WARM = 3  # runs before those that count
RERUNS = 15
MOST_MILLISECONDS, MOST_KILOBYTES = 150.0, 150.0
CITY = city_code(203)  # the one with most arrivals
OVERVIEW, EMPTY = "Overview", "empty page"
ALL, TENTH = "all movements", "a tenth"
# By name: the address and what follows the "?" in it. The empty page is first: another one follows nothing of its own.
PAGES = {
    EMPTY: ("empty", ""),
    OVERVIEW: ("", ""),
    "Arrivals": ("arrivals", ""),
    "Housing": ("housing", ""),
    "Exchange": ("exchange", ""),
    "City": ("city", f"city={CITY}"),
    "Briefing": ("briefing", ""),
    "Upload": ("upload", ""),
}
Key = tuple[str, str]  # the page and the size of the store


@dataclass(frozen=True)
class Rerun:
    """A page's reruns. milliseconds, kilobytes: in the middle; cpu: milliseconds of the server's processor each.

    first, first_cpu: the same of its first run after a write, nan where that was not measured.
    """

    milliseconds: float
    kilobytes: float
    plain: float
    cpu: float
    first: float
    first_cpu: float


Reruns = dict[Key, Rerun]


def measure(country: Country, *, port: int) -> Reruns:
    """Return the reruns of all pages with all movements, and of the Overview and the empty page with a tenth."""
    few = (EMPTY, OVERVIEW)
    return reruns({ALL: (country.million, tuple(PAGES)), TENTH: (country.tenth, few)}, port=port, first=True)


def reruns(stores: dict[str, tuple[Path, tuple[str, ...]]], *, port: int, first: bool) -> Reruns:
    """Return the reruns of pages of each store, in turn so that a busy machine troubles all alike."""
    with ExitStack() as stack:
        visits: dict[Key, tuple[Served, Visitor]] = {}
        for at, (size, (store, pages)) in enumerate(stores.items()):
            app = stack.enter_context(served(port + at, environment(store)))
            for page in pages:
                visits[page, size] = (app, stack.enter_context(app.visit(*PAGES[page])))
        for _run in range(WARM):
            for _app, visitor in visits.values():
                visitor.run()
        runs: dict[Key, list[Run]] = {key: [] for key in visits}
        worked = dict.fromkeys(visits, 0.0)
        for _run in range(RERUNS):
            for key, (app, visitor) in visits.items():
                before = app.cpu()
                runs[key].append(visitor.run())
                worked[key] += app.cpu() - before
        began = dict.fromkeys(visits, (nan, nan))
        if first:
            for (page, size), (app, visitor) in visits.items():
                write(stores[size][0])
                before = app.cpu()
                began[page, size] = (visitor.run().milliseconds, (app.cpu() - before) * 1000)
    return {key: _middle(runs[key], worked[key], began[key]) for key in visits}


def write(store: Path) -> None:
    """Write something small: the newest offers say that they still stand."""
    idpdash(store, "confirm", "O05390")


def _middle(runs: list[Run], worked: float, first: tuple[float, float]) -> Rerun:
    """Return what a rerun costs in the middle of many."""
    return Rerun(
        median(run.milliseconds for run in runs),
        median(run.kilobytes for run in runs),
        median(run.plain for run in runs),
        worked / len(runs) * 1000,
        *first,
    )


def beyond(found: Reruns, page: str, size: str) -> float:
    """Return by how many milliseconds a rerun of a page is slower than one of the empty page."""
    return found[page, size].milliseconds - found[EMPTY, size].milliseconds


def figures(found: Reruns) -> list[Figure]:
    """Return what each page costs beyond an empty page, the most that one sends, and what the store's size adds."""
    pages = [page for page in PAGES if page != EMPTY]
    sent, most = max((found[page, ALL].kilobytes, page) for page in pages)
    more = beyond(found, OVERVIEW, ALL) - beyond(found, OVERVIEW, TENTH)
    return [
        *(
            Figure(f"warm rerun beyond an empty page: {page}", beyond(found, page, ALL), MOST_MILLISECONDS, "ms")
            for page in pages
        ),
        Figure(f"sent for it at most ({most})", sent, MOST_KILOBYTES, "kB"),
        Figure("the Overview's beyond one with a tenth of the movements", more, 15.0, "ms"),
    ]


def told(found: Reruns) -> str:
    """Return the reruns as a table."""
    header = (
        "warm rerun",
        "wall ms",
        "processor ms",
        "sent kB",
        "before compression kB",
        "first after a write ms",
        "processor ms",
    )
    rows = list[tuple[str, ...]]()
    for (page, size), one in found.items():
        values = (one.milliseconds, one.cpu, one.kilobytes, one.plain, one.first, one.first_cpu)
        rows.append((f"{page}, {size}", *("–" if isnan(value) else f"{value:,.0f}" for value in values)))
    return table(header, rows)


def main() -> None:
    """Print the reruns of one store."""
    parser = argparse.ArgumentParser(prog="python -m bench.page", description="Reruns of pages on a store.")
    parser.add_argument("--store", type=Path, required=True, help="a SQLite file")
    parser.add_argument("--pages", nargs="+", choices=list(PAGES), default=list(PAGES), help="default: all")
    parser.add_argument("--first", action="store_true", help="also the first run after a write")
    parser.add_argument("--port", type=int, default=8661)
    asked = parser.parse_args()
    pages = tuple(dict.fromkeys((EMPTY, *asked.pages)))
    found = reruns({"": (asked.store.resolve(), pages)}, port=asked.port, first=asked.first)
    print(told({(page, f"{beyond(found, page, ''):+.0f} ms"): one for (page, _size), one in found.items()}))


if __name__ == "__main__":
    main()
