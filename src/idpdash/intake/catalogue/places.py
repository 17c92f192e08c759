"""What is said of places, sites and their points."""

from __future__ import annotations

from idpdash.intake.catalogue.severity import N_, E, I, Sentences, W

PLACES: Sentences = {
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
            "“{column}” has names that are not known for the place that {record} says, first “{value}” in row {near} "
            "(rows: {count}); {record} was followed."
        ),
    ),
    "pcode_prefix": (
        I,
        N_(
            "Codes of “{column}” begin with the other form of their country's letters, first “{value}” in row {near}, "
            "which was read as {place} (rows: {count})."
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
            "The column “{column}” names another place than {record}, first “{value}” in row {near} (rows: {count}); "
            "{record} was followed."
        ),
    ),
}
