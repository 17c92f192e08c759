"""What must hold in needs and offers: a city of the network, a quantity, the item's own unit."""

from __future__ import annotations

import numpy as np

from idpdash.intake.draft import Draft, in_order, with_default
from idpdash.intake.findings import Words
from idpdash.intake.rules.resolved import resolve
from idpdash.intake.values.column import Values
from idpdash.vocabulary import UNITS, Item, Priority, is_unit


def needs(draft: Draft) -> None:
    """Build the columns of needs."""
    resolve(draft, "city", into="city_code", city=True)
    draft.out["priority"] = with_default(draft, "priority", Priority.NORMAL)
    _not_past(draft, "needed_by", "past_deadline")
    _quantity(draft)


def offers(draft: Draft) -> None:
    """Build the columns of offers; none is made to the city that makes it."""
    resolve(draft, "city", into="city_code", city=True)
    resolve(draft, "to_city", into="to_city_code", city=True)
    if "to_city_code" in draft.out:
        everyone = np.arange(len(draft.rows))
        givers, receivers = (draft.out[name].series(everyone, "str") for name in ("city_code", "to_city_code"))
        oneself = (givers == receivers).to_numpy() & receivers.notna().to_numpy()
        column = "to_city_name" if draft.has("to_city_name") else "to_city_pcode"
        written = draft.out["to_city_as_written"].text_at
        draft.findings.at_rows("offer_to_itself", column, np.flatnonzero(oneself), value=written)
    in_order(draft, "available_from", "expires_on")
    _not_past(draft, "expires_on", "past_deadline.offer")
    _quantity(draft)


def _not_past(draft: Draft, column: str, key: str) -> None:
    """Find last days before today: said, never refused, as older files are loaded later."""
    if not draft.has(column):
        return
    days = draft.values[column]
    past = ~days.missing_by_row() & (days.by_row() < np.datetime64(draft.reading.today))
    draft.findings.at_rows(key, column, np.flatnonzero(past), value=draft.text(column))


def _quantity(draft: Draft) -> None:
    """Find quantities of zero and units that are not the item's; build the unit from the item."""
    quantity, item = draft.values["quantity"], draft.values["item"]
    zero = ~quantity.missing_by_row() & (quantity.by_row() == 0)
    draft.findings.at_rows("not_positive", "quantity", np.flatnonzero(zero), value=draft.text("quantity"))
    units = [None if word is None else UNITS[Item(word)] for word in item.values.to_pylist()]
    draft.out["unit"] = Values.of_texts(units, item.codes)
    if draft.has("unit"):
        _units_fit(draft, units)


def _units_fit(draft: Draft, units: list[str | None]) -> None:
    """Find units that are not the item's. units: the unit of each word of the column of items."""
    written, item_codes = draft.rows.columns["unit"], draft.rows.columns["item"].codes
    fits = {
        (unit, text): not text.strip() or is_unit(text, unit)
        for unit in set(units) - {None}
        for text in written.texts
        if unit
    }
    wrong = [
        unit is not None and not fits[unit, text]
        for unit, text in (
            (units[item], written.texts[code]) for item, code in zip(item_codes, written.codes, strict=True)
        )
    ]

    def words(position: int) -> Words:
        return {"item": draft.values["item"].text_at(position), "unit": units[int(item_codes[position])]}

    draft.findings.at_rows("wrong_unit", "unit", np.flatnonzero(wrong), value=written.at, words=words)
