"""Notes for readers, notes among editors, and the log of corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "editor_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False, comment="what it is about, as in notes"),
        sa.Column("about_id", sa.Text(), nullable=False, comment="the id of the row, or the day"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False, comment="the role of who wrote it"),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("editor_notes_by_about", "editor_notes", ["about", "about_id"])
    _data_table(
        "notes",
        "a note for readers on a commitment, a theme, a member, a promise or a day",
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("about", sa.Text(), nullable=False, comment="what it is about"),
        sa.Column("about_id", sa.Text(), nullable=False, comment="the id of what it is about, or the day"),
        sa.Column("text", sa.Text(), nullable=False, comment="the note"),
        sa.Column("author_role", sa.Text(), nullable=False, comment="the role of who wrote it"),
        sa.Column("date", sa.Text(), nullable=False, comment="the day it is of, from which on it is shown"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
    )
    _data_table(
        "corrections",
        "something that was wrong in these data and is corrected",
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("subject", sa.Text(), nullable=False, comment="what was wrong: a table, a page or a figure"),
        sa.Column("wrong", sa.Text(), nullable=False, comment="what was wrong about it"),
        sa.Column("wrong_since", sa.Text(), nullable=True, comment="since when it was wrong; empty is not known"),
        sa.Column("changed", sa.Text(), nullable=False, comment="what the correction changed"),
        sa.Column("date", sa.Text(), nullable=False, comment="when it was corrected"),
        sa.Column("member_id", sa.Text(), nullable=True, comment="the member it is about"),
        sa.Column("commitment_id", sa.Text(), nullable=True, comment="the commitment it is about"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
    )


def _data_table(name: str, meaning: str, *columns: sa.Column[str]) -> None:
    """A table of batches, with the columns that each of them has."""
    op.create_table(
        name,
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        *columns,
        sa.ForeignKeyConstraint(["batch"], ["batches.id"]),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment=meaning,
        info={"data": True},
    )
    op.create_index(f"{name}_by_id", name, ["batch", "id"])
