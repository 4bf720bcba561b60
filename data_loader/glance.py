"""A glance at a database, in a fraction of the time that the commands take to import."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data_loader import schema

_MIGRATIONS = Path(__file__).with_name("migrations") / "versions"


def loaded_before(database: str) -> int | None:
    """The version an up-to-date database holds already; None when there is none, or that is not so quickly known."""
    try:
        url = sa.make_url(database)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
            return None  # connecting would make an empty file
        with sa.create_engine(url).connect() as connection:
            up_to_date = (
                connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == _newest_step()
            )
            return connection.execute(schema.latest_version()).scalar() if up_to_date else None
    except (SQLAlchemyError, ImportError):
        return None  # the commands say what is wrong


def _newest_step() -> str:
    """The newest migration, by the number its file begins with."""
    return max(path.name.partition("_")[0] for path in _MIGRATIONS.glob("[0-9]*.py"))
