"""Databases of any number of commitments: the reference data drawn again and again into generated action plans."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from data_loader import schema, store
from data_loader.tables import field_names

CACHE = Path(__file__).parent.parent / "build" / "benchmarks"
REFERENCE = 0
"""In place of a number of rows: the data set that ships with the product, as it is."""

_SEED = 20160628
_CHUNK = 10_000  # rows a statement
_PER_PLAN = 16  # commitments, as in the reference data; more when there are no more plans
_YEARS = range(2012, 2026)
_KEPT = ("priorities", "themes", "members", "steering_members", "seats", "roles", "meetings", "agenda_items")
"""The tables of the reference data that a generated version takes over: those that name no plan and no commitment."""

Record = dict[str, Any]


def database(rows: int) -> str:
    """URL of the database of `rows` generated commitments, made at the first call and then kept."""
    path = CACHE / f"{rows or 'reference'}-{_form()}.sqlite"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        _make(f"sqlite:///{unfinished}", rows)
        unfinished.rename(path)
    return f"sqlite:///{path}"


def copied(folder: str) -> str:
    """URL of a copy, in `folder`, of the database of the reference data, to be written."""
    path = Path(folder) / "monitor.sqlite"
    shutil.copy(str(sa.make_url(database(REFERENCE)).database), path)
    return f"sqlite:///{path}"


def load(url: str, *arguments: str) -> None:
    """The loader's command line as a process of its own, which succeeds."""
    command = [sys.executable, "-m", "data_loader", "load", *arguments, "--database", url]
    subprocess.run(command, check=True, capture_output=True)


def _form() -> str:
    """What the data are made of, as part of the file's name: another schema, other reference data, another file."""
    made_of = [
        Path(__file__),
        Path(schema.__file__),
        *sorted(Path(schema.__file__).with_name("reference").glob("*.csv")),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()[:8]


def _make(url: str, rows: int) -> None:
    load(url, "--if-empty")
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")  # one file, so that it can be renamed
    if rows:
        with engine.begin() as connection:
            _publish(connection, rows)
    engine.dispose()


def _publish(connection: sa.Connection, rows: int) -> None:
    """Version 2: the generated tables beside those it takes over from version 1."""
    batches = dict(connection.execute(schema.batches_of(1)).fetchall())
    kept = {name: batch for name, batch in batches.items() if name in _KEPT}
    source = {name: _records(connection, name, batch) for name, batch in batches.items()}
    now = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the column holds UTC without a zone
    version = {"number": 2, "published_at": now, "published_by": "benchmarks", "changes": f"{rows:,} commitments"}
    connection.execute(schema.versions.insert(), version)
    plans = _plans(source["members"], rows)
    generated = {
        "action_plans": iter(plans),
        "commitments": (commitment for commitment, _ in _drawn(source, plans, rows)),
        "assessments": (finding for _, findings in _drawn(source, plans, rows) for finding in findings),
    }
    made = {name: _batch(connection, name, records) for name, records in generated.items()}
    tables = [{"version": 2, "table_name": name, "batch": batch} for name, batch in (kept | made).items()]
    connection.execute(schema.version_tables.insert(), tables)


def _records(connection: sa.Connection, name: str, batch: int) -> list[Record]:
    table = schema.DATA_TABLES[name]
    query = sa.select(table).where(table.c.batch == batch).order_by(table.c.row, table.c.part)
    return [dict(record) for record in connection.execute(query).mappings()]


def _batch(connection: sa.Connection, name: str, records: Iterator[Record]) -> int:
    """Write the rows of one table; the number of the batch they make."""
    values = {"table_name": name, "version": 2, "source": "generated", "rows": 0, "sha256": ""}
    made = connection.execute(schema.batches.insert().values(values).returning(schema.batches.c.id))
    batch = int(made.scalar_one())
    written, digests, chunk = 0, 0, list(_some(records))
    while chunk:
        digests += sum(
            store.digest(store.as_text(record.get(field)) for field in field_names(name)) for record in chunk
        )
        places = ({"batch": batch, "row": written + 2 + i, "part": 0} for i in range(len(chunk)))
        connection.execute(schema.DATA_TABLES[name].insert(), [a | b for a, b in zip(chunk, places, strict=True)])
        written += len(chunk)
        chunk = list(_some(records))
    connection.execute(
        schema.batches.update()
        .where(schema.batches.c.id == batch)
        .values(rows=written, sha256=store.checksum_of_sum(digests))
    )
    return batch


def _some(records: Iterator[Record]) -> Iterator[Record]:
    return (record for _, record in zip(range(_CHUNK), records, strict=False))


def _plans(members: list[Record], rows: int) -> list[Record]:
    """A plan for every member and year, in turn, until there are enough for `rows` commitments."""
    every = [(member, year) for year in _YEARS for member in members]
    plans = []
    for member, year in every[: max(1, rows // _PER_PLAN)]:
        number = year - _YEARS.start + 1
        plan = {"id": f"{member['id']}-{number}", "member_id": member["id"], "number": number, "year_submitted": year}
        plans.append(plan | {"start_date": f"{year}-07-01", "end_date": f"{year + 2}-06-30", "file": None})
    return plans


def _drawn(source: dict[str, list[Record]], plans: list[Record], rows: int) -> Iterator[tuple[Record, list[Record]]]:
    """`rows` commitments of the reference data, drawn at random into plans, each with its findings moved in time."""
    random = np.random.default_rng(_SEED)
    commitments = source["commitments"]
    findings: dict[str, list[Record]] = {}
    for finding in source["assessments"]:
        findings.setdefault(finding["commitment_id"], []).append(finding)
    years = {plan["id"]: plan["year_submitted"] for plan in source["action_plans"]}
    of_plan = np.sort(random.integers(len(plans), size=rows))
    of_commitment = random.integers(len(commitments), size=rows)
    for i in range(rows):
        plan, drawn = plans[of_plan[i]], commitments[of_commitment[i]]
        later = plan["year_submitted"] - years[drawn["action_plan_id"]]
        commitment = _commitment(drawn, plan, i)
        found = findings.get(drawn["id"], [])
        yield commitment, [_finding(finding, commitment["id"], later) for finding in found]


def _commitment(drawn: Record, plan: Record, i: int) -> Record:
    title = f"{drawn['title']} ({i})"
    own = {"id": f"{plan['id']}-{i}", "member_id": plan["member_id"], "action_plan_id": plan["id"]}
    dates = {"start_date": plan["start_date"], "end_date": plan["end_date"]}
    return drawn | own | dates | {"title": title, "title_folded": schema.fold(title)}


def _finding(drawn: Record, commitment_id: str, later: int) -> Record:
    """The finding, as many years later as the plan is, so that it follows its plan by the usual delay."""
    year = int(drawn["published"][:4]) + later
    return drawn | {"commitment_id": commitment_id, "published": f"{year}{drawn['published'][4:]}"}
