"""Tables to edit: anybody downloads them in their language, of the version they look at, and they load back."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient

from dashboard.exports import editable as exported
from data_loader import editable, read, schema, store
from data_loader.clean import tidy
from data_loader.load import prepare
from data_loader.store import Current
from data_loader.tables import rows_of
from tests.dashboard import blocks
from tests.dashboard.conftest import make_client, make_views
from tests.reference import SHIPPED

LANGUAGES = ("en", "fr", "es")


WITHOUT_ROWS = [name for name in schema.DATA_TABLES if name not in SHIPPED]


def changed(content: bytes, url: str, folder: Path) -> list[str]:
    """The tables in a file that are not as they are in the database, but for keys of rows that there are not."""
    (folder / "table.xlsx").write_bytes(content)
    files, _ = read.open_files([folder / "table.xlsx"])
    with store.reading(url) as connection:
        current = Current(connection)
        tables = prepare(files, current, lambda *_: None).tables
        assert tables
        stored = {name: [_tidy(row) for row in rows_of(current.table(name))] for name in tables}
        known = {row["id"] for of in ("agenda_items", "members") for row in rows_of(current.table(of))}
    found = {name: rows_of(table) for name, table in tables.items()}
    if not known.issuperset(_keys(stored.get("events", []))):  # a file cannot bring keys of rows that there are not
        stored["events"], found["events"] = _without_keys(stored["events"]), _without_keys(found["events"])
    return [name for name, rows in found.items() if rows != stored[name]]


_OF_KEYS = ("promises", "members")


def _keys(events: list[dict[str, str]]) -> set[str]:
    return {key.strip() for event in events for column in _OF_KEYS for key in event[column].split(";")} - {""}


def _without_keys(events: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: cell for name, cell in event.items() if name not in _OF_KEYS} for event in events]


def _tidy(row: dict[str, str]) -> dict[str, str]:
    """As the loader would have stored it."""
    return {name: tidy(text) for name, text in row.items()}


@pytest.mark.parametrize("name", [*SHIPPED, exported.ALL])
def test_a_table_loads_back_as_it_was(files: FlaskClient, reference_url: str, tmp_path: Path, name: str) -> None:
    lang = LANGUAGES[len(name) % 3]
    answer = files.get(f"/data/edit/{name}.xlsx?lang={lang}")
    assert answer.status_code == 200
    assert changed(answer.data, reference_url, tmp_path) == []


def test_texts_that_try_to_be_something_else_load_back(hostile_url: str, tmp_path: Path) -> None:
    client = make_client(hostile_url)
    for name in ("members", "commitments", exported.ALL):
        content = client.get(f"/data/edit/{name}.xlsx").data
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert changed(content, hostile_url, tmp_path) == []


def test_it_is_in_the_language_of_the_reader(files: FlaskClient) -> None:
    answers = [
        files.get("/data/edit/roles.xlsx?lang=fr"),
        files.get("/data/edit/roles.xlsx", headers={"Accept-Language": "fr"}),
    ]
    for answer in answers:
        assert openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames[0] == "Rôles"


def test_it_is_saved_under_the_name_of_its_table_and_version(files: FlaskClient) -> None:
    answer = files.get("/data/edit/roles.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=roles-version-1.xlsx"
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert answer.headers["Data-Version"] == "1"


def test_it_is_not_sent_again_while_nothing_is_new(files: FlaskClient) -> None:
    files.get("/version.json")
    tag = files.get("/data/edit/roles.xlsx").headers["ETag"]
    again = files.get("/data/edit/roles.xlsx", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["versions", "none", "../roles"])
def test_there_is_none_of_what_is_no_table(files: FlaskClient, name: str) -> None:
    assert files.get(f"/data/edit/{name}.xlsx").status_code == 404


@pytest.mark.parametrize("name", WITHOUT_ROWS)
def test_there_is_none_of_a_table_without_rows(files: FlaskClient, name: str) -> None:
    assert files.get(f"/data/edit/{name}.xlsx").status_code == 404


@pytest.mark.parametrize("name", ["roles", exported.ALL])
def test_an_empty_database_has_none(empty_url: str, name: str) -> None:
    assert make_client(empty_url).get(f"/data/edit/{name}.xlsx").status_code == 404


def test_a_table_that_is_too_large_is_refused_in_words(reference_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editable, "MOST_ROWS", 10)
    answer = make_client(reference_url).get("/data/edit/roles.xlsx")
    assert (answer.status_code, "take the CSV file" in answer.text) == (413, True)


def test_the_data_page_leads_to_each_in_the_language_and_version(reference_url: str) -> None:
    views = make_views(reference_url)
    hrefs = {link.href for link in blocks.links(*blocks.page(views, "data", "?lang=es&version=1"))}
    edits = {f"/data/edit/{name}.xlsx" for name in (*SHIPPED, exported.ALL)}
    assert {href.partition("?")[0] for href in hrefs if "/data/edit/" in href} == edits
    assert all("lang=es" in href and "version=1" in href for href in hrefs if "/data/edit/" in href)
