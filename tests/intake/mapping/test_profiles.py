"""What a user said of a file is used for the next one of the same columns, and what is said now goes before it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Options, Profile
from idpdash.intake.mapping.fitting import profile_of, shape
from tests.intake.given import TODAY, codes, country, only

FIRST = "When,There,Here,How many,Why\n2026-05-03,Galt,Marrow,4,Krieg\n"
NEXT = "Here,there,WHEN,How many,Why\nGalt,Marrow,2026-05-10,6,krieg\n"
SAID = Options(
    source="desk of Galt",
    layout="movements",
    mapping=(
        ("date", "When"),
        ("destination_name", "There"),
        ("origin_name", "Here"),
        ("individuals", "How many"),
        ("reason", "Why"),
    ),
    constants=(("basis", "registered"),),
    spellings=(("reason", "Krieg", "conflict"),),
)


def read(content: str, options: Options, *profiles: Profile) -> Checked:
    """Return a file checked where some profiles are kept."""
    known = replace(country(), mappings=profiles)
    return check(content.encode(), "file.csv", options, known, today=TODAY, timezone=ZoneInfo("UTC"))


def kept(options: Options = SAID) -> Profile:
    """Return what is kept of the first file."""
    profile = profile_of(read(FIRST, options))
    assert profile is not None
    return profile


def test_the_next_file_of_the_same_columns_is_read_alike() -> None:
    found = read(NEXT, Options(), kept())
    assert (found.source, found.profile, found.layout) == ("desk of Galt", "desk of Galt", "movements")
    row = found.tables["movements"].iloc[0]
    assert row["destination_place_code"] == "ZE0101"
    assert (row["individuals"], row["reason"], row["basis"]) == (6, "conflict", "registered")
    assert codes(found) == {"profile_used": 1}
    said = only(found, "profile_used")
    assert said.severity == "info"
    for word in ("desk of Galt", "individuals", "How many", "basis = registered", "Krieg"):
        assert word in said.message


def test_it_is_the_same_file_as_if_it_had_been_said_by_hand() -> None:
    by_itself, by_hand = read(NEXT, Options(), kept()), read(NEXT, SAID)
    assert by_itself.fingerprint == by_hand.fingerprint
    assert set(by_itself.options.mapping) == set(SAID.mapping)
    assert by_hand.profile == ""


def test_other_columns_are_another_shape() -> None:
    assert read(NEXT.replace("Why", "Because"), Options(), kept()).profile == ""
    assert shape(("Date", "HH ")) == shape(("hh", "date")) != shape(("date", "hh", "note"))
    assert shape(("District", "Jan 2024", "Feb 2024")) == shape(("District", "Mar 2024"))


def test_a_mapping_said_now_goes_before_the_whole_profile() -> None:
    mapping = tuple(pair for pair in SAID.mapping if pair[0] != "reason")
    found = read(NEXT, Options(mapping=mapping), kept())
    assert (found.profile, found.source) == ("", "field")


def test_a_value_or_a_word_said_now_goes_before_the_one_that_was_kept() -> None:
    now = Options(constants=(("basis", "estimated"),), spellings=(("reason", "KRIEG", "insecurity"),))
    row = read(NEXT, now, kept()).tables["movements"].iloc[0]
    assert (row["basis"], row["reason"], row["individuals"]) == ("estimated", "insecurity", 6)


def test_a_source_named_now_has_its_own_profile_or_none() -> None:
    assert read(NEXT, Options(source="desk of Galt"), kept()).profile == "desk of Galt"
    assert read(NEXT, Options(source="another"), kept()).profile == ""
    assert read(NEXT, Options(layout="sites"), kept()).profile == ""


def test_of_two_sources_with_the_same_columns_none_is_guessed() -> None:
    other = replace(kept(), source="desk of Rhone")
    assert read(NEXT, Options(), kept(), other).profile == ""
    assert read(NEXT, Options(source="desk of Rhone"), kept(), other).profile == "desk of Rhone"


def test_a_day_given_once_is_said_of_one_file_and_not_kept() -> None:
    said = Options(constants=(("date", "2026-05-03"), ("direction", "return")))
    profile = profile_of(read("destination_name,individuals\nMarrow,4\n", said))
    assert profile is not None
    assert profile.constants == (("direction", "return"),)
    found = read("destination_name,individuals\nMarrow,5\n", Options(), profile)
    assert set(codes(found)) == {"profile_used", "missing_column"}
    now = read("destination_name,individuals\nMarrow,5\n", Options(constants=(("date", "2026-06-03"),)), profile)
    assert now.tables["movements"]["direction"].tolist() == ["return"]


@pytest.mark.parametrize("options", [Options(), Options(source="x", constants=(("date", "2026-05-03"),))])
def test_of_a_file_of_which_nothing_was_said_nothing_is_kept(options: Options) -> None:
    assert profile_of(read("date,destination_name,individuals\n2026-05-03,Marrow,4\n", options)) is None


def test_a_known_source_keeps_words_but_no_mapping() -> None:
    file = (
        "Month End,Current (Arrival) Region,Current (Arrival) District,Previous (Departure) District,Reason,"
        "Current (Arrival) Priority Need,Number of Individuals\n"
        "30/04/2026,North,Marrow,Galt,Krieg,Food,6\n"
    )
    profile = profile_of(read(file, Options(spellings=(("reason", "Krieg", "conflict"),))))
    assert profile is not None
    found = read(file.replace("Food,6", "Food,7"), Options(), profile)
    assert (found.source, found.profile) == ("prmn", "prmn")
    assert found.tables["movements"]["reason"].tolist() == ["conflict"]


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (Options(), True),
        (Options(spellings=(("reason", "x", "conflict"),)), True),
        (Options(left_out=(("row", "2"),)), True),
        (Options(mended=((2, "individuals", "5"),)), True),
        (Options(mapping=(("date", "date"),)), False),
        (Options(constants=(("basis", "registered"),)), False),
        (Options(day_first=True), False),
        (Options(source="x"), False),
    ],
)
def test_what_makes_it_another_file(one: Options, same: bool) -> None:
    file = "date,destination_name,individuals\n2026-05-03,Marrow,4\n2026-05-04,Marrow,4\n"
    assert (read(file, one).fingerprint == read(file, Options()).fingerprint) == same
