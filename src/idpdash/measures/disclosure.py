"""What must not be told because too few people stand behind it.

A count from 1 to below the least is withheld (primary suppression), and where a sum known from elsewhere would give it
away by subtraction, further counts of that sum are withheld too (secondary suppression): Hundepool et al., Statistical
Disclosure Control (Wiley 2012), chapter 4. It does not stand against many overlapping tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def withheld(counts: pd.Series[int], by: pd.DataFrame, *, least: int, sums: Sequence[Sequence[str]]) -> pd.Series[bool]:
    """Return which counts are not to be told. by: their keys, on the same index.

    sums: of each kind of sum that may be known from elsewhere, the keys that its counts share. Of such a sum either
    nothing is withheld, or counts that come to the least or more and are at least two, as long as there are any.
    """
    told = counts.fillna(0).astype("int64")
    hidden = (told > 0) & (told < least)
    while True:
        before = int(hidden.sum())
        for keys in sums:
            hidden = hidden | _next_smallest(told, hidden, by[list(keys)], least)
        if int(hidden.sum()) == before:
            return hidden


def _next_smallest(told: pd.Series[int], hidden: pd.Series[bool], keys: pd.DataFrame, least: int) -> pd.Series[bool]:
    """Return, of each sum that gives away what is hidden in it, the smallest count that is still told."""
    group = keys.groupby(list(keys.columns), dropna=False, sort=False).ngroup()
    some = hidden.groupby(group).transform("sum")
    people = told.where(hidden, 0).groupby(group).transform("sum")
    exposed = (some > 0) & ((some < 2) | (people < least)) & ~hidden & (told > 0)
    smallest = told[exposed].sort_values(kind="stable").groupby(group).head(1).index
    return pd.Series(told.index.isin(smallest), index=told.index)
