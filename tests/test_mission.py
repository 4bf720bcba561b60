"""The coverage table of the statement: every promise is in it, and what it names is there."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from dashboard.pages.promises import MEASURES
from dashboard.web.pages import PAGES
from data_loader import schema

ROOT = Path(__file__).parents[1]
ITEMS = [
    row["id"]
    for row in csv.DictReader((ROOT / "data_loader/reference/agenda_items.csv").read_text("utf-8").splitlines())
]
TEXT = (ROOT / "docs/mission.md").read_text("utf-8")
LINES = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| promise", "| line"))
]
"""The lines of both tables."""


def test_every_promise_is_in_it_once() -> None:
    assert [line[0] for line in LINES if re.fullmatch(r"[a-z]{3}-[0-9a-z]", line[0])] == ITEMS
    assert len(ITEMS) == 40


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_no_line_is_without_what_is_loaded_shown_and_where(line: list[str]) -> None:
    *_, loaded, shown, where = line
    named = re.findall(r"`(\w+)\.(\w+)`", loaded)
    assert named
    assert shown
    assert [name for name in named if not _is_column(*name)] == []
    paths = re.findall(r"`/([^`]*)`", where)
    assert paths
    assert [path for path in paths if not any(page.item(path) is not None for page in PAGES)] == []


def _is_column(table: str, column: str) -> bool:
    return table in schema.DATA_TABLES and column in {field.name for field in schema.fields(schema.DATA_TABLES[table])}


def test_every_column_named_anywhere_is_in_the_schema() -> None:
    assert [name for name in re.findall(r"`(\w+)\.(\w+)`", TEXT) if not _is_column(*name)] == []


def test_what_is_measured_is_of_a_promise() -> None:
    assert set(MEASURES) <= set(ITEMS)
