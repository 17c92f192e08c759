"""The ledger of promises, and what a coordinator chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATUS = "'reserved', 'accepted', 'in_transit', 'received', 'lapsed', 'declined', 'returned'"


def upgrade() -> None:
    """Add three tables; what is stored stays as it is."""
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint("quantity > 0", name="ck_commitments_quantity_positive"),
        sa.CheckConstraint(f"status IN ({STATUS})", name="ck_commitments_status_known"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_commitments_offer_id"),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name="fk_commitments_need_id"),
        sa.PrimaryKeyConstraint("id", name="pk_commitments"),
        sa.UniqueConstraint("token", name="uq_commitments_token"),
    )
    op.create_index("ix_commitments_offer_id", "commitments", ["offer_id"])
    op.create_index("ix_commitments_need_id", "commitments", ["need_id"])
    op.create_table(
        "commitment_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("former", sa.String(length=10), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.CheckConstraint(f"status IN ({STATUS})", name="ck_commitment_steps_status_known"),
        sa.CheckConstraint(f"former IN ({STATUS})", name="ck_commitment_steps_former_known"),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitments.id"], name="fk_commitment_steps_commitment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_commitment_steps"),
        sa.UniqueConstraint("token", name="uq_commitment_steps_token"),
    )
    op.create_index("ix_commitment_steps_commitment_id", "commitment_steps", ["commitment_id"])
    op.create_table(
        "choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_choices_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_choices"),
    )
    op.create_index("ix_choices_key", "choices", ["key"])
    op.create_index("ix_choices_upload_id", "choices", ["upload_id"])


def downgrade() -> None:
    """Remove them."""
    op.drop_table("choices")
    op.drop_table("commitment_steps")
    op.drop_table("commitments")
