"""What differs between two versions, for the terminal, as CSV and as JSON: sentences, then every field that differs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, TextIO

from rich.text import Text

from data_loader.changes import CHANGED, Differences, FieldChange, RowChange
from data_loader.english import English
from data_loader.formula_text import mark
from data_loader.sentences import say, sentences

COLUMNS = ("change", "table", "row", "field", "before", "after", "version", "at", "by", "note")
_SHOWN = 200  # lines for a person; programs get all


def lines(differences: Differences) -> Iterator[dict[str, Any]]:
    """A line a field that differs, with who published it, when (UTC) and why."""
    for row in differences.rows:
        for change in row.fields:
            yield _line(differences, row, change)


def _line(differences: Differences, row: RowChange, change: FieldChange) -> dict[str, Any]:
    published = differences.versions.get(change.version or 0)
    about: dict[str, Any] = {"version": change.version, "at": None, "by": "", "note": ""}
    if published:
        about |= {"at": published.at.isoformat(" ", "seconds"), "by": published.by, "note": published.note}
    cells = {"field": change.field, "before": change.before, "after": change.after}
    return {"change": row.kind, "table": row.table, "row": " + ".join(filter(None, row.key)), **cells, **about}


def write_csv(differences: Differences, out: TextIO) -> None:
    """For spreadsheet programs: what could be a formula begins with an apostrophe."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in lines(differences):
        writer.writerow([mark("" if line[name] is None else str(line[name])) for name in COLUMNS])


def write_json(differences: Differences, out: TextIO) -> None:
    json.dump(as_object(differences), out, ensure_ascii=False, indent=1)
    out.write("\n")


def as_object(differences: Differences) -> dict[str, Any]:
    """All of it, made of what JSON knows."""
    versions = [
        {"version": one.number, "at": one.at.isoformat(" ", "seconds"), "by": one.by, "note": one.note}
        for one in differences.versions.values()
    ]
    return {
        "from": differences.earlier, "to": differences.later, "versions": versions, "counts": differences.counts(),
        "sentences": [*_sentences(differences)], "changes": [_row(row) for row in differences.rows],
    }  # fmt: skip


def _sentences(differences: Differences) -> Iterator[dict[str, Any]]:
    for one in sentences(differences):
        rows = [{"table": row.table, "key": [*row.key]} for row in one.rows]
        yield {"sentence": say(one, English()), "about": [{kind: id_} for kind, id_ in one.about], "rows": rows}


def _row(row: RowChange) -> dict[str, Any]:
    fields = [
        {"field": one.field, "before": one.before, "after": one.after, "version": one.version} for one in row.fields
    ]
    return {
        "change": row.kind, "table": row.table, "key": [*row.key], "version": row.version, "fields": fields,
        "before": row.before and dict(row.before), "after": row.after and dict(row.after),
    }  # fmt: skip


def terminal_lines(differences: Differences) -> Iterator[Text]:
    """The counts, who published what and why, a sentence a change, and the fields that changed."""
    way = f"From version {differences.earlier} to version {differences.later}"
    if not differences:
        yield Text(f"{way}: nothing differs.")
        return
    yield Text(f"{way}{', backwards in time' if differences.backwards else ''}:", style="bold")
    for name, counts in differences.counts().items():
        yield Text(f"  {name}: " + ", ".join(f"{n:,} {kind}" for kind, n in counts.items() if n))
    came = {change.version for row in differences.rows for change in row.fields}
    for one in differences.versions.values():
        why = f": {one.note}" if one.note else ""
        yield from [Text(f"  Version {one.number}, {one.at:%Y-%m-%d %H:%M} UTC, by {one.by}{why}")] * (
            one.number in came
        )
    yield from _cut([f"{say(one, English())}." for one in sentences(differences)])
    yield from _cut([_written(line) for line in lines(differences) if line["change"] == CHANGED])


def _written(line: dict[str, Any]) -> str:
    version = f" (version {line['version']})" if line["version"] else ""
    before, after = line["before"] or "(empty)", line["after"] or "(empty)"
    return f"{line['table']} {line['row']}: {line['field']} {before} → {after}{version}"


def _cut(texts: list[str]) -> Iterator[Text]:
    yield from map(Text, texts[:_SHOWN])
    if len(texts) > _SHOWN:
        yield Text(f"… and {len(texts) - _SHOWN:,} more, all of which --report csv and json have.", style="dim")
