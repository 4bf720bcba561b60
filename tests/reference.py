"""The data that ship with the product, in databases of their own that tests publish to."""

from __future__ import annotations

import shutil
from pathlib import Path

import sqlalchemy as sa
from typer.testing import CliRunner

from data_loader import schema
from data_loader.commands import app as loader
from data_loader.load import REFERENCE

SHIPPED = [name for name in schema.DATA_TABLES if (REFERENCE / f"{name}.csv").exists()]
"""The tables of which something is known."""


def copied(url: str, path: Path) -> str:
    """The URL of a copy, at `path`, of a SQLite database that nobody writes."""
    shutil.copy(str(sa.make_url(url).database), path)
    return f"sqlite:///{path}"


def without_last(table: str, n: int) -> str:
    """The file of a table without its last `n` rows."""
    return "".join((REFERENCE / f"{table}.csv").read_text("utf-8").splitlines(keepends=True)[:-n])


def publish(url: str, folder: Path, table: str, text: str, *options: str) -> None:
    """Load a table as the next version, from a file in `folder`."""
    file = folder / f"{table}.csv"
    file.write_text(text, "utf-8")
    run_loader("load", str(file), "--allow-removals", *options, "--database", url)


def run_loader(*arguments: str) -> None:
    """A command of the loader, which succeeds."""
    result = CliRunner().invoke(loader, arguments)
    assert result.exit_code == 0, result.output
