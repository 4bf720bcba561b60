"""Rows as a CSV file that the loader reads: under its separator, each with the version that it was read from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from werkzeug.datastructures import FileStorage

from data_loader.formula_text import mark, text_fields
from data_loader.schema import VERSION_COLUMN


def written(table: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]], version: int) -> FileStorage:
    """The file of a table; a column that a row does not name is empty."""
    texts, file = frozenset(text_fields(table)), io.StringIO()
    writer = csv.writer(file)
    writer.writerows([["sep=,"], [*columns, VERSION_COLUMN]])
    for row in rows:
        cells = [mark(row.get(name, "")) if name in texts else row.get(name, "") for name in columns]
        writer.writerow([*cells, str(version)])
    return FileStorage(io.BytesIO(file.getvalue().encode()), f"{table}.csv", "files")
