"""The coloured areas of a map of cities, and what is said of a city when it is pointed at."""

from __future__ import annotations

import plotly.graph_objects as go

from idpdash.figures import backdrop, cross
from idpdash.figures.classes import class_of
from idpdash.figures.discs import paler
from idpdash.figures.plan import Mode, Plan, Row, positive
from idpdash.formats import _, number


def areas(plan: Plan) -> go.Choroplethmap:
    """Return the areas in classes by their city's arrivals; areas without a figure stay land."""
    values = {row["city_code"]: row["arrivals"] for row in plan.cities if row["arrivals"] is not None}
    drawn = [(area, city) for area, city in plan.layers.area_cities if city in values]
    colours, count = class_colours(plan), len(plan.limits) + 1
    steps = [[edge / count, colours[at]] for at in range(count) for edge in (at, at + 1)]
    return go.Choroplethmap(
        geojson=plan.layers.areas,
        featureidkey="id",
        locations=[area for area, _city in drawn],
        z=[class_of(values[city], plan.limits) for _area, city in drawn],
        zmin=-0.5,
        zmax=count - 0.5,
        colorscale=steps,
        showscale=False,
        marker={"line": {"width": 0}, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[[city, int(values[city])] for _area, city in drawn],
        hovertemplate="<b>%{properties.name}</b><br>"
        + _("{count} arrived").format(count="%{customdata[1]:,}")
        + "<extra></extra>",
        below=backdrop.AREAS_BELOW,
    )


def crossed(plan: Plan) -> go.Choroplethmap:
    """Return the areas in the colour of need and free places of their city, paler where its last count is stale.

    Where free places are not known they stay land.
    """
    classes = {row["city_code"]: cross.class_of(row, plan.limits) for row in plan.cities}
    rows_of = {row["city_code"]: row for row in plan.cities}
    drawn = [(area, city) for area, city in plan.layers.area_cities if classes.get(city)]
    full = [colour for row in cross.colours(dark=plan.dark) for colour in row]
    colours = [*full, *(paler(colour, plan.colours) for colour in full)]
    values = [
        found[0] * 3 + found[1] + len(full) * bool(rows_of[city].get("stale"))
        for _area, city in drawn
        if (found := classes[city])
    ]
    return go.Choroplethmap(
        geojson=plan.layers.areas,
        featureidkey="id",
        locations=[area for area, _city in drawn],
        z=values,
        zmin=-0.5,
        zmax=len(colours) - 0.5,
        colorscale=[[edge / len(colours), colour] for at, colour in enumerate(colours) for edge in (at, at + 1)],
        showscale=False,
        marker={"line": {"width": 0}, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[[city] for _area, city in drawn],
        text=[hover(plan, rows_of[city]) for _area, city in drawn],
        hovertemplate="%{text}<extra></extra>",
        below=backdrop.AREAS_BELOW,
    )


def class_colours(plan: Plan) -> tuple[str, ...]:
    """Return as many colours as there are classes, spread from light to dark."""
    count, given = len(plan.limits) + 1, plan.colours.classes
    return tuple(given[round(at * (len(given) - 1) / max(count - 1, 1))] for at in range(count))


def hover(plan: Plan, row: Row) -> str:
    """Return what is said of a city when it is pointed at."""
    said = [f"<b>{row['city_name']}</b>"]
    if plan.mode is Mode.EXCHANGE:
        said += [_("needs {count}").format(count=number(row["needed"]))] if positive(row["needed"]) else []
        said += [_("offers {count}").format(count=number(row["offered"]))] if positive(row["offered"]) else []
        return "<br>".join(said)
    if plan.mode is Mode.CROSS:
        free = _("{count} places free").format(count=number(row["free"]))
        asked = _("{count} places asked for").format(count=number(row["needed"] or 0))
        said += [asked, free if row["free"] is not None else _("free places unknown")]
        return "<br>".join([*said, *([_("the last count is stale")] if row.get("stale") else [])])
    if row[plan.measure] is not None and plan.mode is not Mode.PEOPLE:
        words = _("{count} came from here") if plan.mode is Mode.ORIGINS else _("{count} arrived")
        said.append(words.format(count=number(row[plan.measure])))
    if row["occupied"] is not None:
        told = _("{people} people in {places} places").format(
            people=number(row["occupied"]), places=number(row["capacity"])
        )
        said.append(
            told
            if row["capacity"] is not None
            else _("{people} people, places unknown").format(people=number(row["occupied"]))
        )
    said += [_("{count} free").format(count=number(row["free"]))] if positive(row["free"]) else []
    said += [_("{count} over").format(count=number(row["over"]))] if positive(row["over"]) else []
    said += [_("the last count is stale")] if row.get("stale") else []
    return "<br>".join(said)
