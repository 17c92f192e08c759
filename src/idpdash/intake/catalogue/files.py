"""What is said of a whole file: that it cannot be read, or how it was understood."""

from __future__ import annotations

from idpdash.intake.catalogue.severity import N_, E, I, Sentences, W

FILES: Sentences = {
    # the whole file cannot be read
    "empty_file": (E, N_("The file is empty.")),
    "no_rows": (W, N_("The file has a header and no rows below it.")),
    "not_a_table": (E, N_("This is {kind}, not a table; put the table into a spreadsheet (XLSX, XLS, ODS) or CSV.")),
    "web_page": (
        E,
        N_("This is a web page, whatever its name says; open it in a spreadsheet program and save it as XLSX or CSV."),
    ),
    "boundary_file": (
        E,
        N_(
            "This is {kind}: boundaries and points are loaded as places by whoever runs idpdash, not as rows of a "
            "table."
        ),
    ),
    "password": (E, N_("The workbook is protected by a password; save it without one.")),
    "damaged_workbook": (
        E,
        N_("The workbook is damaged or cut off and cannot be opened; save it again or send it as CSV."),
    ),
    "no_spreadsheet": (
        E,
        N_("This is a zip archive without a spreadsheet in it; send the spreadsheet itself, as XLSX, XLS, ODS or CSV."),
    ),
    "too_large": (
        E,
        N_("The file is larger than can be read safely ({measure}); divide it or save the table alone as CSV."),
    ),
    "too_slow": (
        E,
        N_("The workbook took longer than {seconds} seconds to open and was given up; save the table alone as CSV."),
    ),
    "not_text": (E, N_("The file is neither a spreadsheet nor readable text; save the table again as XLSX or CSV.")),
    "cut_off": (E, N_("The file ends in the middle of a letter: it was cut off on its way. Send it again.")),
    "nul_bytes": (E, N_("The file holds NUL bytes, which no table has: it is damaged. Save it again as CSV.")),
    "bad_quotes": (
        E,
        N_(
            "Near row {near} a quotation mark opens or closes in the wrong place: the cells cannot be told apart. Take "
            "it out, or send the table as XLSX."
        ),
    ),
    "swallowed_rows": (
        E,
        N_(
            "The cell that begins in row {near} holds whole rows of the table between two stray quotation marks. Take "
            "them out, or send the table as XLSX."
        ),
    ),
    "too_many_columns": (
        E,
        N_("The table is {count} columns wide, more than {most}; send the columns alone that count here."),
    ),
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
    "unknown_layout": (
        E,
        N_(
            "The columns fit none of the layouts. Found: {found}. Say what kind of file it is and which column is "
            "which, or compare it with a template."
        ),
    ),
    "no_header": (
        E,
        N_(
            "The first row is not a header: no column name is known. Found: {found}. Write names above the columns, or "
            "say what kind of file it is and which column is which."
        ),
    ),
    "duplicate_column": (E, N_("The columns {headers} both give {column}; leave one of them out.")),
    "missing_column": (
        E,
        N_("No column gives {wanted}. Add it, say which of your columns it is, or give one value for the whole file."),
    ),
    "missing_column.key": (
        E,
        N_("No column gives {wanted}, by which rows are told apart. Add it, or say which of your columns it is."),
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
    "sheets_alike": (
        W,
        N_(
            "Only the sheet “{sheet}” was read; the same kind of table stands in {others}. Load each sheet by itself, "
            "one after the other."
        ),
    ),
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
    "error_cells": (
        W,
        N_(
            "Cells with an error of the spreadsheet's own, such as #N/A, were read as empty: {count} in the whole "
            "workbook. Mend their formulas, or send it as XLSX."
        ),
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
}
