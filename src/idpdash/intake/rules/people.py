"""What must hold of counts of people: sex and age against the whole, households of a usual size, none computed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from idpdash import columns as c
from idpdash.intake.draft import Draft
from idpdash.intake.findings import Words
from idpdash.intake.issues import issue

LOW, HIGH = (
    2,
    12,
)  # people in a household: outside it is said, never refused (CCCM Somalia: 1 % below 1.7, 1 % above 12.6)
FEWEST, NEARLY_ALL = 20, 0.9  # rows, and the share of them, that make a column look computed
SAMPLE = 2_000
Counts = npt.NDArray[np.int64]


def sex_age(draft: Draft) -> None:
    """Find rows whose counts by sex and age exceed the individuals, or fall short though every group is given."""
    names = [column.name for column in c.SEX_AGE if draft.has(column.name)]
    if not names or not draft.has("individuals"):
        return
    total = np.zeros(len(draft.rows), np.int64)
    given = np.zeros(len(draft.rows), bool)
    groups = np.zeros(len(draft.rows), np.int8)
    for name in names:
        present = ~draft.missing(name)
        total += np.where(present, draft.values[name].by_row(), 0)
        given |= present
        groups += present & (not name.endswith("_unknown"))
    all_given = (groups == 10) | ~draft.missing("u_unknown")
    people = draft.values["individuals"].by_row()
    given &= ~draft.missing("individuals")
    for key, differs in (("sum_differs.more", total > people), ("sum_differs", (total < people) & all_given)):
        draft.findings.at_rows(
            key,
            "individuals",
            np.flatnonzero(given & differs),
            value=draft.text("individuals"),
            words=lambda position: {"sum": int(total[position])},
        )


def whole_of_groups(draft: Draft, position: int) -> str | None:
    """Return what a row's counts by sex and age add up to, None where a group is not given."""
    known = [column.name for column in c.SEX_AGE if not column.name.endswith("_unknown")]
    if any(draft.missing(name)[position] for name in known):
        return None
    groups = [column.name for column in c.SEX_AGE if not draft.missing(column.name)[position]]
    return str(sum(int(draft.values[name].by_row()[position]) for name in groups))


def households(draft: Draft) -> None:
    """Find rows whose households are of a size that is not usual, and say once if the people look computed of them.

    One person alone is a household like any other; an average below two is not.
    """
    if not (draft.has("households") and draft.has("individuals")):
        return
    homes: Counts = draft.values["households"].by_row()
    people: Counts = draft.values["individuals"].by_row()
    both = ~draft.missing("households") & ~draft.missing("individuals")
    some = both & (homes > 0)
    unusual = ((people < LOW * homes) & (people > 1)) | (people > HIGH * homes)

    def words(position: int) -> Words:
        size = f"{people[position] / max(homes[position], 1):.1f}"
        return {"households": int(homes[position]), "size": size, "low": LOW, "high": HIGH}

    for key, which in (
        ("household_size", some & (people >= homes) & unusual),
        ("household_size.fewer", some & (people < homes)),
        ("household_size.none", both & (homes == 0) & (people > 0)),
    ):
        draft.findings.at_rows(key, "individuals", np.flatnonzero(which), value=draft.text("individuals"), words=words)
    _computed(draft, homes[some], people[some])


def _computed(draft: Draft, homes: Counts, people: Counts) -> None:
    """Say once if nearly all people are the same multiple of their households. homes, people: where both are given."""
    step = max(1, len(homes) // SAMPLE)
    factor = _factor(homes[::step], people[::step])
    if factor is None:
        return
    exact = int(_is_multiple(homes, people, factor).sum())
    if exact >= max(FEWEST, NEARLY_ALL * len(homes)):
        draft.findings.whole.append(
            issue(
                "imputed_count",
                column="individuals",
                header=draft.header("individuals"),
                rows=exact,
                words={"count": exact, "total": len(homes), "factor": f"{factor:g}"},
            )
        )


def _factor(homes: Counts, people: Counts) -> float | None:
    """Return the factor of which nearly all people may have been computed: 6, 5.5, 5.25; None where there is none."""
    if len(homes) < FEWEST or len(np.unique(homes)) < 3:
        return None
    large = homes >= np.median(homes)
    size = float(np.median(people[large] / homes[large]))
    factors = (round(size, decimals) for decimals in (0, 1, 2))
    return next((one for one in factors if _is_multiple(homes, people, one).mean() >= NEARLY_ALL), None)


def _is_multiple(homes: Counts, people: Counts, factor: float) -> npt.NDArray[np.bool_]:
    """Return which people are the factor times their households, rounded either way."""
    away: npt.NDArray[np.bool_] = np.abs(people - factor * homes) < (1 if factor % 1 else 0.5)
    return away
