"""Charts: each has the template, axis titles, words, and a sentence where there is nothing."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from idpdash import columns as c
from idpdash.figures import arrivals, exchange, housing, people, timeline
from idpdash.figures.theme import DARK, LIGHT, Drawing, Palette, figure
from idpdash.frames import SEX_AGE

START = pd.Timestamp("2026-09-01")


def rolled(days: int = 60, *, step: int = 1) -> pd.DataFrame:
    """Return arrivals and departures by bin, none told of on the tenth to the fourteenth."""
    rows = [
        {"day": START + pd.Timedelta(days=at * step), "direction": name, "individuals": 10 + at}
        for at in range(days)
        if not 10 <= at <= 19
        for name in ("arrival", "departure")
    ]
    return pd.DataFrame(rows).astype({"day": "datetime64[s]", "individuals": "Int64"})


def origins() -> pd.DataFrame:
    """Return fifteen origins and unknown."""
    names = [f"Origin {at}" for at in range(15)]
    table = pd.DataFrame(
        {"origin_code": [*names, None], "origin_name": [*names, None], "individuals": [*range(30, 0, -2), 7]}
    )
    return table.assign(share=(table["individuals"] / 247).astype("Float64")).astype({"individuals": "Int64"})


def rooms() -> pd.DataFrame:
    """Return a city with room, one over-full, one unknown."""
    table = pd.DataFrame(
        {
            "city_name": ["Halden", "Vesper", "Ulvern"],
            "capacity": [100, 200, None],
            "occupied": [60, 330, 40],
            "free": [40, 0, None],
            "over": [0, 110, None],
            "occupied_unknown": [0, 20, 40],
        }
    )
    return table.astype(dict.fromkeys(table.columns[1:], "Int64"))


def calendar() -> pd.DataFrame:
    """Return one site that opens and one that closes, of which nobody knows the places."""
    table = pd.DataFrame(
        {
            "day": [START, START + pd.Timedelta(days=20)],
            "event": ["opens", "closes"],
            "site_code": ["a", "b"],
            "site_name": ["Hall", "School"],
            "city_name": ["Vesper", None],
            "places": [120, None],
            "after": [120, 120],
        }
    )
    return table.astype({"places": "Int64", "after": "Int64"})


def by_item() -> pd.DataFrame:
    """Return an item half met, one over-met, and one that nobody asks for."""
    return pd.DataFrame(
        {
            "item": ["places", "transport", "funds"],
            "unit": ["bed", "seat", "EUR"],
            "needed": [200, 50, 0],
            "offered": [100, 80, 900],
            "received": [20, 0, 0],
            "promised": [30, 0, 0],
            "could": [50, 50, 0],
            "covered": [100, 50, 0],
            "uncovered": [100, 0, 0],
            "unpromised": [50, 80, 900],
        }
    )


def sex_age(**counts: int) -> pd.DataFrame:
    """Return one row of the frame, with these counts and nothing else."""
    return SEX_AGE.typed(pd.DataFrame([counts]))


MATRIX = pd.DataFrame(
    {
        "origin_code": ["a", "b"],
        "origin_name": ["Galt", "Tarvin"],
        "destination_code": ["c", "c"],
        "destination_name": ["Vesper", "Vesper"],
        "individuals": pd.array([40, 90], dtype="Int64"),
    }
)
REASONS = pd.DataFrame(
    {"reason": ["conflict", "unknown", None], "individuals": [80, 5, 15], "share": [0.8, 0.05, 0.15]}
).astype({"individuals": "Int64"})
WITHIN = pd.DataFrame({"destination_code": ["a"], "destination_name": ["Vesper"], "individuals": [12]})
DAY = dt.date(2026, 8, 31)

FULL: dict[str, Drawing] = {
    "series": arrivals.series(rolled(), rolled(), step="day"),
    "months": arrivals.series(rolled(6, step=31), step="month"),
    "origins": arrivals.origins(origins()),
    "matrix": arrivals.matrix(MATRIX),
    "reasons": arrivals.reasons(REASONS),
    "within": arrivals.within(WITHIN),
    "pyramid": people.pyramid(sex_age(f_18_59=30, m_18_59=20, f_unknown=5), unknown=45),
    "bars": housing.bars(rooms()),
    "timeline": timeline.timeline(calendar(), as_of=DAY),
    "coverage": exchange.coverage(by_item()),
}
EMPTY: dict[str, Drawing] = {
    "series": arrivals.series(rolled().head(0), rolled().head(0), step="day"),
    "origins": arrivals.origins(origins().head(0)),
    "matrix": arrivals.matrix(MATRIX.head(0)),
    "reasons": arrivals.reasons(REASONS.head(0)),
    "within": arrivals.within(WITHIN.head(0)),
    "pyramid": people.pyramid(SEX_AGE.empty(), unknown=0),
    "bars": housing.bars(rooms().head(0)),
    "timeline": timeline.timeline(calendar().head(0), as_of=DAY),
    "coverage": exchange.coverage(by_item().head(0)),
}


@pytest.mark.parametrize("name", FULL)
def test_every_chart_has_template_titles_and_words(name: str) -> None:
    layout = FULL[name].figure.layout
    assert layout.template.layout.font.family.startswith("'IBM Plex Sans'")
    assert layout.template.layout.colorway
    assert layout.xaxis.title.text
    assert layout.yaxis.title.text or layout.yaxis.ticktext, "an axis of names names itself"
    assert len(FULL[name].alt) > 10
    assert FULL[name].alt.endswith(".")
    assert FULL[name].figure.data


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_there_is_a_sentence(name: str) -> None:
    drawing = EMPTY[name]
    assert not drawing.figure.data
    assert drawing.alt == drawing.figure.layout.annotations[0].text
    assert drawing.alt.endswith(".")


def test_days_not_told_of_are_gaps_and_never_zero() -> None:
    bars, *lines = arrivals.series(rolled(), step="day").figure.data
    assert len(bars.x) == 50
    arrived = lines[-1]
    told = dict(zip(pd.to_datetime(list(arrived.x)), arrived.y, strict=True))
    assert told[START + pd.Timedelta(days=17)] is None
    assert told[START + pd.Timedelta(days=40)] == pytest.approx(10 + 37)  # the mean of the seven days up to it
    assert 0 not in bars.y


def test_a_direction_not_told_of_on_a_told_day_is_none() -> None:
    returns = pd.DataFrame({"day": [START + pd.Timedelta(days=50)], "direction": ["return"], "individuals": [70]})
    drawing = arrivals.series(pd.concat([rolled(), returns]), step="day")
    line = next(trace for trace in drawing.figure.data if trace.name == "returns")
    assert max(value for value in line.y if value is not None) == 10  # 70 over seven days


def test_a_month_only_partly_asked_of_is_hollow() -> None:
    months = pd.DataFrame(
        {
            "day": pd.to_datetime(["2026-08-01", "2026-09-01", "2026-10-01"]),
            "direction": "arrival",
            "individuals": [5, 50, 40],
        }
    )
    reach = (dt.date(2026, 8, 20), dt.date(2026, 10, 31))
    bars = arrivals.series(months, step="month", reach=reach).figure.data[0]
    assert list(bars.marker.color) == [LIGHT.page, LIGHT.arrivals_strong, LIGHT.arrivals_strong]
    assert bars.xperiod == "M1"


def test_the_year_before_ends_where_this_year_does() -> None:
    drawing = arrivals.series(rolled(30), rolled(60), step="day")
    line = next(trace for trace in drawing.figure.data if trace.name == "a year before")
    assert max(line.x) <= rolled(30)["day"].max()


def test_origins_keep_the_total_and_unknown_apart() -> None:
    bars = arrivals.origins(origins(), top=12).figure.data[0]
    assert sum(bars.x) == int(origins()["individuals"].sum())
    assert list(bars.y)[-2:] == ["3 others", "origin unknown"]
    assert bars.marker.color[-1] == LIGHT.page


def test_reasons_not_given_are_one_hollow_bar() -> None:
    bars = arrivals.reasons(REASONS).figure.data[0]
    assert list(bars.y) == ["armed conflict", "no reason given"]
    assert list(bars.x) == [80, 20]


def test_matrix_leaves_unreported_pairs_empty() -> None:
    other = MATRIX.assign(destination_code="d", destination_name="Elsing").head(1)
    heat = arrivals.matrix(pd.concat([MATRIX, other])).figure
    assert len(heat.layout.annotations) == 3
    assert sum(value is None for row in heat.data[0].z for value in row) == 1


def test_pyramid_has_one_scale() -> None:
    drawn = people.pyramid(sex_age(f_18_59=100, m_18_59=80), unknown=60).figure
    left, right = drawn.layout.xaxis, drawn.layout.xaxis2
    pixels = [(axis.domain[1] - axis.domain[0]) / (axis.range[1] - axis.range[0]) for axis in (left, right)]
    assert pixels[0] == pytest.approx(pixels[1])
    assert right.range[1] >= 60
    assert "60" in people.pyramid(sex_age(f_18_59=100, m_18_59=80), unknown=60).alt


def test_every_band_is_drawn() -> None:
    women = people.pyramid(sex_age(f_0_4=1), unknown=0).figure.data[0]
    assert len(women.y) == len(c.BANDS)
    assert sum(women.x) == -1


def test_bars_of_places_add_up() -> None:
    parts = {trace.name: list(trace.x) for trace in housing.bars(rooms()).figure.data}
    assert parts["occupied"] == [60, 200, 0]
    assert parts["free"] == [40, 0, 0]
    assert parts["over"] == [0, 110, 0]
    assert parts["places unknown"] == [0, 20, 40]  # never mistaken for free
    assert "Ulvern 40 people, places unknown" in housing.bars(rooms()).alt


def test_a_long_name_leaves_the_bars_their_room() -> None:
    """It is cut in the picture and told in full to whoever does not see it; a short one stands as it is."""
    long = "Municipal Sports and Exhibition Centre of the Eastern Hills"
    drawing = housing.bars(rooms().head(2).assign(city_name=["Halden", long]), width=350)
    short, written = drawing.figure.layout.yaxis.ticktext
    assert short == "Halden"
    assert written.endswith("…")
    assert len(written) < 30
    assert long in drawing.alt


def test_the_end_of_the_timeline_is_told_beside_it() -> None:
    """Outside the plot, so that it never lies on the line."""
    made = timeline.timeline(calendar(), as_of=DAY).figure
    end = made.layout.annotations[-1]
    assert (end.xref, end.x, end.xanchor) == ("paper", 1, "left")
    assert "in all" in end.text
    assert made.layout.margin.r >= 30


def test_unknown_places_open_and_close_hollow() -> None:
    opens, closes, _line = timeline.timeline(calendar(), as_of=DAY).figure.data
    assert opens.y[0] == 120
    assert closes.y[0] < 0
    assert list(closes.marker.color) == [LIGHT.page]


def test_coverage_says_what_is_beyond_and_what_nobody_asks() -> None:
    words = exchange.coverage(by_item()).alt
    assert "100 of 200 places" in words
    assert "30 more offered" in words
    assert "nobody asks" in words


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_is_explicit(dark: bool) -> None:
    colours: Palette = DARK if dark else LIGHT
    made = figure(x="people", y="day", dark=dark, scale=2)
    assert made.layout.template.layout.xaxis.gridcolor == colours.grid
    assert made.layout.template.layout.font.size == 24
    assert made.layout.paper_bgcolor is None
    assert made.layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["ink", "soft", "arrivals", "free_text", "over", "warning", "watch", "need", "offer"])
def test_colours_of_text_can_be_read(colours: Palette, name: str) -> None:
    one, other = sorted((luminance(getattr(colours, name)), luminance(colours.page)))
    assert (other + 0.05) / (one + 0.05) >= 4.5
