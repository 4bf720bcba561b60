"""The words of files that are in no list, to be asked about: what may each stand for?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.view.view import View
from data_loader import schema

MOST_VALUES = 200  # of a list to choose from
_CODES = {"not-allowed", "unknown-reference"}

Report = Mapping[str, Any]
"""The loader's answer to a check or a load."""


@dataclass(frozen=True)
class UnknownWord:
    """A value that is not in its list: the loader's name of the list, its values by id and name, the likely one."""

    field: str
    column: str
    value: str
    options: tuple[tuple[str, str], ...]
    suggestion: str


def unknown_words(view: View, report: Report) -> Iterator[UnknownWord]:
    """The unknown values of a report, each once, whose list is certain and short enough."""
    seen: set[tuple[str, str]] = set()
    for finding in report["findings"]:
        if finding["code"] not in _CODES or not finding["value"]:
            continue
        field = _field(finding["column"], report["rows"])
        if field and (field, finding["value"]) not in seen:
            seen.add((field, finding["value"]))
            options = _options(view, field)
            if 0 < len(options) <= MOST_VALUES:
                yield UnknownWord(field, finding["column"], finding["value"], options, finding["suggestion"])


def _field(column: str, tables: Mapping[str, int]) -> str:
    """The loader's name of the list of a column, when the tables of the files have but one of that name."""
    lists = {
        field.refers_to or field.allowed: field.refers_to or f"{name}.{field.name}"
        for name in tables
        if name in schema.DATA_TABLES
        for field in schema.fields(schema.DATA_TABLES[name])
        if field.name == column and (field.refers_to or field.allowed)
    }
    return next(iter(lists.values())) if len(lists) == 1 else ""


def _options(view: View, field: str) -> tuple[tuple[str, str], ...]:
    table, _, column = field.partition(".")
    if column:
        declared = schema.DATA_TABLES[table].c[column].info["field"]
        return tuple((value, value) for value in declared.allowed)
    frame = view.snapshot.tables.get(table)
    if frame is None:
        return ()
    names = next((frame[name] for name in (f"name_{view.lang}", "name") if name in frame), frame["id"])
    return tuple((id_, f"{id_} – {name}") for id_, name in zip(frame["id"], names, strict=True))
