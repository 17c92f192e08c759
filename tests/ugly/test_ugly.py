"""Every broken file is answered with the right sentence about the right cell, and nothing wrong is loaded."""

from __future__ import annotations

import pytest

from idpdash.intake.issues import CATALOGUE, code_of
from tests.intake.given import checked
from tests.ugly.make import ALL, Ugly


@pytest.mark.parametrize("ugly", ALL, ids=lambda ugly: ugly.name[:60])
def test_a_broken_file_is_answered_with_the_right_sentence(ugly: Ugly) -> None:
    found = checked(ugly.content, options=ugly.options)
    assert set(found.issue_counts) == ({ugly.code} if ugly.code else set())
    assert (-1 if found.fatal else found.rows_good) == ugly.good
    if ugly.holds:
        assert found.tables["movements"]["operation"].tolist() == [ugly.holds]
    if not ugly.code:
        return
    issue = found.issues[0]
    if ugly.row is not None:
        assert issue.row == ugly.row
        assert f"Row {ugly.row}" in issue.message
    if ugly.column is not None:
        assert issue.column == ugly.column
        assert ugly.column in issue.message
    if ugly.value is not None:
        assert issue.value == ugly.value
        assert ugly.value in issue.message
    assert issue.suggestion == ugly.suggestion


def test_names_are_names_of_one_file_only() -> None:
    assert len({ugly.name for ugly in ALL}) == len(ALL)


def test_every_sentence_is_one_that_can_be_said() -> None:
    for key, (_severity, sentence) in CATALOGUE.items():
        assert code_of(key).islower()
        assert sentence.endswith((".", "}")), key
        assert sentence.count("{") == sentence.count("}"), key


def test_no_sentence_speaks_of_the_command_line() -> None:
    """The page says them too; the command line adds its options by itself."""
    assert not [key for key, (_severity, sentence) in CATALOGUE.items() if "--" in sentence or "command" in sentence]
