"""A workbook to edit, changed in LibreOffice and saved as .xlsx, .ods and .csv, loads back with that change alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_loader import export, labels, schema, store, versions
from data_loader.store import Current
from data_loader.tables import field_names, rows_of
from tests import libreoffice
from tests.data_loader.test_editable import CHANGES, LANGUAGES, loaded_back

LANGUAGE = {table: LANGUAGES[place % 3] for place, table in enumerate(schema.DATA_TABLES)}
"""Each table in one of the languages."""


@pytest.fixture(scope="module")
def current(reference_url: str) -> Iterator[Current]:
    with store.reading(reference_url) as connection:
        yield Current(connection)


@pytest.fixture(scope="module")
def saved(reference_url: str, current: Current, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each table with one cell changed, in every form."""
    assert libreoffice.PROGRAM, "LibreOffice is not installed: tests/install_system.sh does so"
    folder = tmp_path_factory.mktemp("edit")
    changes = []
    with store.reading(reference_url) as connection:
        for table, lang in LANGUAGE.items():
            path = folder / f"{table}.xlsx"
            export.write_editable(Current(connection), versions.find(connection, 1), [table], lang, path)
            field, words, stored = CHANGES[table]
            text = words[lang] or labels.of_rows(rows_of(current.table("priorities")), lang, {})[stored]
            changes.append(libreoffice.Change(path, field_names(table).index(field), 1, text))
    out = tmp_path_factory.mktemp("saved")
    libreoffice.save(changes, out)
    return out


@pytest.mark.parametrize("form", libreoffice.FORMS)
@pytest.mark.parametrize("table", schema.DATA_TABLES)
def test_a_table_changed_and_saved_loads_back(saved: Path, current: Current, table: str, form: str) -> None:
    field, _, stored = CHANGES[table]
    expected = rows_of(current.table(table))
    expected[0][field] = stored
    tables, findings = loaded_back(saved / f"{table}.{form}", current)
    assert (findings, tables[table].base) == ([], 1)
    assert rows_of(tables[table]) == expected
