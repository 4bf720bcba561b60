"""Noting who was asked about what: the loader writes it, as everything."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from data_loader import isolated, schema

_COLUMNS = ("about", "subject", "asked")


def note(database: str, origin: str, by: str, day: str, rows: Iterable[tuple[str, str, str]]) -> bool:
    """Note rows of what it is about, the id it concerns and who was asked; whether that could be done."""
    variables = {"MONITOR_DATABASE_URL": database, "MONITOR_LOAD_ORIGIN": origin}
    with tempfile.TemporaryDirectory(prefix="monitor-requests-") as folder:
        file = Path(folder) / "requests.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([_COLUMNS, *([_cut(text) for text in row] for row in rows)])
        options = ["--report", "json", f"--by={by}", f"--day={day}"]
        outcome = isolated.run(["requests", "note", *options, "--", str(file)], variables=variables)
    return outcome.succeeded


def _cut(text: str) -> str:
    return " ".join(text.split())[: schema.LONGEST_ASKED].strip()
