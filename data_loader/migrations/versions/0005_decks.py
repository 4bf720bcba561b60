"""Saved presentations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="its slides, as an address writes them"),
        sa.Column("query", sa.Text(), nullable=False, comment="the filters of all of them, as a query string"),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.PrimaryKeyConstraint("name"),
    )
    if op.get_bind().dialect.supports_comments:
        op.alter_column(
            "audit", "action", existing_type=sa.Text(), existing_nullable=False,
            comment="load, restore, alias, forget, deck or remove deck",
        )  # fmt: skip
