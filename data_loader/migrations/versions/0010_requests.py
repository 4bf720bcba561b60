"""Who was asked about what, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False, comment="one of REQUESTED"),
        sa.Column("subject", sa.Text(), nullable=False, comment="the id of who or what it is about"),
        sa.Column("asked", sa.Text(), nullable=False, comment="who was asked, as named on that day"),
        sa.Column("day", sa.Text(), nullable=False, comment="the day of asking"),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("about", "subject", "day", "asked_by", name="requests_once_a_day"),
    )
