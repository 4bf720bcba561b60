"""How long the command line takes to load OGP's two exports, where they are at hand."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from benchmarks.generate import copied, load
from benchmarks.results import Part, Promise
from data_loader import schema

_SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
_EXPORTS = {"2016 Explorer": "ogp_explorer_2016.csv", "2024 database": "ogp_database_2024_parliament.csv"}
_PROMISED = 10.0  # seconds


def measure(_sizes: list[int]) -> Part:
    """One row an export."""
    part = Part(
        "loads",
        "Loading OGP's exports",
        "Into a database that holds the reference data: seconds of the whole command, with its start and its report. "
        "The exports are not part of the project; they are looked for in the folder `shared/samples` beside it.",
        ("export", "commitments", "seconds"),
    )
    found = {name: path for name, file in _EXPORTS.items() if (path := _SAMPLES / file).exists()}
    for name, path in found.items():
        seconds, commitments = _load(path)
        part.rows.append([name, f"{commitments:,}", f"{seconds:.1f}"])
        promise = f"the {name} export is loaded in under 10 s"
        part.promises.append(Promise(promise, f"{seconds:.1f} s", seconds < _PROMISED))
    return part


def _load(file: Path) -> tuple[float, int]:
    """Seconds that a load takes, and the commitments it brought."""
    with tempfile.TemporaryDirectory() as folder:
        url = copied(folder)
        start = time.perf_counter()
        load(url, str(file), "--allow-removals")
        return time.perf_counter() - start, _loaded(url)


def _loaded(url: str) -> int:
    newest = sa.select(sa.func.max(schema.commitments.c.batch)).scalar_subquery()
    counted = sa.select(sa.func.count()).where(schema.commitments.c.batch == newest)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        return int(connection.execute(counted).scalar_one())
