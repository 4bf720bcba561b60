"""A command line to call, databases to load into, and packages to spoil."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from data_loader.commands import app
from data_loader.load import REFERENCE
from data_loader.store import Current
from data_loader.tables import Table


@dataclass
class Answer:
    """What a run of the command line left: its status, its words and its findings."""

    status: int
    output: str
    findings: list[dict[str, Any]]
    report: dict[str, Any]

    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.findings]


class Known(Current):
    """The current version, read once for all cases; each gets copies, for checks write down what they found bad."""

    read: dict[str, Table] = {}  # noqa: RUF012  shared on purpose

    def table(self, name: str) -> Table:
        if name not in self._tables:
            known = self.read.get(name) or self.read.setdefault(name, super().table(name))
            self._tables[name] = Table(name, known.frame.copy(), known.source)
        return self._tables[name]


Run = Callable[..., Answer]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """URL of a SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'monitor.sqlite'}"


@pytest.fixture
def run(database: str) -> Run:
    """Runs a command on `database`, with a report where it has one; removals are meant unless said otherwise."""

    def call(command: str, *arguments: object, url: str = database, allow_removals: bool = True) -> Answer:
        more = ["--report", "json"] if command in ("load", "check") else []
        more += ["--allow-removals"] if command == "load" and allow_removals else []
        result = CliRunner().invoke(app, [command, *map(str, arguments), "--database", url, *more])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        report = json.loads(result.stdout) if result.stdout.startswith("{") else {}
        return Answer(result.exit_code, result.output, report.get("findings", []), report)

    return call


@pytest.fixture(scope="session")
def loaded_once(reference_url: str) -> Path:
    """The file of the database with the reference data, never to be written."""
    return Path(str(sa.make_url(reference_url).database))


@pytest.fixture
def loaded(loaded_once: Path, tmp_path: Path, database: str) -> str:
    """URL of `database`, holding the reference data."""
    shutil.copy(loaded_once, tmp_path / "monitor.sqlite")
    return database


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the reference package, to be changed at will."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "package"))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def set_cell(path: Path, row: int, column: str, value: str) -> None:
    """Changes a cell; `row` as the spreadsheet shows it."""
    rows = rows_of(path)
    rows[row - 1][rows[0].index(column)] = value
    write_rows(path, rows)


def query(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Rows of an SQL statement, as a stranger to our code would ask."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]
    finally:
        engine.dispose()


def version(url: str) -> int | None:
    number = query(url, "SELECT max(number) FROM versions")[0][0]
    return None if number is None else int(number)
