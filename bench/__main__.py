"""`python -m bench`: makes a large country, loads it, serves it, and prints figures and ratios of this one run.

Nothing here asserts a time. The aims are for comparison; a busy machine shifts all times of a run alike.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from bench import beside, ledger, loading, page, postgresql
from bench.beside import Paces
from bench.loading import Costs, Country, copied, remove
from bench.page import Reruns
from bench.report import Figure, Spent, table


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Figures and ratios of one run.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="movements to make (default: a million)")
    parser.add_argument("--rounds", type=int, default=2, help="how often each way is measured; the cheapest counts")
    parser.add_argument("--folder", type=Path, help="where files and stores are made and kept (default: for this run)")
    parser.add_argument("--port", type=int, default=8651, help="of the app; the next one is used too")
    return parser.parse_args()


def main() -> None:
    """Run all and print."""
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))  # so that what was started is stopped
    with tempfile.TemporaryDirectory(prefix="idpdash-bench-") as made:
        folder = (asked.folder or Path(made)).resolve()
        say(f"Making {asked.rows:,} movements in {folder} …")
        country = loading.prepare(folder, asked.rows)
        say("Check and load, beside others …")
        costs = loading.compare(country, rows=asked.rows, rounds=asked.rounds)
        say("Summary …")
        summaries = loading.summaries(country, rounds=asked.rounds)
        say("Writes beside readers …")
        paces = {"SQLite": _beside(country)}
        say("The same on PostgreSQL …")
        served = postgresql.compare(country, rows=asked.rows, rounds=asked.rounds)
        if served is None:
            say("PostgreSQL's server is not installed: left out.")
        else:
            paces["PostgreSQL"] = served[1]
        say("Reservations …")
        rates = ledger.compare(rounds=asked.rounds)
        say("Pages …")
        reruns = page.measure(country, port=asked.port)
        say("\n" + result(country, costs, summaries, served[0] if served else None, paces, rates, reruns))


def _beside(country: Country) -> Paces:
    """Measure writes to a copy of the store beside readers of it, and of another copy."""
    copies = [copied(country.million, country.folder / f"{name}.sqlite3") for name in ("written", "other")]
    paces = beside.compare(*(f"sqlite:///{store}" for store in copies))
    for store in copies:
        remove(store)
    return paces


def say(text: str) -> None:
    """Print at once."""
    print(text, flush=True)


def result(
    country: Country,
    costs: Costs,
    summaries: Costs,
    served: Costs | None,
    paces: dict[str, Paces],
    rates: ledger.Rates,
    reruns: Reruns,
) -> str:
    """Return what was measured, and the figures with their aims."""
    file = Path(country.file("movements.csv")).stat().st_size / 1e6
    ways = [_way(way, spent) for way, spent in costs.ways.items()]
    if served:
        ways += [_way(f"{way}, PostgreSQL", spent) for way, spent in served.ways.items()]
    figures = [*loading.figures(costs), *(postgresql.figures(served) if served else []), *ledger.figures(rates)]
    figures += [figure for kind, one in paces.items() for figure in beside.figures(kind, one)]
    figures += page.figures(reruns)
    written = [row for kind, one in paces.items() for row in beside.rows(kind, one)]
    return "\n\n".join(
        (
            f"{os.cpu_count()} cores, load {os.getloadavg()[1]:.1f}; the movements are a CSV file of {file:.0f} MB.",
            table(("work on the movements", "processor s", "wall s", "memory MB"), ways),
            table(
                ("key figures of the whole store", "processor s", "wall s", "memory MB"),
                [_way(way, spent) for way, spent in summaries.ways.items()],
            ),
            table(("200 threads in 8 processes", "a second"), ledger.rows(rates)),
            table(
                ("reservations by one, beside", "a second", "ms in the mean", "slowest ms", "reads a second"), written
            ),
            page.told(reruns),
            table(("figure", "value", "aim", ""), [_row(figure) for figure in figures]),
        )
    )


def _way(way: str, spent: Spent) -> tuple[str, str, str, str]:
    """Return what one way cost as it is printed."""
    return way, f"{spent.cpu:.1f}", f"{spent.seconds:.1f}", f"{spent.peak:,.0f}"


def _row(figure: Figure) -> tuple[str, str, str, str]:
    """Return one figure as it is printed."""
    digits = 2 if figure.unit == "×" else 0
    value, most = (f"{number:,.{digits}f} {figure.unit}" for number in (figure.value, figure.most))
    return figure.what, value, f"at most {most}", "met" if figure.met else "NOT MET"


if __name__ == "__main__":
    main()
