"""What we understood of a checked file, in words and small tables. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from idpdash import formats
from idpdash.formats import _, known, ngettext
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Severity
from idpdash.layouts import LAYOUTS
from idpdash.ui.issue_words import wanted
from idpdash.ui.show import Key
from idpdash.vocabulary import unit_name

GIVEN_ONCE = {"missing_column", "no_day"}  # mended by one value for the file, or by saying which column it is


def layout_words(layout: str) -> str:
    """Return a layout in words; "sites+occupancy" is "Sites and Occupancy"."""
    names = [LAYOUTS[name].label if name in LAYOUTS else name for name in layout.split("+")]
    return names[0] if len(names) == 1 else formats.listing([name.split(" (")[0] for name in names])


def missing(checked: Checked) -> list[str]:
    """Return what the file lacks altogether, each by the first of our columns that could give it ("date")."""
    groups = [group for name in checked.layout.split("+") if name in LAYOUTS for group in LAYOUTS[name].required]
    first = {column: group[0][0] for group in groups for columns in group for column in columns}
    found = [issue.column or "date" for issue in checked.issues if issue.code in GIVEN_ONCE]
    return list(dict.fromkeys(first.get(column, column) for column in found))


def headline(checked: Checked, city_of: Mapping[str, str]) -> str:
    """Return in one sentence what the file says, or why it cannot be loaded. city_of: place code → its city's code."""
    lacking = missing(checked)
    if lacking:
        return _("This file does not say {what}").format(what=formats.listing([wanted(name) for name in lacking]))
    if checked.fatal:
        return next(
            (issue.message for issue in checked.issues if issue.severity is Severity.ERROR), _("Unreadable file")
        )
    if not checked.rows_good:
        return _("No row of this file can be loaded yet") if checked.rows_read else _("The file has no rows")
    what = _subject(checked)
    parts = [what, formats.period(*checked.period) if checked.period else "", _where(checked, city_of)]
    return ", ".join(part for part in parts if part) + _faults(checked)


def _faults(checked: Checked) -> str:
    """Return the end of the sentence that says how many rows are left out of it; "" for none."""
    count = len(checked.waiting)
    words = ngettext("; {count} row has to be mended", "; {count} rows have to be mended", count)
    return words.format(count=formats.number(count)) if count else ""


def _subject(checked: Checked) -> str:
    """Return what the good rows hold: "1,204 people in 312 rows"."""
    tables = checked.tables
    if _has(tables, "movements"):
        rows = len(tables["movements"])
        return _("{people} in {rows}").format(
            people=people(_sum(tables["movements"], "individuals")), rows=row_count(rows)
        )
    if _has(tables, "occupancy"):
        last = last_counts(tables["occupancy"])
        return _("{people} in {sites}").format(people=people(_sum(last, "individuals")), sites=sites(len(last)))
    if _has(tables, "sites"):
        return sites(tables["sites"]["site_code"].nunique())
    for name, words in (("needs", _("{count} needs")), ("offers", _("{count} offers"))):
        if _has(tables, name):
            return f"{words.format(count=formats.number(len(tables[name])))}: {_quantities(tables[name])}"
    return _cities(len(tables["cities"])) if _has(tables, "cities") else row_count(checked.rows_good)


def _has(tables: Mapping[str, pd.DataFrame], name: str) -> bool:
    """Return whether there is a table of that layout with a row in it."""
    return name in tables and len(tables[name]) > 0


def _sum(table: pd.DataFrame, column: str) -> float | None:
    """Return the sum of what is known in a column, None where nothing is."""
    values = table[column].dropna()
    return float(values.sum()) if len(values) else None


def last_counts(occupancy: pd.DataFrame) -> pd.DataFrame:
    """Return each site's last count: people in a site are a stock, and counts of several days do not add up."""
    return occupancy.sort_values("counted_at", kind="stable").drop_duplicates("site_code", keep="last")


def people(count: float | None) -> str:
    """Return "1 person", "57 people" or that it is not known."""
    if not known(count):
        return _("An unknown number of people")
    return ngettext("{count} person", "{count} people", int(count or 0)).format(count=formats.number(count))


def sites(count: int) -> str:
    """Return "1 site" or "41 sites"."""
    return ngettext("{count} site", "{count} sites", count).format(count=formats.number(count))


def row_count(count: int) -> str:
    """Return "1 row" or "312 rows"."""
    return ngettext("{count} row", "{count} rows", count).format(count=formats.number(count))


def _rows(count: int) -> str:
    """Return the unit of a number of rows."""
    return ngettext("row", "rows", count)


def _cities(count: int) -> str:
    """Return "1 city" or "4 cities"."""
    return ngettext("{count} city", "{count} cities", count).format(count=formats.number(count))


def _quantities(table: pd.DataFrame) -> str:
    """Return how much of each item: "120 places, 40 seats"; items are never added to each other."""
    sums = table.groupby("item", sort=False)["quantity"].sum().sort_values(ascending=False)
    return ", ".join(f"{formats.number(total)} {unit_name(str(item), int(total))}" for item, total in sums.items())


def _item(item: object) -> str:
    """Return an item's code in words."""
    return str(item).replace("_", " ")


