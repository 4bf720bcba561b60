"""Loads that are prepared and not published yet."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), primary_key=True, comment="32 hexadecimal digits, which nobody can guess"),
        sa.Column("base", sa.Integer(), nullable=False, comment="the version that was current when it was prepared"),
        sa.Column("note", sa.Text(), nullable=False, comment="one line: why it is to be published"),
        sa.Column("changes", sa.Text(), nullable=False, comment="one line: what differs from the base"),
        sa.Column("answers", sa.Text(), nullable=False, comment="to the questions of the loader, as JSON"),
        sa.Column(
            "publish_on",
            sa.Text(),
            nullable=False,
            comment="the day, UTC, on which it is published; empty: none is set",
        ),
        sa.Column("state", sa.Text(), nullable=False, comment="waiting, published or withdrawn"),
        sa.Column("problem", sa.Text(), nullable=False, comment="why it could not be published on its day"),
        sa.Column("version", sa.Integer(), nullable=True, comment="the version that it became"),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(), nullable=False, comment="UTC"),
    )
    op.create_table(
        "draft_files",
        sa.Column("draft", sa.Text(), sa.ForeignKey("drafts.id"), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "draft_tables",
        sa.Column("draft", sa.Text(), sa.ForeignKey("drafts.id"), primary_key=True),
        sa.Column("table_name", sa.Text(), primary_key=True),
        sa.Column("batch", sa.Integer(), sa.ForeignKey("batches.id"), nullable=False),
    )
