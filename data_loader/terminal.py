"""Changes and versions as a person reads them in the terminal; what comes from files is shown as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa
from rich.table import Column, Table
from rich.text import Text

from data_loader import schema
from data_loader.diff import ChangedRow, TableDiff, key_names
from data_loader.phrases import Phrase
from data_loader.questions import Asking
from data_loader.report import Finding
from data_loader.tables import field_names
from data_loader.versions import Listed

SHOWN_OF_A_KIND = 3
_SHOWN_OF_A_VERSION = 3  # tables, files
_LONGEST = 60  # letters of a cell


def counted(n: int, one: str, many: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{n:,} {one if n == 1 else many}"


def faults(findings: Sequence[Finding]) -> str:
    """How many of each severity."""
    errors = sum(finding.severity == "error" for finding in findings)
    return f"{counted(errors, 'error', 'errors')}, {counted(len(findings) - errors, 'warning', 'warnings')}."


def lines_of(sentence: str) -> Iterator[str]:
    """A sentence; what it has in brackets is a line a changed table before it, or stands in a table already."""
    values = sentence.values if isinstance(sentence, Phrase) else {}
    changes = str(values.get("changes", ""))
    yield from plain(changes).split("; ") if changes else ()
    yield str(sentence).replace(f" ({changes})", "").replace(f" (rows: {values.get('rows')})", "")


_CHANGE = re.compile(r"([\d,]+) new, ([\d,]+) changed, ([\d,]+) removed")
_CHANGES = re.compile(rf"(?:(?:; )?\w+: {_CHANGE.pattern})+")


def plain(changes: str) -> str:
    """Changes as `versions.changes` has them, without what did not happen: `roles: 2 new, 1 removed`."""
    return _CHANGE.sub(lambda match: _kinds(match.groups()), changes)


def in_short(text: str) -> str:
    """A text with changes; those of many tables are one sum."""
    return _CHANGES.sub(lambda match: _sum(match[0]), text)


def _sum(changes: str) -> str:
    tables = schema.counted(changes)
    if len(tables) <= _SHOWN_OF_A_VERSION:
        return plain(changes)
    return f"{len(tables)} tables: {_kinds(f'{sum(kind):,}' for kind in zip(*tables.values(), strict=True))}"


def _kinds(numbers: Iterable[str]) -> str:
    kinds = zip(numbers, ("new", "changed", "removed"), strict=True)
    return ", ".join(f"{number} {kind}" for number, kind in kinds if number != "0") or "nothing new"


def question_lines(asking: Asking) -> Iterator[Text]:
    """Each question with its key and its answers; what is done when nobody answers."""
    for question in asking.asked.values():
        yield Text(f"? {question.sentence}", style="bold")
        answer = asking.ask(question)
        for option in question.options:
            mark = " (so it is read)" if option.value == answer else ""
            yield Text(f"    --answer {question.key}={option.value}  {option.text}{mark}")


def counts_table(changes: Iterable[TableDiff]) -> Table:
    """A line a table: how many rows are new, changed, removed and the same."""
    table = Table("Table", *(Column(name, justify="right") for name in ("New", "Changed", "Removed", "Unchanged")))
    for diff in changes:
        counts = diff.counts
        numbers = (counts.new, counts.changed, counts.removed, counts.unchanged)
        table.add_row(diff.name, *(f"{number:,}" for number in numbers))
    return table


def example_lines(changes: Iterable[TableDiff]) -> Iterator[Text]:
    """The first few rows of each kind of change in each table."""
    for diff in changes:
        kinds = (
            ("new", len(diff.new), _rows(diff.name, diff.new)),
            ("changed", len(diff.after), [*map(_changed, diff.changed(SHOWN_OF_A_KIND))]),
            ("removed", len(diff.removed), _rows(diff.name, diff.removed)),
        )
        for kind, number, lines in kinds:
            yield from (Text(f"{diff.name}: {kind} {line}") for line in lines)
            if number > len(lines):
                yield Text(f"{diff.name}: … and {number - len(lines):,} more {kind}", style="dim")


def _rows(name: str, frame: pd.DataFrame) -> list[str]:
    rows = frame.head(SHOWN_OF_A_KIND)[field_names(name)].to_dict("records")
    return [_row(name, row) for row in rows]


def _row(name: str, row: dict[str, str]) -> str:
    keys = key_names(name)
    more = [value for field, value in row.items() if field not in keys and value]
    return f"{_key(tuple(row[key] for key in keys))}: {', '.join(map(_short, more[:3]))}"


def _changed(row: ChangedRow) -> str:
    changes = (f"{change.field} {_shown(change.before)} → {_shown(change.after)}" for change in row.changes)
    return f"{_key(row.key)} (row {row.row}): {'; '.join(changes)}"


def _key(parts: tuple[str, ...]) -> str:
    return " + ".join(_short(part) for part in parts if part)


def _shown(text: str) -> str:
    return _short(text) or "(empty)"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def versions_table(versions: Iterable[Listed]) -> Table:
    """A line a version; one that is no longer kept says so."""
    table = Table("Version", "Published (UTC)", "By", "Changes", "Files")
    for version in versions:
        why = [version.note] if version.note else []
        changes = [*why, *in_short(version.changes).split("; "), *([] if version.kept else ["no longer kept"])]
        files = [f"{file.name} ({file.sha256[:8]})" for file in version.files]
        if len(files) > _SHOWN_OF_A_VERSION:
            files = [f"{len(files)} files"]
        table.add_row(
            str(version.number), f"{version.published_at:%Y-%m-%d %H:%M}", Text(version.published_by),
            Text("\n".join(changes)), Text("\n".join(files)),
        )  # fmt: skip
    return table


def audit_table(rows: Iterable[sa.Row[Any]]) -> Table:
    """A line a write."""
    table = Table("When (UTC)", "Who", "What", "Version", "From")
    for row in rows:
        version = "" if row.version is None else str(row.version)
        table.add_row(f"{row.at:%Y-%m-%d %H:%M}", *map(Text, (row.who, in_short(row.what), version, row.origin)))
    return table


def decks_table(rows: Iterable[sa.Row[Any]]) -> Table:
    """A line a deck."""
    table = Table("Name", "Slides", "Filters", "By", "When (UTC)")
    for row in rows:
        table.add_row(*map(Text, (row.name, row.text, row.query, row.saved_by, f"{row.saved_at:%Y-%m-%d %H:%M}")))
    return table


def version_lines(version: Listed) -> Iterator[Text | Table]:
    """One version in full: who and when, what changed, its files and its tables."""
    published = f"{version.published_at:%Y-%m-%d %H:%M:%S} UTC"
    yield Text(f"Version {version.number}, published {published} by {version.published_by}.")
    if not version.kept:
        yield Text("Its rows are no longer kept.")
    yield from [Text(f"Why: {version.note}")] if version.note else []
    yield from (Text(change) for change in plain(version.changes).split("; "))
    files = [(file.name, file.format, f"{file.bytes:,}", file.sha256) for file in version.files]
    yield _listing(("File", "Format", "Bytes", "SHA-256"), files)
    tables = [(name.table_name, f"{name.rows:,}", name.source, str(name.version)) for name in version.tables]
    if tables:
        yield _listing(("Table", "Rows", "From", "Came with version"), tables)


def _listing(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(*headers)
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    return table
