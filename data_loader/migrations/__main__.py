"""`python -m data_loader.migrations "what changes"`: writes the step from the last migration to schema.py of now."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import alembic.command

from data_loader import store


def write_step(message: str) -> None:
    """A new file in versions/, to be read and committed; made against an empty database that is thrown away."""
    with tempfile.TemporaryDirectory() as folder, store.writing(f"sqlite:///{folder}/new.sqlite") as connection:
        config = store.migration_config(connection)
        number = f"{len(list(Path(__file__).parent.glob('versions/0*.py'))) + 1:04}"
        alembic.command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    write_step(" ".join(sys.argv[1:]) or "a change of the tables")
