from __future__ import annotations

import pytest

from idpdash.intake.personal.persons import is_persons_mailbox


@pytest.mark.parametrize(
    "text", ["ali.hassan@norrow.example", "J_Roe@norrow.example", "Ali <ali.hassan@norrow.example>"]
)
def test_a_mailbox_with_a_persons_name(text: str) -> None:
    assert is_persons_mailbox(text)


@pytest.mark.parametrize(
    "text",
    ["", "desk", "idp-desk@norrow.example", "shelter.desk@marrow.example", "info@x.org", "social.services@x.org"],
)
def test_a_mailbox_of_an_office(text: str) -> None:
    assert not is_persons_mailbox(text)
