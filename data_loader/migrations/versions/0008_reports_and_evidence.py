"""Reports of members before they are data, the files that show what they say, and more columns of those accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OPEN = sa.text("state != 'accepted'")


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False, comment="32 hexadecimal digits"),
        sa.Column("member_id", sa.Text(), nullable=False, comment="for whom it is"),
        sa.Column("commitment_id", sa.Text(), nullable=False),
        sa.Column("milestone_id", sa.Text(), nullable=False, comment="empty where it is of the commitment"),
        sa.Column(
            "period", sa.Text(), nullable=False, comment="first and last day of the period, as 2027-01-01/2027-02-28"
        ),
        sa.Column("state", sa.Text(), nullable=False, comment="draft, submitted, returned or accepted"),
        sa.Column("status", sa.Text(), nullable=False, comment="of the completion scale, or empty"),
        sa.Column("as_of", sa.Text(), nullable=False, comment="the day of which it speaks, or empty"),
        sa.Column("summary", sa.Text(), nullable=False, comment="what was done, in one sentence"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it is not started or limited"),
        sa.Column("evidence_url", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_due", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False, comment="the name of its reporter"),
        sa.Column("changed_at", sa.DateTime(), nullable=False, comment="when its reporter last wrote in it, UTC"),
        sa.Column("submitted_at", sa.DateTime(), nullable=True, comment="UTC"),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True, comment="UTC"),
        sa.Column("reviewed_by", sa.Text(), nullable=False, comment="the name of the editor, or empty"),
        sa.Column("comment", sa.Text(), nullable=False, comment="what the editor wrote to its reporter"),
        sa.Column("version", sa.Integer(), nullable=True, comment="the data version that published it"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows with each change, whoever makes it"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(
            "open_reports",
            ["author", "commitment_id", "milestone_id"],
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        )
        batch_op.create_index("reports_by_member", ["member_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Text(), nullable=False, comment="32 hexadecimal digits"),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="a safe name for a file"),
        sa.Column("kind", sa.Text(), nullable=False, comment="its type (MIME), as its content shows it"),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("evidence_by_report", ["report_id"], unique=False)

    with op.batch_alter_table("progress_reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("as_of", sa.Text(), nullable=True, comment="the day of which it speaks"))
        batch_op.add_column(
            sa.Column("evidence_file", sa.Text(), nullable=True, comment="ids of the kept files that show it")
        )
        batch_op.add_column(sa.Column("next_step_due", sa.Text(), nullable=True, comment="when that is due"))
    if op.get_bind().dialect.supports_comments:
        op.alter_column(
            "audit", "action", existing_type=sa.Text(), existing_nullable=False,
            comment="load, restore, undo, submit, withdraw, alias, forget, deck, …",
            existing_comment="load, restore, undo, alias, forget, deck or remove deck",
        )  # fmt: skip
