"""Why a version was published."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "one line: why it was published, as who did so said"
    op.add_column("versions", sa.Column("note", sa.Text(), nullable=True, comment=comment))
    if op.get_bind().dialect.supports_comments:
        op.alter_column(
            "audit", "action", existing_type=sa.Text(), existing_nullable=False,
            comment="load, restore, undo, alias, forget, deck or remove deck",
            existing_comment="load, restore, alias, forget, deck or remove deck",
        )  # fmt: skip
