"""A page, its API, its CSV and its sheets hold the same figures: every table and chart, each read by itself."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from dashboard.web.pages import PAGES, Page
from tests.dashboard.conftest import make_client

QUERY = "?since=2015-12-31&asof=2016-12-31&lang=en"
ITEMS = {
    "commitment": "ALB-1-001",
    "member": "GBR",
    "one-page": "GBR",
    "theme": "open-data",
    "meeting": "sc-2016-05",
}
PUBLIC = [page for page in PAGES if page.public]
_MINUS = "\N{MINUS SIGN}"


@pytest.fixture(scope="module")
def client(reference_url: str) -> FlaskClient:
    return make_client(reference_url)


def path_of(page: Page) -> str:
    return page.path.replace("*", ITEMS.get(page.name, ""))


def api(page: Page, rest: str) -> str:
    return f"/api/v1/{path_of(page) or page.name}{rest}{QUERY}"


def letters(text: object) -> str:
    """A text without spaces and signs, which each way out sets by itself."""
    return re.sub(r"\W+", "", str(text)).casefold()


def day(iso: str) -> str:
    """A date at the precision it is known, as English writes it."""
    year, *rest = iso.split("-")
    month = [calendar.month_name[int(rest[0])]] if rest else []
    return " ".join([*(str(int(one)) for one in rest[1:]), *month, year])


def number(text: str) -> float:
    """The first number of a text."""
    [first, *_] = re.findall(r"[+\-−]?[\d,]*\.?\d+", text)
    return float(first.replace(",", "").replace(_MINUS, "-"))


def words_of(cell: Any) -> list[str]:
    """The texts of a cell that is no figure."""
    return cell if isinstance(cell, list) else [cell["text"] if isinstance(cell, dict) else str(cell)]


def is_figure(cell: Any) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, dict) and "part" in cell)


def is_on_screen(cell: Any, text: str) -> bool:
    """Whether a cell of the API and one of the page say the same; beside a text, a screen may say more, or less."""
    if cell is None:
        return not re.fullmatch(r"[\d.,%]+", text)
    if is_figure(cell):
        return is_same_figure(cell, text)
    some, whole = [letters(_host(one)) for one in words_of(cell)], letters(text)
    return all(one in whole or whole in one for one in some) or day_or(cell) in text


def _host(text: str) -> str:
    """Of an address, which files have in full, what a screen shows of it."""
    return (urlsplit(text).hostname or "").removeprefix("www.") if text.startswith("http") else text


def is_same_figure(cell: Any, text: str) -> bool:
    if not isinstance(cell, dict):
        return number(text) == pytest.approx(cell, abs=0.05)
    part, whole = cell["part"], cell["whole"]
    return text.startswith(f"{part} of {whole}") if whole < 5 else abs(number(text) - 100 * part / whole) <= 0.5 + 1e-9


def day_or(text: object) -> str:
    return day(str(text)) if re.fullmatch(r"\d{4}(-\d\d){0,2}", str(text)) else str(text)


def is_in_csv(cell: Any, read: str, n: str | None) -> bool:
    """Whether a cell of the API and one of its CSV say the same; `n` is what stands in the column after a rate."""
    if cell is None:
        return not read and n in {None, "", "0"}
    if isinstance(cell, dict) and "part" in cell:
        return float(read) == cell["part"] / cell["whole"] and int(n or -1) == cell["whole"]
    if is_figure(cell) and not isinstance(cell, bool):
        return float(read) == cell
    return all(letters(one) in letters(read) for one in words_of(cell)) and bool(read) == any(words_of(cell))


def is_in_sheet(cell: Any, value: Any) -> bool:
    """Whether a cell of the API and one of a workbook say the same; a workbook keeps sixteen digits."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() == cell
    if isinstance(cell, dict) and "part" in cell:
        return value == pytest.approx(cell["part"] / cell["whole"], rel=1e-12)
    if cell in (None, "", []):
        return value in (None, "")
    if is_figure(cell) and not isinstance(cell, bool):
        return bool(value == cell)
    return letters("".join(words_of(cell))) == letters(value or "")


