"""A version as spreadsheets that load back as the very same rows: CSV files, a workbook, or a data package."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from data_loader import editable, formula_text, marker, schema
from data_loader.catalogues import speaker
from data_loader.dictionary import exported_package
from data_loader.refusal import Refused
from data_loader.store import Current
from data_loader.tables import Table, field_names
from data_loader.versions import Listed

MOST_ROWS, MOST_LETTERS = editable.MOST_ROWS, editable.MOST_LETTERS


class Form(StrEnum):
    """What a version is written as."""

    csv = "csv"
    xlsx = "xlsx"
    datapackage = "datapackage"


def write(version: Current, listed: Listed, form: Form, out: Path) -> None:
    """Writes to `out`, which must not be there yet: a folder, or a file for a workbook; whole or not at all."""
    _write(partial(_WRITERS[form], version, listed), out)


def write_editable(
    version: Current, listed: Listed, tables: Sequence[str] | None, lang: str, out: Path
) -> Sequence[str]:
    """Writes tables as a workbook that is made to be edited, all the small ones if none is named; gives their names."""
    small = [table.name for table in _tables(version) if len(table.frame) <= editable.SMALL]
    names = list(dict.fromkeys(tables)) if tables else small

    def cells(name: str) -> Iterator[tuple[str, ...]]:
        return version.table(name).frame[field_names(name)].itertuples(index=False, name=None)  # type: ignore[no-any-return]

    edition = editable.Edition(listed.number, listed.published_at, lang, speaker(lang), cells)

    def make(file: Path) -> None:
        with file.open("wb") as stream:
            editable.write(edition, names, stream)

    try:
        _write(make, out)
    except editable.TooLarge as problem:
        raise Refused(problem.sentence) from None
    return names


def _write(make: Callable[[Path], None], out: Path) -> None:
    """What `make` writes, at its place when all of it is there."""
    if out.exists():
        raise Refused(f"{out} is already there; name a new one.")
    try:
        with tempfile.TemporaryDirectory(prefix=".export-", dir=out.parent) as scratch:
            unfinished = Path(scratch) / "made"
            make(unfinished)
            unfinished.rename(out)
    except OSError as problem:
        raise Refused(f"{out} cannot be written: {problem.strerror or 'unknown reason'}.") from None


def _tables(version: Current) -> Iterator[Table]:
    return (version.table(name) for name in schema.DATA_TABLES if name in version.batches)


def _write_csv(version: Current, listed: Listed, folder: Path, encoding: str = "utf-8-sig") -> None:
    """With a byte order mark, by which Excel knows the encoding."""
    folder.mkdir()
    for table in _tables(version):
        with (folder / f"{table.name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*field_names(table.name), schema.VERSION_COLUMN])
            writer.writerows((*row, listed.number) for row in _rows(table, formula_text.mark))


def _write_data_package(version: Current, listed: Listed, folder: Path) -> None:
    """Without a byte order mark, which the standard does not know."""
    _write_csv(version, listed, folder, "utf-8")
    descriptor = exported_package(listed.number, listed.published_at, [*version.batches])
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")


def _rows(table: Table, change: Callable[[str], str]) -> Iterator[tuple[object, ...]]:
    """Rows in the fields of the schema, `change` made to text that may be anything."""
    texts = formula_text.text_fields(table.name)
    columns = [
        map(change, table.frame[name]) if name in texts else table.frame[name] for name in field_names(table.name)
    ]
    return zip(*columns, strict=True)


def _write_workbook(version: Current, listed: Listed, file: Path) -> None:
    tables = [*_tables(version)]
    for table in tables:
        _check_fits(table)
    workbook = Workbook(write_only=True)
    for table in tables:
        sheet = workbook.create_sheet(table.name)
        sheet.append(field_names(table.name))
        numbers = [
            field.kind in ("integer", "number", "flag") for field in schema.fields(schema.DATA_TABLES[table.name])
        ]
        for row in _rows(table, formula_text.mark_apostrophes):
            sheet.append([
                _number(str(text)) if number else _text(sheet, str(text))
                for text, number in zip(row, numbers, strict=True)
            ])  # fmt: skip
    hidden = workbook.create_sheet(marker.SHEET)
    hidden.sheet_state = "veryHidden"
    for cells in marker.sheet_rows(listed.number):
        hidden.append(cells)
    workbook.save(file)


def _number(text: str) -> float | int | str | None:
    """As a number where the workbook, which has 16 digits for it, gives back the same; else as text."""
    if not text:
        return None
    value = float(text)
    return value if float(f"{value:.16g}") == value and abs(value) < 1e15 else text


def _text(sheet: Any, text: str) -> object:
    """Text that begins like a formula is said to be text, to openpyxl and to Excel."""
    if not formula_text.is_like_formula(text):
        return text or None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _check_fits(table: Table) -> None:
    if len(table.frame) > MOST_ROWS:
        raise Refused(f"{table.name} has {len(table.frame):,} rows; a sheet holds {MOST_ROWS:,}. Export it as csv.")
    for name in formula_text.text_fields(table.name):
        if table.frame[name].map(_letters).max() > MOST_LETTERS:
            raise Refused(f"{name} of {table.name} has more text than a cell of a workbook holds. Export it as csv.")


def _letters(text: str) -> int:
    """As Excel counts them: letters beyond the basic plane are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


_WRITERS: dict[Form, Callable[[Current, Listed, Path], None]] = {
    Form.csv: _write_csv,
    Form.xlsx: _write_workbook,
    Form.datapackage: _write_data_package,
}
