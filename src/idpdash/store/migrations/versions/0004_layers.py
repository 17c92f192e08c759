"""How often each layer of the store was written, beside how often all of it was."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two counters that begin where the one of all writes stands."""
    for layer in (2, 3):
        op.execute(f"INSERT INTO data_version (id, version) SELECT {layer}, version FROM data_version WHERE id = 1")


def downgrade() -> None:
    """Remove them."""
    op.execute("DELETE FROM data_version WHERE id > 1")