def shown(soup: BeautifulSoup, title: str) -> list[list[dict[str, str]]]:
    """The tables of a page under a title: each row as the text of its cells by their headers."""
    tables = [table for table in soup.find_all("table") if table.caption and table.caption.get_text() == title]
    return [[*_rows(table)] for table in tables]


def _rows(table: Tag) -> Iterator[dict[str, str]]:
    assert table.thead
    heads = [head.get_text(" ", strip=True) for head in table.thead.find_all("tr")[-1].find_all("th")]
    for body in table.find_all("tbody"):
        for row in body.find_all("tr"):
            cells = [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
            if len(cells) == len(heads):
                yield dict(zip(heads, cells, strict=True))


def sheets(book: Any) -> list[list[tuple[Any, ...]]]:
    return [[*sheet.iter_rows(values_only=True)] for sheet in book]


def has_rows(sheet: list[tuple[Any, ...]], headers: list[str], rows: list[list[Any]]) -> bool:
    """Whether the rows stand together in a sheet with these headers."""
    wide = len(headers)
    starts = [place for place, row in enumerate(sheet) if [value or "" for value in row[:wide]] == headers]
    if not starts:
        return False
    below = [row[:wide] for row in sheet[starts[0] + 1 :]]
    return any(
        all(
            is_in_sheet(cell, value)
            for row, values in zip(rows, below[at:], strict=False)
            for cell, value in zip(row, values, strict=True)
        )
        for at in range(len(below) - len(rows) + 1)
    )


@pytest.mark.parametrize("page", PUBLIC, ids=lambda page: page.name)
def test_a_page_its_api_its_csv_and_its_sheets_have_the_same_figures(client: FlaskClient, page: Page) -> None:
    soup = BeautifulSoup(client.get(f"/{path_of(page)}{QUERY}").text, "html.parser")
    said = client.get(api(page, ".json")).json
    workbook = sheets(openpyxl.load_workbook(io.BytesIO(client.get(api(page, ".xlsx")).data)))
    wrong: list[Any] = []
    for block in said["blocks"]:
        if block["type"] not in {"table", "chart"}:
            continue
        name, headers, rows = block["name"], [column["header"] for column in block["columns"]], block["rows"]
        alone = client.get(api(page, f"/{name}.json")).json
        wrong += [(name, "alone", alone["blocks"])] if alone["blocks"][0]["rows"] != rows else []
        wrong += [(name, "csv", *one) for one in unlike_csv(client.get(api(page, f"/{name}.csv")).text, headers, rows)]
        if not any(has_rows(sheet, headers, rows) for sheet in workbook):
            own = sheets(openpyxl.load_workbook(io.BytesIO(client.get(api(page, f"/{name}.xlsx")).data)))
            wrong += [] if any(has_rows(sheet, headers, rows) for sheet in own) else [(name, "sheet")]
        wrong += [(name, "page", *one) for one in unlike_page(shown(soup, block["title"]), rows, headers)]
    assert wrong == []


def unlike_csv(text: str, headers: list[str], rows: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    head, *lines = csv.reader(io.StringIO(text))
    places = [place for place, name in enumerate(head) if not (name == "n" and place and headers[:1] != ["n"])]
    if [head[place] for place in places] != headers or len(lines) != len(rows):
        yield head, headers, len(lines), len(rows)
        return
    for line, row in zip(lines, rows, strict=True):
        for place, cell in zip(places, row, strict=True):
            n = line[place + 1] if head[place + 1 : place + 2] == ["n"] else None
            if not is_in_csv(cell, line[place], n):
                yield cell, line[place], n


def unlike_page(
    tables: list[list[dict[str, str]]], rows: list[list[Any]], headers: list[str]
) -> Iterator[tuple[Any, ...]]:
    """What a page shows in no table of the title as the API has it; a page may show the first rows alone."""
    candidates = [[*_unlike(table, rows, headers)] for table in tables]
    yield from min(candidates, key=len, default=[])


def _unlike(table: list[dict[str, str]], rows: list[list[Any]], headers: list[str]) -> Iterator[tuple[Any, ...]]:
    for seen, row in zip(table, rows, strict=False):
        for header, cell in zip(headers, row, strict=True):
            if header in seen and not is_on_screen(cell, seen[header]):
                yield header, cell, seen[header]
