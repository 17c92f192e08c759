"""What can go wrong that we can explain: each error carries one sentence for the user."""

from __future__ import annotations


class IdpdashError(Exception):
    """Say in one sentence what the user can mend (exit code 1)."""

    exit_code = 1


class UsageError(IdpdashError):
    """Say that the command was called wrongly (exit code 2)."""

    exit_code = 2


class SurroundingsError(IdpdashError):
    """Say that something around the program fails: the store, its schema, the disk (exit code 3)."""

    exit_code = 3
