"""What became of a check or a load, as one JSON object for programs; docs/load-report.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TextIO

import pandas as pd

from data_loader.diff import TableDiff, key_names
from data_loader.phrases import spoken
from data_loader.report import Finding, group_as_object, grouped
from data_loader.report import as_object as finding_as_object
from data_loader.tables import field_names

EXAMPLES = 20  # rows of each kind and table; the counts tell of all


@dataclass(frozen=True)
class Outcome:
    """Whether the files are accepted, the version current at the end, and what was found and would change or did.

    `rows` says how many rows each table of the files has; `questions` are those of data_loader/questions.py.
    """

    accepted: bool
    sentence: str
    version: int | None
    findings: Sequence[Finding] = ()
    changes: Sequence[TableDiff] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    questions: Sequence[Mapping[str, Any]] = ()


def write_json(outcome: Outcome, out: TextIO) -> None:
    json.dump(as_object(outcome), out, ensure_ascii=False, indent=1)
    out.write("\n")


def as_object(outcome: Outcome) -> dict[str, Any]:
    """The object itself, made of what JSON knows."""
    return {
        "accepted": outcome.accepted,
        "sentence": outcome.sentence,
        **spoken(outcome.sentence),
        "version": outcome.version,
        "findings": [finding_as_object(finding) for finding in outcome.findings],
        "groups": [group_as_object(group) for group in grouped(outcome.findings)],
        "changes": [_change(diff) for diff in outcome.changes],
        "rows": dict(outcome.rows),
        "questions": list(outcome.questions),
    }


def _change(diff: TableDiff) -> dict[str, Any]:
    changed = [
        {
            "key": dict(zip(key_names(diff.name), row.key, strict=True)),
            "row": row.row,
            "changes": [asdict(change) for change in row.changes],
        }
        for row in diff.changed(EXAMPLES)
    ]
    examples = {"new": _rows(diff.name, diff.new), "removed": _rows(diff.name, diff.removed), "changed": changed}
    return {"table": diff.name, **asdict(diff.counts), "examples": examples}


def _rows(name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    first = frame.head(EXAMPLES)
    cells = first[field_names(name)].to_dict("records")
    return [{"row": int(row), "cells": row_cells} for row, row_cells in zip(first["row"], cells, strict=True)]
