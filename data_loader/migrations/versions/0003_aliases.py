"""Words that stand for a known value."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "vocabulary", sa.Text(), nullable=False, comment="a table, or a column with a list, that has the value"
        ),
        sa.Column("folded", sa.Text(), nullable=False, comment="the word as words are compared"),
        sa.Column("text", sa.Text(), nullable=False, comment="the word as somebody wrote it"),
        sa.Column("value", sa.Text(), nullable=True, comment="what it stands for; empty when that was taken back"),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("aliases") as table:
        table.create_index("aliases_by_folded", ["vocabulary", "folded"], unique=False)
