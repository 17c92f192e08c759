"""All that can be wrong with a file: each code with its severity and its sentence."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """An error keeps its row (or the file) out; a warning loads and is said; information is only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence for the catalogue of translations; it is translated when it is said."""
    return text


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

# A new check goes here first: its code, its severity, and its sentence. {value} is the cell as written; the row and the
# column are put before the sentence by `issue`, so a sentence does not name them again.
CATALOGUE: dict[str, tuple[Severity, str]] = {
    # the whole file cannot be read
    "empty_file": (E, N_("The file is empty.")),
    "no_rows": (W, N_("The file has a header and no rows below it.")),
    "not_a_table": (E, N_("This is {kind}, not a table; send CSV, XLSX, XLS or ODS.")),
    "web_page": (
        E,
        N_("This is a web page, whatever its name says; open it in a spreadsheet program and save it as XLSX or CSV."),
    ),
    "boundary_file": (
        E,
        N_("This is {kind}: a file of boundaries or points is loaded as places, not as rows (command: places)."),
    ),
    "password": (E, N_("The workbook is protected by a password; save it without one.")),
    "damaged_workbook": (
        E,
        N_("The workbook is damaged or cut off and cannot be opened; save it again or send it as CSV."),
    ),
    "no_spreadsheet": (E, N_("This is a zip archive without a spreadsheet in it.")),
    "too_large": (
        E,
        N_("The file is larger than can be read safely ({measure}); divide it or save the table alone as CSV."),
    ),
    "too_slow": (
        E,
        N_("The workbook took longer than {seconds} seconds to open and was given up; save the table alone as CSV."),
    ),
    "not_text": (E, N_("The file is neither a spreadsheet nor readable text.")),
    "cut_off": (E, N_("The file ends in the middle of a letter: it was cut off on its way. Send it again.")),
    "nul_bytes": (E, N_("The file holds NUL bytes, which no table has: it is damaged. Save it again as CSV.")),
    "bad_quotes": (
        E,
        N_("Near row {near} a quotation mark opens or closes in the wrong place: the cells cannot be told apart."),
    ),
    "swallowed_rows": (
        E,
        N_("The cell that begins in row {near} holds whole rows of the table between two stray quotation marks."),
    ),
    "too_many_columns": (E, N_("The table is {count} columns wide; no layout has more than {most}.")),
    "shifted_rows": (
        E,
        N_(
            "{count} of {total} rows have more cells than the header, first row {near} ({cells} cells, header {width}):"
            " the columns would shift. Numbers such as 1,475 need quotation marks in a CSV file."
        ),
    ),
    # the file is read, but is not what we take in
    "three_w": (
        E,
        N_("This is a 3W file (who does what, where): idpdash gives such files out and does not take them in."),
    ),
    "unknown_layout": (E, N_("The columns fit none of the layouts. Found: {found}. Download a template to compare.")),
    "no_header": (E, N_("The first row is not a header: no column name is known. Found: {found}.")),
    "duplicate_column": (E, N_("The columns {headers} both give {column}; leave one of them out.")),
    "missing_column": (
        E,
        N_(
            "No column gives {wanted}. Add it, say which of your columns it is, or give one value for the whole file "
            "({example})."
        ),
    ),
    "no_such_column": (E, N_("The file has no column “{value}”, which was to give {column}.")),
    "no_such_target": (E, N_("{layout} has no column “{value}”; it has {columns}.")),
    "no_such_layout": (E, N_("There is no layout “{value}”; there are {layouts}.")),
    "not_this_source": (E, N_("The file does not look like one of {value}: {why}")),
    "no_day": (E, N_("The file says nowhere which day it is about; give the day once for the file (date).")),
    "too_many_errors": (
        E,
        N_("{count} of {total} rows have an error, more than can be kept aside; mend the file and send it again."),
    ),
    # how the file was understood
    "unknown_column": (I, N_("The column “{value}” is not known and was left unread.")),
    "column_near": (
        W,
        N_("The column “{value}” was taken for {column}: it is spelled nearly so. See whether it is that."),
    ),
    "column_by_content": (
        I,
        N_("The column “{value}” was taken for {column}: its name says nothing, what it holds does."),
    ),
    "profile_used": (I, N_("The file was read as files of the same columns were before ({value}): {said}.")),
    "rows_left_out": (I, N_("Rows left out because you said so: {count}.")),
    "no_such_row": (W, N_("Row {near} was to be mended, but the table has no such row of data.")),
    "hidden_sheets": (W, N_("Hidden sheets were not read: {others}.")),
    "other_sheets": (I, N_("Only the sheet “{sheet}” was read; not read: {others}.")),
    "turned_long": (
        I,
        N_(
            "{count} columns, one for each {span} from “{first}” to “{last}”, were read as rows of their own: {total} "
            "rows."
        ),
    ),
    "months_as_periods": (I, N_("{column}: months such as “{value}” were read as periods, first to last day.")),
    "no_such_sheet": (E, N_("The file has no sheet “{value}”; it has {sheets}.")),
    "merged_cells": (
        W,
        N_("Merged cells were read as if their text stood in each of their rows: {count}. Numbers were not repeated."),
    ),
    "encoding_guessed": (I, N_("The text was read as {encoding}.")),
    "repeated_rows": (
        I,
        N_(
            "Rows equal in all columns to an earlier one: {count}. They are loaded: nothing says that they are the "
            "same people."
        ),
    ),
    "ambiguous_date": (
        W,
        N_("{column}: days such as “{value}” may be read two ways; they were taken as day/month/year."),
    ),
    "short_year": (W, N_("{column}: years of two digits such as “{value}” were taken as 20xx.")),
    "instants_differ": (W, N_("The rows give {count} different times; the latest, {value}, was taken for all.")),
    "total_row": (W, N_("The row looks like a total (“{value}”) and was left out.")),
    "footer_row": (W, N_("The row holds a remark only (“{value}”) and was left out.")),
    "header_again": (W, N_("The header stands here once more; the row was left out.")),
    "mended_letters": (W, N_("The letters of “{value}” were garbled and read as “{mended}”.")),
    # a row
    "too_many_cells": (E, N_("The row has {cells} cells, the header {width}: its columns would shift.")),
    "too_few_cells": (
        E,
        N_("The row has {cells} cells, the header {width}: it was cut off or its columns have shifted."),
    ),
    "missing_value": (E, N_("The cell is empty; {wanted} is required.")),
    "period_reversed": (E, N_("The day “{value}” is before {other}.")),
    "sum_differs": (W, N_("The counts by sex and age add up to {sum}, not to “{value}”; see which of them is wrong.")),
    "sum_differs.more": (
        W,
        N_("The counts by sex and age add up to {sum}, more than “{value}” in all: at least one of them is wrong."),
    ),
    "household_size": (
        W,
        N_(
            "“{value}” people in {households} households are {size} each, outside the usual {low} to {high}; see "
            "whether a number is wrong."
        ),
    ),
    "household_size.fewer": (
        W,
        N_(
            "“{value}” people in {households} households: fewer people than households; see whether they are exchanged."
        ),
    ),
    "household_size.none": (
        W,
        N_("“{value}” people and no household; leave the households empty where nobody counted them."),
    ),
    "imputed_count": (
        W,
        N_(
            "In {count} of {total} rows {column} is exactly {factor} × households: the numbers look computed, not "
            "counted. Give the counted ones, or say with basis “estimated” that they are not."
        ),
    ),
    "implausible": (
        W,
        N_("“{value}” is more than {most}, which one row hardly counts; see whether digits were added or joined."),
    ),
    "implausible.area": (
        W,
        N_("“{value}” m² for {beds} beds is less than {least} m² each; see whether one of the two is wrong."),
    ),
    "count_twice": (
        W,
        N_("“{value}” people: for the same site and time row {other} says {before}; the later row holds."),
    ),
    "duplicate_record": (
        E,
        N_(
            "“{value}” stands in row {other} already, with other values: a record id may stand in a file once. Take "
            "one of the two rows out, or give it an id of its own."
        ),
    ),
    "record_again": (I, N_("“{value}” stands in row {other} already with the same values; it is loaded once.")),
    "duplicate_key": (E, N_("“{value}” stands in row {other} already; a code may stand in a file once.")),
    "offer_to_itself": (E, N_("“{value}” is the city that makes the offer; name another city, or none for any city.")),
    # a cell
    "not_a_number": (E, N_("“{value}” is not a number.")),
    "not_whole": (E, N_("“{value}” is not a whole number.")),
    "negative": (E, N_("“{value}” is below zero.")),
    "number_too_large": (E, N_("“{value}” is larger than any count can be.")),
    "not_positive": (E, N_("“{value}”: the quantity must be at least 1.")),
    "impossible_date": (E, N_("“{value}” is no day of the calendar; write days as 2026-05-03.")),
    "only_a_month": (
        E,
        N_(
            "“{value}” is a month, not a day; write the day, or give the months in the columns period_start and "
            "period_end."
        ),
    ),
    "mixed_dates": (
        E,
        N_("“{value}”: this column writes some days as day/month and others as month/day; write days as 2026-05-03."),
    ),
    "future_date": (E, N_("“{value}” lies after today, {today}.")),
    "coordinate_out_of_range": (E, N_("“{value}” is no {wanted}; it lies between {low} and {high}.")),
    "unknown_word": (E, N_("“{value}” is not known here; known are {words}.")),
    "unknown_word.reason": (W, N_("“{value}” is not a known reason; it is kept as written and counted as no reason.")),
    "old_date": (
        W,
        N_(
            "“{value}” lies before {first}; spreadsheets write 1900 or 1970 for an empty cell. See whether the day is "
            "right."
        ),
    ),
    "wrong_unit": (E, N_("“{value}” is not the unit of {item}, which is counted in “{unit}”.")),
    "too_long": (E, N_("The text “{value}” has {count} letters; at most {most} are kept.")),
    "error_value": (E, N_("“{value}” is an error of the spreadsheet's own, not a value; mend its formula.")),
    "formula_without_value": (
        E,
        N_("“{value}”: the formula's result was not saved with the file; open and save it in a spreadsheet program."),
    ),
    "hidden_letters": (
        W,
        N_("“{value}” held letters that nobody sees, such as marks of direction; they were taken out."),
    ),
    "formula_text": (
        I,
        N_("“{value}” looks like a formula; it is kept as text, is never computed and leaves idpdash as text."),
    ),
    "markup": (I, N_("“{value}” holds markup; it is kept and shown as text and never carried out.")),
    # personal data: the sentence never holds what was found
    "personal_data": (
        E,
        N_(
            "The cell holds {what}. Personal data is not kept: “{value}” stands for it, it is stored nowhere. Write "
            "the text without it."
        ),
    ),
    "personal_data.removed": (
        E,
        N_("Personal data was removed from this cell; write the text without it, or leave the cell empty."),
    ),
    "personal_column": (
        E,
        N_(
            "The column “{value}” names, numbers or reaches persons: personal data is not kept. Do not give it as "
            "{column}; leave the column unread or take it out of the file."
        ),
    ),
    "personal_mailbox": (
        W,
        N_(
            "“{value}” looks like the mailbox of one person; give the mailbox of the desk, which outlasts whoever sits "
            "there."
        ),
    ),
    "lost_letters": (E, N_("The letters of “{value}” were lost when the file was saved; save it again as UTF-8.")),
    # places and sites
    "unknown_place": (E, N_("“{value}” is no known place.")),
    "unknown_place.list": (E, N_("“{value}”: {unknown} is no known place.")),
    "unknown_origin": (W, N_("“{value}” is no known place; the row counts as of unknown origin.")),
    "unknown_place.letters": (
        E,
        N_("“{value}” is no known place: some of its letters are of another alphabet and only look like these."),
    ),
    "ambiguous_place": (E, N_("“{value}” may be {places}; give its code or its region.")),
    "code_name_differ": (
        E,
        N_("The code says {by_code}, the name “{value}” says {by_name}; mend the one that is wrong."),
    ),
    "code_name_differ.unknown": (
        E,
        N_(
            "The code says {by_code}, the name “{value}” is not known as a name of it; mend the one that is wrong, or "
            "say that it is another name of this place."
        ),
    ),
    "wrong_parent": (E, N_("{place} does not lie in “{value}”; mend the one that is wrong.")),
    "name_not_known": (
        I,
        N_(
            "In {count} rows “{column}” has a name that is not known for the place that {record} says, first “{value}” "
            "in row {near}; {record} was followed."
        ),
    ),
    "pcode_prefix": (
        I,
        N_(
            "In {count} rows a code of “{column}” begins with the other form of its country's letters, first “{value}” "
            "in row {near}, which was read as {place}."
        ),
    ),
    # points: never with the point itself in the sentence
    "coordinate_alone": (E, N_("The row has a {given} and no {lacking}; give both or neither.")),
    "point_zero": (E, N_("The point is 0, 0 in the Atlantic, which stands for “not known”; leave both cells empty.")),
    "coordinates_swapped": (
        E,
        N_("Latitude and longitude seem exchanged: as they stand, the point is far from {place}."),
    ),
    "point_outside_place": (W, N_("The point lies {distance} outside {place}; see which of the two is right.")),
    "point_outside_place.elsewhere": (
        W,
        N_("The point lies in {other}, {distance} outside {place}; see which of the two is right."),
    ),
    "point_nowhere": (
        W,
        N_("The point lies in no known place, at sea or abroad, {distance} from {place}; see which is right."),
    ),
    "place_without_city": (E, N_("{place} belongs to no city of the network; needs and offers are made by cities.")),
    "unknown_site": (E, N_("“{value}” is no known site; load the list of sites first.")),
    "place_contradicts": (
        W,
        N_(
            "In {count} rows the column “{column}” names another place than {record}, first “{value}” in row {near}; "
            "{record} was followed."
        ),
    ),
    # beside what is stored
    "overlaps_earlier_upload": (
        W,
        N_(
            "Upload {number} ({file}, {period}){others} of the same source already speaks of these days: {meaning}. If "
            "this file takes its place, load it with “replace the period” (--replace-period)."
        ),
    ),
    "stored_already": (
        W,
        N_(
            "{count} rows stand in the store already, the very same, from the same source: their people would count "
            "twice. If this file takes the place of the earlier one, load it with “replace the period” "
            "(--replace-period)."
        ),
    ),
    "stored_already.whole": (
        W,
        N_("All rows stand in upload {number} already, in whatever order: to load the file changes nothing."),
    ),
    "outlier": (
        W,
        N_(
            "{place}: {count} people in {month} are more than ten times the {largest} of the largest of the {months} "
            "other months known here. See whether the number is right."
        ),
    ),
    "outlier.count": (
        W,
        N_("{site}: {count} people, after {before} on {day}. See whether the number is right."),
    ),
    "similar_site": (
        W,
        N_(
            "The new site {site} “{value}” may be the same as {other} “{name}”: {why}. See that it is not listed twice."
        ),
    ),
    "empty_cells": (
        I,
        N_("In {count} rows the cell is empty where something is stored, first for {first}: what is stored stays."),
    ),
    "empty_cells.erased": (
        W,
        N_("In {count} rows the cell is empty where something is stored, first for {first}: that is erased, as asked."),
    ),
    "not_erased": (W, N_("Empty cells of “{value}” erase nothing: {why}.")),
    "looks_truncated": (
        E,
        N_(
            "The file looks cut off: it has exactly {count} rows, where exports often end{places}. Ask for the whole "
            "file, or confirm that this is it (--confirm-suspicious)."
        ),
    ),
    "places_missing": (
        W,
        N_("{count} of the {total} {what} in upload {number} of the same source are not in this file: {names}."),
    ),
}
