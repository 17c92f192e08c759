"""A warm rerun of the Overview beside an empty page, with all movements in the store and with a tenth of them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench.browser import Run, Served, Visitor, served
from bench.loading import Country, environment
from bench.report import Figure

WARM = 3  # runs before those that count
RERUNS = 25


@dataclass(frozen=True)
class Rerun:
    """A page's reruns. milliseconds, kilobytes: in the middle; cpu: milliseconds of the server's processor each."""

    milliseconds: float
    kilobytes: float
    plain: float
    cpu: float
    first: float


OVERVIEW, EMPTY = "Overview", "empty page"
ALL, TENTH = "all movements", "a tenth"


def measure(country: Country, *, port: int) -> dict[tuple[str, str], Rerun]:
    """Return the reruns of both pages on both stores, in turn so that a busy machine troubles all alike."""
    with ExitStack() as stack:
        visits: dict[tuple[str, str], tuple[Served, Visitor]] = {}
        for at, (size, store) in enumerate(((ALL, country.million), (TENTH, country.tenth))):
            app = stack.enter_context(served(port + at, environment(store)))
            for page, address in ((OVERVIEW, ""), (EMPTY, "empty")):
                visits[page, size] = (app, stack.enter_context(app.visit(address)))
        first = {key: visitor.run() for key, (_app, visitor) in visits.items()}
        for _run in range(WARM - 1):
            for _app, visitor in visits.values():
                visitor.run()
        runs: dict[tuple[str, str], list[Run]] = {key: [] for key in visits}
        worked = dict.fromkeys(visits, 0.0)
        for _run in range(RERUNS):
            for key, (app, visitor) in visits.items():
                before = app.cpu()
                runs[key].append(visitor.run())
                worked[key] += app.cpu() - before
    return {key: _middle(runs[key], worked[key], first[key]) for key in visits}


def _middle(runs: list[Run], worked: float, first: Run) -> Rerun:
    """Return what a rerun costs in the middle of many."""
    return Rerun(
        median(run.milliseconds for run in runs),
        median(run.kilobytes for run in runs),
        median(run.plain for run in runs),
        worked / len(runs) * 1000,
        first.milliseconds,
    )


def figures(reruns: dict[tuple[str, str], Rerun]) -> list[Figure]:
    """Return what the Overview costs beyond an empty page, what it sends, and what the size of the store adds."""
    more = {size: reruns[OVERVIEW, size].milliseconds - reruns[EMPTY, size].milliseconds for size in (ALL, TENTH)}
    return [
        Figure("warm rerun of the Overview beyond an empty page", more[ALL], 150.0, "ms"),
        Figure("sent for it", reruns[OVERVIEW, ALL].kilobytes, 150.0, "kB"),
        Figure("the same rerun beyond one with a tenth of the movements", more[ALL] - more[TENTH], 15.0, "ms"),
    ]
