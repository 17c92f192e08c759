"""Where the rivers of the fictional country run: every drop of rain finds its way to the sea."""

from __future__ import annotations

import heapq

import numpy as np

from grid import AROUND, CELL_KM, Bools, Floats, Line, centres, corner

AROUND_8 = [*AROUND, (-1, -1), (-1, 1), (1, -1), (1, 1)]


def drained(
    random: np.random.Generator, height_m: Floats, land: Bools, *, step: int
) -> tuple[dict[int, int], dict[int, int], int]:
    """Return where each coarse cell's water goes and how many cells drain through it, and the coarse width.

    Priority flood from the sea (Barnes, Lehman and Mulla 2014, doi:10.1016/j.cageo.2013.04.024): every land
    cell finds a way to the sea even out of hollows.
    """
    coarse, wet = height_m[::step, ::step], ~land[::step, ::step]
    rows, columns = coarse.shape
    flat, open_sea = coarse.ravel().tolist(), wet.ravel().tolist()
    least_rise = np.exp(random.normal(0.0, 1.2, coarse.size)).tolist()
    x, y = centres()
    near = ((np.abs(x[::step, ::step]) < 420) & (np.abs(y[::step, ::step]) < 330)).ravel().tolist()
    queue = [(0.0, index) for index, is_sea in enumerate(open_sea) if is_sea and near[index]]
    heapq.heapify(queue)
    towards: dict[int, int] = {index: -1 for _, index in queue}
    order: list[int] = []
    while queue:
        level, index = heapq.heappop(queue)
        order.append(index)
        row, column = divmod(index, columns)
        for down, right in AROUND_8:
            if not (0 <= row + down < rows and 0 <= column + right < columns):
                continue
            other = (row + down) * columns + column + right
            if other in towards or not near[other]:
                continue
            towards[other] = index
            # in a hollow the way out winds: the least rise differs from cell to cell
            heapq.heappush(queue, (max(level + least_rise[other], flat[other]), other))
    through = dict.fromkeys(towards, 1)
    for index in reversed(order):
        if towards[index] >= 0:
            through[towards[index]] += through[index]
    return towards, through, columns


def rivers(
    random: np.random.Generator, height_m: Floats, land: Bools, *, step: int = 2, least: int = 420
) -> list[tuple[int, Line]]:
    """Return rivers as (cells drained at the mouth, line in kilometres from spring to mouth), greatest first."""
    towards, through, columns = drained(random, height_m, land, step=step)
    sea = {index for index, below in towards.items() if below == -1}
    big = {index for index in towards if index not in sea and through[index] >= least}
    upstream: dict[int, list[int]] = {}
    for index in big:
        upstream.setdefault(towards[index], []).append(index)
    found = []
    starts = sorted((index for index in big if towards[index] in sea), key=lambda index: (-through[index], index))
    pending = [(mouth, towards[mouth]) for mouth in starts]
    while pending:
        index, below = pending.pop(0)
        size, path = through[index], [below]
        while True:
            path.append(index)
            feeders = sorted(upstream.get(index, []), key=lambda feeder: (-through[feeder], feeder))
            if not feeders:
                break
            pending += [(feeder, index) for feeder in feeders[1:]]
            index = feeders[0]
        if len(path) >= 18:
            line = [corner(at // columns * step, at % columns * step) for at in reversed(path)]
            found.append((size, [(x + CELL_KM / 2, y - CELL_KM / 2) for x, y in line]))
    return sorted(found, key=lambda river: (-river[0], river[1]))
