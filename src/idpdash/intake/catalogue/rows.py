"""What is said of rows and cells."""

from __future__ import annotations

from idpdash.intake.catalogue.severity import N_, E, I, Sentences, W

ROWS: Sentences = {
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
            "People “{value}”, households {households}: {size} each, outside the usual {low} to {high}; see whether a "
            "number is wrong."
        ),
    ),
    "household_size.fewer": (
        W,
        N_("People “{value}”, households {households}: fewer people than households; see whether they are exchanged."),
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
    "past_deadline": (
        W,
        N_("The day “{value}” is past: the need is open, and late already. See whether the day is right."),
    ),
    "past_deadline.offer": (
        W,
        N_("The day “{value}” is past: nothing of the offer can be promised. See whether the day is right."),
    ),
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
    "coordinate_out_of_range.latitude": (
        E,
        N_(
            "“{value}” is no latitude, which lies between {low} and {high}; see whether latitude and longitude are "
            "exchanged."
        ),
    ),
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
}
