"""A workbook to edit, changed in LibreOffice and saved as .xlsx, .ods and .csv, loads back with that change alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from data_loader import editable, export, labels, store, versions
from data_loader.store import Current
from data_loader.tables import field_names, rows_of
from tests import libreoffice
from tests.data_loader.test_editable import CHANGES, LANGUAGES, loaded_back
from tests.reference import SHIPPED

LANGUAGE = {table: LANGUAGES[place % 3] for place, table in enumerate(SHIPPED)}
"""Each table in one of the languages."""


@pytest.fixture(scope="module")
def current(reference_url: str) -> Iterator[Current]:
    with store.reading(reference_url) as connection:
        yield Current(connection)


DATES = {
    **dict.fromkeys(("2016", "2016-05", "2016-05-03", "2016-02-29", "1999-12-31"), True),
    **dict.fromkeys(
        ("2015-02-29", "2016-13", "May 2016", "3/5/2016", "2016-5", "16", "20165", "2016-05-0", "x"), False
    ),
}
"""What may be typed as a date, and what may not."""


def _with_rules_of_dates(path: Path) -> Path:
    """Each of `DATES`, and beside it what the rule of a column of dates says of it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(DATES):
            sheet.write_string(row, 0, text, book.add_format({"num_format": "@"}))
            sheet.write_formula(row, 1, editable.RULE_OF_DATES.format(f"A{row + 1}"))
    return path


def test_dates_are_taken_at_any_precision_and_nothing_else(saved: Path) -> None:
    with (saved / "dates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {text: taken == "TRUE" for text, taken, *_ in rows} == DATES


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
    changes.append(libreoffice.Change(_with_rules_of_dates(folder / "dates.xlsx"), 2, 0, "calculate"))
    out = tmp_path_factory.mktemp("saved")
    libreoffice.save(changes, out)
    return out


@pytest.mark.parametrize("form", libreoffice.FORMS)
@pytest.mark.parametrize("table", SHIPPED)
def test_a_table_changed_and_saved_loads_back(saved: Path, current: Current, table: str, form: str) -> None:
    field, _, stored = CHANGES[table]
    expected = rows_of(current.table(table))
    expected[0][field] = stored
    tables, findings = loaded_back(saved / f"{table}.{form}", current)
    assert (findings, tables[table].base) == ([], 1)
    assert rows_of(tables[table]) == expected
