"""SQLite that waits for no disk: what a process wrote is there for all others, also once it is killed.

Only a power cut would take it, which no test makes. Waiting took up to a tenth of a second for each of many thousand
writes. Whatever imports this module, in whatever process, writes so.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress

import sqlalchemy as sa


@sa.event.listens_for(sa.Engine, "connect")
def _write_without_waiting(connection: object, _: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        with suppress(sqlite3.Error):  # of a file that is no database, as whoever reads it is to find out
            connection.execute("PRAGMA synchronous=OFF")
