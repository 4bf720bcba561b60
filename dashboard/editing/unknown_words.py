"""The words of files that are in no list, to be asked about: what may each stand for, and which is certain?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.view.values import named
from dashboard.view.view import View
from data_loader import schema

MOST_VALUES = 200  # of a list to choose from
_CODES = {"not-allowed", "unknown-reference"}


@dataclass(frozen=True)
class UnknownWord:
    """A value that is not in its list: the loader's name of the column, the header of the file, the likely value."""

    field: str
    column: str
    value: str
    options: tuple[tuple[str, str], ...]
    suggestion: str


def unknown_words(view: View, report: Mapping[str, Any]) -> Iterator[UnknownWord]:
    """The unknown values of a report, each once, whose list is certain and short enough."""
    for field, finding in _findings(report):
        options = _options(view, field)
        if 0 < len(options) <= MOST_VALUES:
            yield UnknownWord(field, finding["column"], finding["value"], options, finding["suggestion"])


def suggested(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Column, word and value of every unknown word whose value is certain."""
    return [
        (field, finding["value"], finding["suggestion"])
        for field, finding in _findings(report)
        if finding["suggestion"]
    ]


def _findings(report: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The unknown words, each once a list, with the column that has the list."""
    seen: set[tuple[str, str]] = set()
    for finding in report["findings"]:
        field = finding.get("field", "")
        if finding["code"] in _CODES and finding["value"] and field:
            key = (list_of(field), finding["value"])
            if key not in seen:
                seen.add(key)
                yield field, finding


def list_of(field: str) -> str:
    """Where the values of a column come from: the table it refers to, or the column itself."""
    table, _, column = field.partition(".")
    declared: schema.Field = schema.DATA_TABLES[table].c[column].info["field"]
    return declared.refers_to or field


def _options(view: View, field: str) -> tuple[tuple[str, str], ...]:
    table, _, column = field.partition(".")
    declared = schema.DATA_TABLES[table].c[column].info["field"]
    if declared.allowed:
        values = declared.allowed
    else:
        frame = view.snapshot.tables.get(declared.refers_to)
        values = () if frame is None else tuple(frame["id"])[: MOST_VALUES + 1]
    options = [(value, named(view, table, column, value)) for value in values]
    return tuple(sorted(options, key=lambda option: schema.fold(option[1])) if declared.refers_to else options)
