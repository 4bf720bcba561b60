"""The audit log: a row for each write, in its transaction; none for what was refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data_loader.commands import app
from tests.data_loader.conftest import Run, query, set_cell, version

ROWS = "SELECT who, action, version, origin FROM audit ORDER BY id"


def test_every_write_is_in_it(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "members.csv", 2, "name", "Shqipëria")
    run("load", package / "members.csv", "--by", "Ana")
    run("alias", "completion", "In Progress", "limited", "--by", "Ben", "--origin", "10.0.0.7")
    run("alias", "completion", "In Progress", "--remove", "--by", "Ben")
    run("restore", "1", "--by", "Ana")
    assert query(loaded, ROWS)[1:] == [
        ("Ana", "load", 2, "command line"),
        ("Ben", "alias", None, "10.0.0.7"),
        ("Ben", "forget", None, "command line"),
        ("Ana", "restore", 3, "command line"),
    ]
    [(files,)] = query(loaded, "SELECT files FROM audit WHERE version = 2")
    [(sha256,)] = query(loaded, "SELECT sha256 FROM version_files WHERE version = 2")
    assert files == f"members.csv {sha256}"


def test_what_was_refused_or_changed_nothing_is_not(run: Run, loaded: str, package: Path) -> None:
    before = query(loaded, ROWS)
    run("load", package)
    set_cell(package / "members.csv", 2, "region", "Atlantis")
    run("load", package / "members.csv")
    run("alias", "completion", "In Progress", "nonsense")
    run("restore", "7")
    assert query(loaded, ROWS) == before


@pytest.mark.parametrize("arguments", [("load", "members.csv"), ("restore", "1")])
def test_what_was_looked_at_before_another_version_is_refused(
    run: Run, loaded: str, package: Path, arguments: tuple[str, str]
) -> None:
    set_cell(package / "members.csv", 2, "name", "Shqipëria")
    run("load", package / "members.csv")
    set_cell(package / "members.csv", 2, "name", "Albanie")
    command, what = arguments
    answer = run(command, package / what if command == "load" else what, "--against", "1")
    assert (answer.status, "Version 2 has been published meanwhile" in answer.output) == (1, True)
    assert version(loaded) == 2
    assert run(command, package / what if command == "load" else what, "--against", "2").status == 0


def test_it_is_listed_and_runs_in_no_spreadsheet(run: Run, loaded: str) -> None:
    run("alias", "completion", "In Progress", "limited", "--by", "=cmd|'/C calc'!A1")
    assert "=cmd|" in run("audit").output
    result = CliRunner().invoke(app, ["audit", "--database", loaded, "--report", "csv"])
    assert next(row["who"] for row in csv.DictReader(io.StringIO(result.stdout))) == "'=cmd|'/C calc'!A1"
