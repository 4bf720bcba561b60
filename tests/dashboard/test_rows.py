"""Changed rows as files: what a form does not name stays as it was when it was read, and nothing is taken for more."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.editing import rows
from dashboard.view.view import View
from data_loader import read, schema, store
from data_loader.load import prepare
from data_loader.questions import Asking
from data_loader.report import has_errors
from data_loader.store import Current
from tests.dashboard.conftest import make_views
from tests.reference import SHIPPED


@pytest.fixture(scope="module")
def view(reference_url: str) -> View:
    return make_views(reference_url).of("")


def differences(view: View, url: str, folder: Path, table_rows: dict[str, list[rows.Row]]) -> dict[str, list[object]]:
    """What the loader would do with the rows, by table: new, removed and changed."""
    paths = []
    for file in rows.upload(table_rows, view):
        file.save(folder / str(file.filename))
        paths.append(folder / str(file.filename))
    with store.reading(url) as connection:
        files, _ = read.open_files(paths)
        prepared = prepare(files, Current(connection), lambda *_: None, Asking(rows.answers(table_rows)))
    assert not has_errors(prepared.findings), prepared.findings
    assert prepared.asking.open() == []
    return {
        diff.name: [len(diff.new), len(diff.removed), *((one.key, one.changes) for one in diff.changed())]
        for diff in prepared.changes
    }


def test_only_what_is_named_of_a_row_changes(view: View, reference_url: str, tmp_path: Path) -> None:
    found = differences(view, reference_url, tmp_path, {"roles": [{"id": "role-02", "title": "=1+1; 'said'"}]})
    [new, removed, (key, [change])] = found["roles"]
    assert (new, removed, key, change.field, change.after) == (0, 0, ("role-02",), "title", "=1+1; 'said'")


def test_rows_that_name_other_columns_stand_in_one_file(view: View, reference_url: str, tmp_path: Path) -> None:
    new = {"id": "role-90", "holder": "Ana", "constituency": "government", "kind": "delegation", "title": "Lead"}
    changed: list[rows.Row] = [{"id": "role-02", "title": "Changed"}, new, {"id": "role-36", rows.REMOVE: rows.YES}]
    found = differences(view, reference_url, tmp_path, {"roles": changed})
    assert [found["roles"][0], found["roles"][1], [one.field for one in found["roles"][2][1]]] == [1, 1, ["title"]]


@pytest.mark.parametrize("name", [*SHIPPED])
def test_rows_as_they_are_stored_change_nothing(view: View, reference_url: str, tmp_path: Path, name: str) -> None:
    records = [record for record, _ in zip(view.records.table(view.snapshot, name), range(25), strict=False)]
    keys = [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.key]
    some = [{key: rows.cell(getattr(record, key)) for key in keys} for record in records]
    assert all(rows.stored(view, name, rows.key_of(name, row)) for row in some)
    assert differences(view, reference_url, tmp_path, {name: [*some]}) == {name: [0, 0]}


def test_the_file_says_of_which_version_it_is(view: View) -> None:
    [file] = rows.upload({"roles": [{"id": "role-02", "title": "Changed"}], "seats": []}, view)
    _, header, row = csv.reader(io.StringIO(file.read().decode()))
    assert (file.filename, header[-1], row[-1]) == ("roles.csv", schema.VERSION_COLUMN, "1")


@pytest.mark.parametrize(("name", "key"), [("roles", ("x",)), ("roles", ()), ("eligibility", ("BRA", "1e9"))])
def test_there_is_no_row_of_another_key(view: View, name: str, key: tuple[str, ...]) -> None:
    assert rows.stored(view, name, key) is None


def test_an_empty_part_of_a_key_is_a_value_like_others(view: View, reference_url: str) -> None:
    with sa.create_engine(reference_url).connect() as connection:
        table = schema.documents
        found = connection.execute(sa.select(table).where(table.c.meeting_id.is_(None)).limit(1)).one()
    key = tuple(rows.cell(getattr(found, name)) for name in ("url", "kind", "action_plan_id", "meeting_id"))
    assert (rows.stored(view, "documents", key) or {})["title"] == found.title
