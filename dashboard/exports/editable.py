"""Tables as a workbook that is made to be edited and loaded back, in the reader's language."""

from __future__ import annotations

import io
from collections.abc import Sequence

from dashboard.view.view import View
from data_loader import editable
from data_loader.editable import TooLarge as TooLarge  # noqa: PLC0414 - whoever asks for a workbook may be refused it
from data_loader.phrases import Phrase

ALL = "all"
"""What the workbook of all small tables is called in addresses."""


def tables_to_edit(view: View, name: str) -> Sequence[str]:
    """The table of that name, or all that are small enough to stand in one workbook; none where there are none."""
    if view.snapshot.empty:
        return []
    rows = {record.table_name: record.rows for record in view.records.tables(view.snapshot.version.number)}
    if name == ALL:
        return [table for table, count in rows.items() if count <= editable.SMALL]
    return [name] if name in rows else []


def workbook_to_edit(view: View, tables: Sequence[str]) -> bytes:
    """The workbook; raises TooLarge where a table does not fit into one."""
    version, records = view.snapshot.version, view.records

    def say(sentence: str) -> str:
        if isinstance(sentence, Phrase):
            return view.words(sentence.template, **sentence.values)
        return view.words(sentence)

    edition = editable.Edition(
        version.number, version.published_at, view.lang, say, lambda name: records.table(view.snapshot, name)
    )
    file = io.BytesIO()
    editable.write(edition, tables, file)
    return file.getvalue()
