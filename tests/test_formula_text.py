"""Formulas: every CSV file and every workbook goes by the one set of signs, so that none runs what it was given."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dashboard.exports import package, pptx_workbook, xlsx
from dashboard.exports.csv import lines
from data_loader import audit, export, formula_text, marked, report, schema
from data_loader.report import Finding
from data_loader.spreadsheet import File
from tests.reference import SHIPPED

ROOT = Path(__file__).parents[1]


def _package(text: str) -> str:
    fields = [field.name for field in schema.fields(schema.meetings)]
    row = [text if name == "place" else None for name in fields]
    archive = b"".join(package.zipped(1, dt.datetime(2017, 1, 1), ["meetings"], [[row]]))  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        return zipped.read("meetings.csv").decode()


def _report(text: str) -> str:
    out = io.StringIO()
    report.write_csv([Finding("not-allowed", "x.", "a.csv", value=text)], out)
    return out.getvalue()


def _audit(text: str) -> str:
    out = io.StringIO()
    audit.write_csv([SimpleNamespace(**dict.fromkeys(audit.COLUMNS, text))], out)  # type: ignore[list-item]
    return out.getvalue()


CSV: dict[str, Callable[[str], str]] = {
    "table or chart": lambda text: "".join(lines(["value"], [[text]])),
    "data package": _package,
    "report of a load": _report,
    "audit log": _audit,
}


def _sheet() -> Any:
    return Workbook(write_only=True).create_sheet()


def _marked(text: str) -> Any:
    content = marked.mark(File("meetings.csv", f'place\n"{text}"\n'.encode(), ""), [])
    return openpyxl.load_workbook(io.BytesIO(content))["meetings"]["A2"]


def _in_chart(text: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(pptx_workbook.workbook("Data", [[text]])))["Data"]["A1"]


WORKBOOKS: dict[str, Callable[[str], Any]] = {
    "page": lambda text: xlsx.text_cell(_sheet(), text),
    "chart of a slide": _in_chart,
    "version": lambda text: export._text(_sheet(), text),
    "marked file": _marked,
}
SIGNS = [*formula_text.SIGNS]


@pytest.mark.parametrize("sign", SIGNS, ids=repr)
@pytest.mark.parametrize("name", CSV)
def test_no_csv_file_has_a_cell_that_begins_like_a_formula(name: str, sign: str) -> None:
    cells = {cell for row in csv.reader(io.StringIO(CSV[name](f"{sign}1+1"), newline="")) for cell in row}
    assert f"'{sign}1+1" in cells
    assert {cell for cell in cells if formula_text.is_like_formula(cell)} == set()


SPLITTING = {
    "semicolon": "x;{}1+1",
    "tab": "x\t{}1+1",
    "line break": "x\n{}1+1",
    "several": "x;y;{}1+1;z",
    "apostrophe": "x;'{}1+1",
    "quotation mark": 'x;"{}1+1;"',
    "empty cell": ";;{}1+1",
}


def cells_by_another_separator(text: str, separator: str) -> set[str]:
    """The cells of a file that has commas, to a program that takes another sign for the end of a cell."""
    return {cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row}


@pytest.mark.parametrize("sign", "=+-@")
@pytest.mark.parametrize("split", SPLITTING.values(), ids=SPLITTING)
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_no_cell_is_a_formula_where_another_sign_ends_it(split: str, sign: str, separator: str) -> None:
    text = "".join(lines(["first", "value"], [["a", split.format(sign)]]))
    cells = cells_by_another_separator(text, separator)
    assert {cell for cell in cells if cell.startswith(tuple("=+-@"))} == set()


@pytest.mark.parametrize(
    "text", ["a; b", "a; - b", "x-1; y=2", "3 - 4", "l'été; d'hier", "a;b\nc", 'say "no"; "-"', ""]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert (formula_text.mark(text), formula_text.mark_apostrophes(text)) == (text, text)


def test_no_text_of_the_data_that_ship_with_the_product_is_changed() -> None:
    changed = [
        cell
        for name in SHIPPED
        for row in csv.DictReader(
            io.StringIO((ROOT / f"data_loader/reference/{name}.csv").read_text("utf-8-sig"), newline="")
        )
        for column in formula_text.text_fields(name)
        if formula_text.mark(cell := row[column]) != cell
    ]
    assert changed == []


@given(st.text(alphabet="=-@'\";\t\n\r a", max_size=12))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    for mark in (formula_text.mark, formula_text.mark_apostrophes):
        assert formula_text.unmarked(pd.Series([mark(text)], dtype=object)).tolist() == [text]


@pytest.mark.parametrize("sign", SIGNS, ids=repr)
@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_workbook_says_that_it_is_text(name: str, sign: str) -> None:
    cell = WORKBOOKS[name](f"{sign}1+1")
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", True)


@pytest.mark.parametrize("sign", SIGNS, ids=repr)
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_what_is_marked_reads_back_as_it_was(before: str, sign: str) -> None:
    text = f"{before}{sign}1"
    for mark in (formula_text.mark, formula_text.mark_apostrophes):
        assert formula_text.unmarked(pd.Series([mark(text)], dtype=object)).tolist() == [text]


def test_the_signs_stand_in_one_place() -> None:
    def texts(node: ast.AST) -> str:
        return "".join(part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and part.value in SIGNS)

    paths = [path for name in ("dashboard", "data_loader") for path in (ROOT / name).rglob("*.py")]
    groups = (ast.Tuple, ast.List, ast.Set)
    elsewhere = [
        path.name
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, groups) and {"=", "+", "@"} <= {*texts(node)}
    ]
    assert elsewhere == []
