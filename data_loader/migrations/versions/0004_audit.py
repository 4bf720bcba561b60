"""The audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False, comment="load, restore, alias or forget"),
        sa.Column("what", sa.Text(), nullable=False, comment="one sentence"),
        sa.Column("files", sa.Text(), nullable=False, comment="name and SHA-256 of each file of the version"),
        sa.Column("version", sa.Integer(), nullable=True, comment="the version that came of it"),
        sa.Column("origin", sa.Text(), nullable=False, comment="an address, or the command line"),
        sa.PrimaryKeyConstraint("id"),
    )
