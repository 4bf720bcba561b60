"""How long the command line takes to load OGP's two exports, where they are at hand, and a few rows into many."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from benchmarks.generate import copied, database, load
from benchmarks.results import Part, Promise
from data_loader import schema

_SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
_EXPORTS = {"2016 Explorer": "ogp_explorer_2016.csv", "2024 database": "ogp_database_2024_parliament.csv"}
_PROMISED = 10.0  # seconds
_MANY, _FEW, _PROMISED_OF_A_FEW = 100_000, 40, 3.0


def measure(_sizes: list[int]) -> Part:
    """One row an export."""
    part = Part(
        "loads",
        "Loading",
        "Into a database that holds the reference data: seconds of the whole command, with its start and its report. "
        "The exports are not part of the project; they are looked for in the folder `shared/samples` beside it. "
        f"And a file of {_FEW} commitments with other titles, into a database of {_MANY:,} generated ones.",
        ("file", "commitments", "seconds"),
    )
    found = {name: path for name, file in _EXPORTS.items() if (path := _SAMPLES / file).exists()}
    for name, path in found.items():
        seconds, commitments = _load(path)
        part.rows.append([name, f"{commitments:,}", f"{seconds:.1f}"])
        promise = f"the {name} export is loaded in under 10 s"
        part.promises.append(Promise(promise, f"{seconds:.1f} s", seconds < _PROMISED))
    for command, seconds in _of_a_few().items():
        part.rows.append([f"{_FEW} rows of {_MANY:,}: {command}", str(_FEW), f"{seconds:.1f}"])
        promise = f"`{command}` of {_FEW} rows in a database of {_MANY:,} takes under 3 s"
        part.promises.append(Promise(promise, f"{seconds:.1f} s", seconds < _PROMISED_OF_A_FEW))
    return part


def _of_a_few() -> dict[str, float]:
    """Seconds that each command takes for a few rows of a large database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "monitor.sqlite"
        shutil.copy(str(sa.make_url(database(_MANY)).database), path)
        file, url = _a_few(f"sqlite:///{path}", Path(folder)), f"sqlite:///{path}"
        taken = {}
        for command in ("check", "load"):
            start = time.perf_counter()
            called = [sys.executable, "-m", "data_loader", command, str(file), "--database", url]
            subprocess.run(called, check=True, capture_output=True)
            taken[command] = time.perf_counter() - start
    return taken


def _a_few(url: str, folder: Path) -> Path:
    """A file of the first commitments, each with another title."""
    fields = [field.name for field in schema.fields(schema.commitments)]
    newest = sa.select(sa.func.max(schema.commitments.c.batch)).scalar_subquery()
    query = sa.select(*(schema.commitments.c[name] for name in fields)).where(schema.commitments.c.batch == newest)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(schema.commitments.c.row).limit(_FEW)).mappings().all()
    engine.dispose()
    file = folder / "commitments.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fields)
        writer.writeheader()
        for row in rows:
            starred = "" if row["starred"] is None else int(row["starred"])
            writer.writerow({**row, "title": f"{row['title']}, changed", "starred": starred})
    return file


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
