"""Standards and thresholds: what idpdash compares figures with, where each comes from, and what a coordinator may set.

A standard is an indicator in its context: it is shown, it bounds the places of a site, and it never blocks a promise
or a count. What no standard of the field gives is marked as a default of idpdash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.promises import DAYS_HELD

# The page on toilets was read in an electronic copy; of the page on living space only quotations were seen.
SPHERE = _(
    "Sphere Handbook, 4th edition 2018, Shelter and settlement, standard 3 (living space); "
    "as quoted by others, not checked in print"
)
SPHERE_TOILETS = _(
    "Sphere Handbook, 4th edition 2018, Water supply, sanitation and hygiene promotion, "
    "excreta management standard 3.2, page 118"
)
OWN = _("default of idpdash; no standard gives one")


@dataclass(frozen=True)
class Standard:
    """One standard or threshold: what it is called, its unit and source, and what may be chosen.

    band: the values between which it lies by circumstance, the first the usual one. higher_is_better: of what is
    measured (square metres a person: yes; people on a toilet: no).
    """

    key: str
    label: str
    unit: str
    source: str
    least: float
    most: float
    band: tuple[float, ...] = ()
    means: str = ""
    whole: bool = False
    share: bool = False
    higher_is_better: bool = True


@dataclass(frozen=True)
class Standards:
    """The values that hold, the defaults where nobody chose others. Why these: docs/decisions/0010.

    fill: share of places taken. days: until full; watch at the faster pace of late, warning and critical at the slower
    one too. per_1000: people in sites per 1,000 residents. net: net arrivals of 30 days as a share of the free places.
    """

    m2_per_person: float = 3.5
    people_per_toilet: int = 20
    watch_fill: float = 0.95
    warning_fill: float = 0.98
    critical_fill: float = 1.0
    watch_days: int = 14
    warning_days: int = 14
    critical_days: int = 7
    watch_per_1000: float = 100
    warning_per_1000: float = 200
    critical_per_1000: float = 500
    watch_net: float = 1.0
    warning_net: float = 2.0
    critical_net: float = 4.0
    stale_days: int = 14
    report_days: int = 7
    answer_days: int = 3
    answer_critical_days: int = 7
    offer_stale_days: int = 30
    held_days: int = DAYS_HELD

    @classmethod
    def chosen(cls, choices: Mapping[str, str]) -> Standards:
        """Return the defaults with what was chosen instead; "" and what is no value of a standard leave the default."""
        values: dict[str, float | int] = {}
        for key, text in choices.items():
            try:
                number = value(key, text)
            except (IdpdashError, KeyError):
                continue
            values[key] = int(number) if STANDARDS[key].whole else number
        return replace(cls(), **values)  # type: ignore[arg-type]  # whole ones are int, checked above

    def default(self, key: str) -> bool:
        """Return whether nobody chose another value."""
        return bool(getattr(self, key) == getattr(Standards(), key))


LEVELS = ("watch", "warning", "critical")
_OF_LEVEL = {"watch": _("watch"), "warning": _("warning"), "critical": _("critical")}
# What the three thresholds of each kind mean, in the order in which they are set.
KINDS = {
    "fill": _("The last places are seldom of use: families stay together, and rooms are for women or men."),
    "days": _(
        "Watch: may be full by then, at the faster pace of the last one or two weeks. Warning, critical: will be, at "
        "the slower pace too."
    ),
    "per_1000": _("One in ten, one in five, one for two residents: what water, schools and clinics must carry beside."),
    "net": _("100 % would fill every free place in 30 days, 400 % in a week, if all of them went to sites."),
}


def _levels(kind: str, label: str, unit: str, most: float, *, least: float, share: bool = False) -> list[Standard]:
    """Return the three thresholds of one kind."""
    return [
        Standard(
            f"{level}_{kind}",
            _("{what}: {level}").format(what=label, level=_OF_LEVEL[level]),
            unit,
            OWN,
            least,
            most,
            share=share,
            whole=kind == "days",
            higher_is_better=kind == "days",
        )
        for level in LEVELS
    ]


STANDARDS: dict[str, Standard] = {
    one.key: one
    for one in (
        Standard(
            "m2_per_person",
            _("Covered floor area a person"),
            _("m²"),
            SPHERE,
            1.0,
            20.0,
            band=(3.5, 4.5, 5.5),
            means=_("without kitchen and washing; 4.5 to 5.5 m² in cold climates or with both inside"),
        ),
        Standard(
            "people_per_toilet",
            _("People on one toilet"),
            _("people"),
            SPHERE_TOILETS,
            1,
            200,
            band=(20, 50),
            means=_("50 in the first phase of an emergency, when toilets are communal"),
            whole=True,
            higher_is_better=False,
        ),
        *_levels("fill", _("Places taken"), "%", 3.0, least=0.1, share=True),
        *_levels("days", _("Days until full"), _("days"), 90, least=0),
        *_levels("per_1000", _("People in sites per 1,000 residents"), _("people"), 10_000, least=1),
        *_levels("net", _("Net arrivals of 30 days against free places"), "%", 100.0, least=0.01, share=True),
        Standard("stale_days", _("A count is stale after"), _("days"), OWN, 1, 365, whole=True),
        Standard("report_days", _("A city is late in reporting after"), _("days"), OWN, 1, 90, whole=True),
        Standard(
            "answer_days",
            _("A need waits too long for an answer after"),
            _("days"),
            OWN,
            0,
            90,
            whole=True,
        ),
        Standard("answer_critical_days", _("A need waits far too long after"), _("days"), OWN, 0, 90, whole=True),
        Standard("offer_stale_days", _("An offer asks to be confirmed after"), _("days"), OWN, 1, 365, whole=True),
        Standard("held_days", _("A promise that nobody accepts is held for"), _("days"), OWN, 0, 90, whole=True),
    )
}


def value(key: str, text: str) -> float:
    """Return the value that a text gives a standard, as it holds (a share, not per cent).

    Raises IdpdashError where it is none or lies outside what is sensible; KeyError for an unknown key.
    """
    standard = STANDARDS[key]
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not known(number) or not standard.least <= number <= standard.most or (standard.whole and number % 1):
        times = 100 if standard.share else 1
        sentence = _("{what}: write a number from {least} to {most} ({unit}).")
        raise IdpdashError(
            sentence.format(
                what=standard.label,
                least=f"{standard.least * times:g}",
                most=f"{standard.most * times:g}",
                unit=standard.unit,
            )
        )
    return number


def coherent(standards: Standards) -> None:
    """Refuse thresholds that do not rise from watch over warning to critical (IdpdashError)."""
    for kind, label in (("fill", _("Places taken")), ("per_1000", _("People in sites per 1,000 residents")),
                        ("net", _("Net arrivals against free places")), ("days", _("Days until full"))):  # fmt: skip
        steps = [getattr(standards, f"{level}_{kind}") for level in LEVELS]
        if steps != sorted(steps, reverse=kind == "days"):
            sentence = _("{what}: the threshold of critical must be the strictest, then warning, then watch.")
            raise IdpdashError(sentence.format(what=label))


GREEN, AMBER, RED = "green", "amber", "red"


def band_of(key: str, measured: float, chosen: float) -> str:
    """Return how a measured value stands to a standard: RED misses the one chosen, AMBER meets it, GREEN meets the
    next better step of its band too (where there is none, meeting it is GREEN).
    """
    standard = STANDARDS[key]
    sign = 1 if standard.higher_is_better else -1
    if sign * measured < sign * chosen:
        return RED
    better = sorted((step for step in standard.band if sign * step > sign * chosen), key=lambda step: sign * step)
    return GREEN if not better or sign * measured >= sign * better[0] else AMBER


KEYS = tuple(field.name for field in fields(Standards))