def place_codes(checked: Checked) -> list[str]:
    """Return the code of every place that a good row is about (where people came to, sites stand), once each."""
    columns = {
        "movements": "destination_place_code",
        "sites": "place_code",
        "needs": "city_code",
        "offers": "city_code",
    }
    codes: list[str] = []
    for name, column in columns.items():
        if _has(checked.tables, name):
            codes += checked.tables[name][column].dropna().unique().tolist()
    return list(dict.fromkeys(codes))


def _where(checked: Checked, city_of: Mapping[str, str]) -> str:
    """Return in how many cities, or places where one of them belongs to no city; "" where the file says no place."""
    codes = place_codes(checked)
    if not codes:
        return ""
    own = checked.tables.get("cities")
    brought = {} if own is None else {code: code for code in own["city_code"]}
    held = [city_of.get(code) or brought.get(code) for code in codes]
    if all(held):
        return _cities(len(set(held)))
    return ngettext("{count} place", "{count} places", len(codes)).format(count=formats.number(len(codes)))


def keys(checked: Checked) -> list[Key]:
    """Return the figures by which one sees whether the file was read rightly."""
    waiting = len(checked.waiting)
    out = _("{count} left out").format(count=formats.number(len(checked.left_out))) if checked.left_out else ""
    strip = [Key(_("Rows in the file"), checked.rows_read, _rows(checked.rows_read), note=out)]
    strip.append(Key(_("Can be loaded"), checked.rows_good, _rows(checked.rows_good)))
    if waiting:
        share = _("■ {share} of all").format(share=formats.percent(waiting / max(1, checked.rows_read)))
        strip.append(Key(_("To be mended"), waiting, _rows(waiting), change=(share, "over")))
    return strip + _sums(checked)[: 5 - len(strip)]


def _sums(checked: Checked) -> list[Key]:
    """Return what the good rows add up to, the most telling first; what the file says nothing of is left out."""
    tables, sums = checked.tables, []
    if _has(tables, "movements"):
        sums.append(Key(_("People"), _sum(tables["movements"], "individuals"), ""))
        sums.append(Key(_("Households"), _sum(tables["movements"], "households"), ""))
    if _has(tables, "occupancy"):
        last = last_counts(tables["occupancy"])
        sums.append(Key(_("People"), _sum(last, "individuals"), "", note=_("at each site's last count")))
        sums.append(Key(_("Places stated"), _sum(last, "places_reported"), ""))
        sums.append(Key(_("Sites counted"), len(last), ""))
    if _has(tables, "sites"):
        sums.append(Key(_("Sites"), tables["sites"]["site_code"].nunique(), ""))
        sums.append(Key(_("Beds"), _sum(tables["sites"], "beds"), ""))
    for name, said in (("needs", _("Asked")), ("offers", _("Offered"))):
        if _has(tables, name):
            totals = tables[name].groupby("item", sort=False)["quantity"].sum().nlargest(3).items()
            sums += [
                Key(f"{said}: {_item(item)}", float(total), unit_name(str(item), int(total), short=True))
                for item, total in totals
            ]
    if _has(tables, "cities") and len(tables) == 1:
        sums.append(Key(_("Residents"), _sum(tables["cities"], "population"), ""))
    return [one for one in sums if one.value is not None]


def as_written(rows: Iterable[tuple[int, Mapping[str, str], list[str]]]) -> pd.DataFrame:
    """Return rows kept aside as one table: row number, the cells as written, what is wrong."""
    made = [{"row": row, **cells, "what_is_wrong": " ".join(messages)} for row, cells, messages in rows]
    table = pd.DataFrame(made).fillna("") if made else pd.DataFrame({"row": [], "what_is_wrong": []})
    return table[[*(name for name in table.columns if name != "what_is_wrong"), "what_is_wrong"]]


def preview(checked: Checked, names: Mapping[str, str], *, rows: int = 5) -> dict[str, pd.DataFrame]:
    """Return the first good rows of each table as understood: places by name, columns without a value left out."""
    shown = {}
    for layout, table in checked.tables.items():
        first = table.head(rows).dropna(axis="columns", how="all")
        if not len(first):
            continue
        coded = [name for name in first.columns if name.endswith(("place_code", "city_code")) and layout != "cities"]
        named = first.assign(**{name: first[name].map(lambda code: _named(code, names)) for name in coded})
        one_day = "period_start" in named and bool((named["period_start"] == named["period_end"]).all())
        kept = named.drop(columns=_repeated(named))
        shown[layout] = kept.drop(columns="period_start").rename(columns={"period_end": "date"}) if one_day else kept
    return shown


def _repeated(rows: pd.DataFrame) -> list[str]:
    """Return the columns that say nothing beside others: what is written beside what it means, instants beside days."""
    written = {"origin": "origin_place_code", "destination": "destination_place_code", "place": "place_code"}
    left = [f"{end}_as_written" for end, code in written.items() if code in rows and rows[code].notna().all()]
    left += [f"{end}_as_written" for end in ("city", "to_city")]
    if "reason" in rows and rows["reason"].notna().all():
        left.append("reason_as_written")
    if "row" in rows and bool((rows["row"] == 0).all()):  # brought by the source, in no row of the file
        left.append("row")
    if "counted_on" in rows:
        left.append("counted_at")
    return [name for name in left if name in rows]


def _named(code: object, names: Mapping[str, str]) -> object:
    """Return a place's name with its code, or the code alone."""
    return f"{names[str(code)]} ({code})" if known(code) and str(code) in names else code
