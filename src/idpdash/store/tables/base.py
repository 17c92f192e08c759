"""What all tables share: names of constraints, and the two kinds of CHECK that most have."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables, with named constraints."""

    metadata = MetaData(naming_convention=NAMES)


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """Return the constraint that a column holds one of the codes, or nothing."""
    return CheckConstraint(
        f"{column} IN ({', '.join(repr(str(choice)) for choice in choices)})", name=f"{column}_known"
    )


def not_negative(*names: str) -> CheckConstraint:
    """Return the constraint that counts are not below zero (missing is allowed)."""
    return CheckConstraint(
        " AND ".join(f"({name} IS NULL OR {name} >= 0)" for name in names), name=f"{names[0]}_not_negative"
    )
