"""Spanish titles of the agenda."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agenda_items") as table:
        table.add_column(sa.Column("section_es", sa.Text(), nullable=True, comment="section in Spanish"))
        table.add_column(sa.Column("title_es", sa.Text(), nullable=True, comment="promise in Spanish"))
