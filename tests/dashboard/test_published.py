"""Totals published for whole plans: on no page, in no file before the day they were published (rule 4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient

from dashboard.blocks import Block, Day, Table, Unknown, leaves
from dashboard.data.filters import as_day
from dashboard.view.columns import PUBLISHED
from dashboard.view.view import View, Views
from tests.dashboard import blocks

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ("2011-12-31", "2015-12-31", "2016-12-31", "2017-01-01", "2017-12-31",
        "2018-12-30", "2018-12-31", "2019-06-30", "2019-12-30", "2019-12-31")  # fmt: skip
ADDRESSES = (
    ("members/L-BOJ", "", "2017-01-01", "2018"),
    ("members/L-SEK", "", "2018-12-31", "2019"),
    ("pilots", "pilot=L-BOJ&", "2017-01-01", "2018"),
    ("pilots", "pilot=L-SEK&", "2018-12-31", "2019"),
)
"""A page, a choice, a day, and the year in which totals were published after it."""
END = "2018-12-31"
"""The last day on which a finding in the data was published."""
TITLE, TAB = "Totals published for the plan as a whole", "Published totals"


def published(view: View, page: Sequence[Block]) -> Iterator[str]:
    """The day on which each row of the tables of a page was published, on screen and in files, as it is known."""
    for table in leaves(view, page):
        if isinstance(table, Table) and table.name == "published-totals":
            for row in table.read():
                cell = row[table.columns.index(PUBLISHED)]
                day = cell[0] if isinstance(cell, list) else cell
                assert isinstance(day, Day | Unknown)
                yield day.text if isinstance(day, Day) else ""


def known_by(day: str) -> list[str]:
    """The plans whose totals were published by a day, from the file; undated ones by the end of the data."""
    with (REFERENCE / "plan_results.csv").open(encoding="utf-8") as file:
        return [row["action_plan_id"] for row in csv.DictReader(file) if as_day(row["published"] or END) <= day]


@pytest.mark.parametrize("day", DAYS)
class TestOnEveryDay:
    def test_no_page_of_a_member_has_a_total_of_later(self, reference: Views, day: str) -> None:
        members = reference.of("").snapshot.choices["member"]
        pages = (blocks.page(reference, f"members/{one}", f"?asof={day}") for one in members)
        rows = [row for page in pages for row in published(*page)]
        assert [row for row in rows if as_day(row) > day] == []
        assert len(rows) == len(known_by(day))

    def test_no_pilot_has_a_total_of_later(self, reference: Views, day: str) -> None:
        pilots = reference.of("").snapshot.pilots
        rows = [
            row for one in pilots for row in published(*blocks.page(reference, "pilots", f"?pilot={one}&asof={day}"))
        ]
        assert [row for row in rows if as_day(row) > day] == []
        assert len(rows) == len([plan for plan in known_by(day) if plan.startswith("L-")])


@pytest.mark.parametrize(("path", "query", "day", "year"), ADDRESSES)
class TestBeforeTheDay:
    def test_the_screen_only_says_when_they_were_published(
        self, files: FlaskClient, path: str, query: str, day: str, year: str
    ) -> None:
        text = files.get(f"/{path}?{query}asof={day}&lang=en").text
        assert TITLE not in text
        assert f"Totals for a plan as a whole were published after the as-of day ({year})." in text

    def test_the_workbook_has_no_sheet_of_them(
        self, files: FlaskClient, path: str, query: str, day: str, year: str
    ) -> None:
        assert TAB not in sheets(files, f"{path}.xlsx?{query}asof={day}&lang=en")

    def test_from_the_day_on_both_have_them(
        self, files: FlaskClient, path: str, query: str, day: str, year: str
    ) -> None:
        known = f"?{query}asof={year}-12-31&lang=en"
        assert TITLE in files.get(f"/{path}{known}").text
        assert TAB in sheets(files, f"{path}.xlsx{known}")


def sheets(client: FlaskClient, address: str) -> list[str]:
    """The names of the sheets of a workbook."""
    with client.get(f"/{address}") as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return list(book.sheetnames)
