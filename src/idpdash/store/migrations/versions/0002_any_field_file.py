"""Ways of reading that were said once, further names of places, and waiting rows that need not be mended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables and one column; what is stored stays as it is."""
    op.create_table(
        "file_profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("layout", sa.String(length=60), nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_file_profiles_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_file_profiles"),
        sa.UniqueConstraint("source", "shape", "upload_id", name="uq_file_profiles_source_shape_upload_id"),
    )
    op.create_table(
        "place_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_place_names_upload_id"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_place_names_place_id"),
        sa.PrimaryKeyConstraint("id", name="pk_place_names"),
        sa.UniqueConstraint("place_id", "folded", "upload_id", name="uq_place_names_place_id_folded_upload_id"),
    )
    with op.batch_alter_table("waiting_rows") as table:
        table.add_column(sa.Column("dismissed_by", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_waiting_rows_dismissed_by", "uploads", ["dismissed_by"], ["id"])


def downgrade() -> None:
    """Remove them."""
    with op.batch_alter_table("waiting_rows") as table:
        table.drop_constraint("fk_waiting_rows_dismissed_by", type_="foreignkey")
        table.drop_column("dismissed_by")
    op.drop_table("place_names")
    op.drop_table("file_profiles")
