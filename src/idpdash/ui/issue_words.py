"""How issues are headed on the page, and how things that a file lacks are asked for."""

from __future__ import annotations

from idpdash import columns
from idpdash.columns import Column
from idpdash.formats import _

TITLES: dict[str, str] = {
    "unknown_place": _("Place not known"),
    "unknown_origin": _("Origin not known"),
    "ambiguous_place": _("Place may be one of several"),
    "code_name_differ": _("Code and name say different places"),
    "wrong_parent": _("Place lies elsewhere"),
    "place_without_city": _("Place belongs to no city"),
    "place_contradicts": _("Two columns say different places"),
    "unknown_site": _("Site not known"),
    "missing_value": _("Empty cell"),
    "not_a_number": _("Not a number"),
    "not_whole": _("Not a whole number"),
    "negative": _("Below zero"),
    "number_too_large": _("Number too large"),
    "not_positive": _("Quantity of zero"),
    "impossible_date": _("No such day"),
    "mixed_dates": _("Day and month may be swapped"),
    "future_date": _("Day in the future"),
    "period_reversed": _("Ends before it begins"),
    "ambiguous_date": _("Days that may be read two ways"),
    "short_year": _("Years of two digits"),
    "instants_differ": _("Different times in one list"),
    "coordinate_out_of_range": _("Coordinates not on the map"),
    "unknown_word": _("Word not known"),
    "wrong_unit": _("Wrong unit"),
    "too_long": _("Text too long"),
    "lost_letters": _("Letters lost"),
    "mended_letters": _("Garbled letters mended"),
    "sum_differs": _("Sex and age do not add up"),
    "duplicate_key": _("Code twice in the file"),
    "offer_to_itself": _("City offers to itself"),
    "past_deadline": _("Last day is past"),
    "too_many_cells": _("Row too long"),
    "too_few_cells": _("Row too short"),
    "repeated_rows": _("Equal rows"),
    "total_row": _("Total rows left out"),
    "footer_row": _("Remarks left out"),
    "header_again": _("Header repeated"),
    "unknown_column": _("Columns left unread"),
    "other_sheets": _("Sheets left unread"),
    "sheets_alike": _("Sheets of the same kind left unread"),
    "encoding_guessed": _("Letters read as"),
    "column_near": _("Column taken by a similar name"),
    "column_by_content": _("Column taken by what it holds"),
    "profile_used": _("Read as before"),
    "rows_left_out": _("Rows left out"),
    "no_such_row": _("No such row"),
    "hidden_sheets": _("Hidden sheets left unread"),
    "turned_long": _("Columns read as rows"),
    "months_as_periods": _("Months read as periods"),
    "merged_cells": _("Merged cells"),
    "household_size": _("Unusual household size"),
    "imputed_count": _("Numbers look computed"),
    "implausible": _("Number hardly possible"),
    "no_such_sheet": _("No such sheet"),
    "count_twice": _("Counted twice at one time"),
    "duplicate_record": _("Record number twice in the file"),
    "record_again": _("Record stands twice"),
    "only_a_month": _("A month, not a day"),
    "old_date": _("Very early day"),
    "error_value": _("Error of the spreadsheet"),
    "error_cells": _("Errors of the spreadsheet read as empty"),
    "formula_without_value": _("Formula without its result"),
    "hidden_letters": _("Hidden letters taken out"),
    "formula_text": _("Text that looks like a formula"),
    "markup": _("Text with markup"),
    "personal_data": _("Personal data"),
    "personal_column": _("Column with personal data"),
    "personal_mailbox": _("Mailbox of a person"),
    "name_not_known": _("Name not known beside a known code"),
    "pcode_prefix": _("Code begins otherwise"),
    "coordinate_alone": _("Half a pair of coordinates"),
    "point_zero": _("Coordinates of zero"),
    "coordinates_swapped": _("Latitude and longitude exchanged"),
    "point_outside_place": _("Point outside its place"),
    "point_nowhere": _("Point in no known place"),
    "overlaps_earlier_upload": _("Days told before"),
    "loaded_in_addition": _("Loaded in addition"),
    "stored_already": _("Rows stored already"),
    "outlier": _("Out of the usual"),
    "similar_site": _("Site may be listed twice"),
    "empty_cells": _("Empty where something is stored"),
    "not_erased": _("Nothing to erase"),
    "looks_truncated": _("File looks cut off"),
    "places_missing": _("Places missing"),
    "offer_below_promises": _("Offer below what is promised"),
    "need_below_promises": _("Need below what is promised"),
    "promised_otherwise": _("Promised otherwise"),
    "promised_to_others": _("Promised to another city"),
    "expires_under_promises": _("Offer ends under its promises"),
    "closes_promised_site": _("Site with promises closes"),
}

WANTED: dict[str, str] = {
    "date": _("which day it is about"),
    "destination_pcode": _("where people came to"),
    "place_pcode": _("in which place the sites are"),
    "city_pcode": _("which city it is about"),
    "individuals": _("how many people"),
    "item": _("what is asked for or offered"),
    "quantity": _("how much"),
    "site_code": _("which site a row is about (its code)"),
    "site_name": _("what the sites are called"),
    "need_code": _("the code of each need"),
    "offer_code": _("the code of each offer"),
    "city_code": _("the code of each city"),
    "city_name": _("what the cities are called"),
}

_COLUMNS: dict[str, Column] = {value.name: value for value in vars(columns).values() if isinstance(value, Column)}
for _group in (columns.ORIGIN, columns.DESTINATION, columns.PLACE, columns.CITY, columns.TO_CITY, columns.SEX_AGE):
    _COLUMNS |= {column.name: column for column in _group if column.name not in _COLUMNS}


def wanted(name: str) -> str:
    """Return what a column says, as the end of "This file does not say …"."""
    return WANTED.get(name) or label(name)


def label(name: str) -> str:
    """Return the label of one of our columns, or its name in words."""
    return _COLUMNS[name].label if name in _COLUMNS else name.replace("_", " ").capitalize()
