"""What is wrong with a file: findings, and their forms for terminal, CSV and programs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import PurePath
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from data_loader.codes import CODES, Severity
from data_loader.formula_text import mark
from data_loader.phrases import N_, phrase, spoken


@dataclass(frozen=True)
class Finding:
    """One fault, where a person finds it; `row` is the row as the spreadsheet shows it, `cell` its address."""

    code: str
    sentence: str
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""
    value: str = ""
    suggestion: str = ""
    field: str = ""  # `roles.theme_id`, where the fault is in a column of ours

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def address(self) -> str:
        """The place as spreadsheet programs write it: `roles!C14`, `roles!14:14` for a row; "" for the whole file."""
        place = self.cell or (f"{self.row}:{self.row}" if self.row is not None else "")
        return f"{_quoted(self.sheet or PurePath(self.file).stem)}!{place}" if place else ""


def _quoted(sheet: str) -> str:
    """The name of a sheet as an address needs it; `roles` stands as it is, `my roles` in quotation marks."""
    if re.fullmatch(r"[^\W\d]\w*", sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then by place, so that the same file always gives the same report."""
    return sorted(findings, key=lambda f: (f.severity, f.file, f.sheet, f.row or 0, f.column, f.code, f.value))


def as_row(finding: Finding) -> dict[str, str | int | None]:
    """The finding as a table gives it."""
    row = {"severity": finding.severity, **asdict(finding), "address": finding.address}
    return {name: row[name] for name in COLUMNS}


def as_object(finding: Finding) -> dict[str, Any]:
    """The finding for programs, which may say it in another language."""
    return as_row(finding) | {"field": finding.field} | spoken(finding.sentence)


COLUMNS = ("severity", *(field.name for field in fields(Finding) if field.name != "field"), "address")


def write_csv(findings: Iterable[Finding], out: TextIO) -> None:
    """For spreadsheet programs: what could be a formula begins with an apostrophe."""
    writer = csv.DictWriter(out, COLUMNS)  # ends lines with CR LF, so that either of them in a cell is quoted
    writer.writeheader()
    for finding in findings:
        writer.writerow({name: mark("" if value is None else str(value)) for name, value in as_row(finding).items()})


EXAMPLES = 3


@dataclass(frozen=True)
class Group:
    """Findings alike, said once: the sentence on all of them, and the first of them with their places."""

    sentence: str
    findings: Sequence[Finding]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def value(self) -> str:
        """What all of the cells hold; "" where they differ."""
        return self.first.value if len({finding.value for finding in self.findings}) == 1 else ""

    @property
    def suggestion(self) -> str:
        """What all of them probably mean; "" where that differs."""
        return self.first.suggestion if len({finding.suggestion for finding in self.findings}) == 1 else ""

    @property
    def places(self) -> list[str]:
        return [finding.address for finding in self.findings[:EXAMPLES] if finding.address]


def grouped(findings: Sequence[Finding]) -> list[Group]:
    """The findings with those alike as one, errors first; the order of the first of each."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((*_kind(finding), finding.value if finding.code in _OF_WORDS else ""), []).append(finding)
    once = Counter(key[:-1] for key, of_a_word in alike.items() if len(of_a_word) == 1)
    merged: dict[tuple[str, ...], list[Finding]] = {}
    for key, of_a_word in alike.items():
        lone = len(of_a_word) == 1 and once[key[:-1]] > EXAMPLES
        merged.setdefault((*key[:-1], "") if lone else key, []).extend(of_a_word)
    return sorted((Group(_sentence(many), many) for many in merged.values()), key=lambda group: group.first.severity)


def _kind(finding: Finding) -> tuple[str, ...]:
    return (finding.severity, finding.file, finding.sheet, finding.code, finding.column)


def _sentence(many: Sequence[Finding]) -> str:
    """That of the only one, or one on all of them."""
    first, n = many[0], len(many)
    if n == 1:
        return first.sentence
    same = len({finding.value for finding in many}) == 1
    if same and first.code in _OF_A_WORD:
        return phrase(_OF_A_WORD[first.code], n=n, column=first.column, value=first.value)
    if first.code in _OF_MANY:
        return phrase(_OF_MANY[first.code], n=n, column=first.column)
    return phrase("{n} times: {meaning}", n=n, meaning=phrase(CODES[first.code].meaning))


_OF_A_WORD = {
    "not-allowed": N_("{n} cells of the column “{column}” hold “{value}”, which is not in its list."),
    "unknown-reference": N_("{n} cells of the column “{column}” hold “{value}”, which names nothing that exists."),
    "unknown-country": N_("{n} cells hold “{value}”, which is no country that the loader can name."),
    "not-a-flag": N_("{n} cells of the column “{column}” hold “{value}”, which is neither yes nor no."),
}
"""A fault of a word that repeats → the sentence on all cells with that word."""
_OF_WORDS = {*_OF_A_WORD, "alias-used"}
_OF_MANY = {
    "missing-value": N_("{n} cells of the column “{column}” are empty and must be filled."),
    "not-an-integer": N_("{n} cells of the column “{column}” hold no whole number."),
    "not-a-number": N_("{n} cells of the column “{column}” hold no number."),
    "not-a-flag": N_("{n} cells of the column “{column}” are neither yes nor no."),
    "not-a-date": N_("{n} cells of the column “{column}” hold no date."),
    "impossible-date": N_("{n} dates of the column “{column}” do not exist in the calendar."),
    "not-allowed": N_("{n} different values of the column “{column}” are not in its list."),
    "out-of-range": N_("{n} numbers of the column “{column}” are beyond what it allows."),
    "unknown-reference": N_("{n} different values of the column “{column}” name nothing that exists."),
    "unknown-country": N_("{n} different values are no countries that the loader can name."),
    "duplicate-key": N_("{n} rows carry an id, or values, that an earlier row has."),
    "extra-cells": N_("{n} rows have cells beyond the last column of the header."),
    "end-before-start": N_("{n} rows have an end that lies wholly before the start."),
    "role-outside-term": N_("{n} roles lie outside every term of their holder."),
    "lost-reference": N_("{n} values of the column “{column}” are no longer there, though rows still refer to them."),
    "undecidable-date": N_("{n} dates of the column “{column}” leave open which is the day and which the month."),
    "unread-date": N_("{n} cells of the column “{column}” give no date."),
    "unreal-date": N_("{n} dates of the column “{column}” do not exist or cannot be meant."),
    "rounded-date": N_("{n} dates of the column “{column}” are known to a quarter or a season."),
    "publication-year-assumed": N_("{n} reports have no year of publication; the usual delay is used."),
    "alias-used": N_("{n} words are read as what somebody said they stand for."),
}
"""A fault → the sentence on many of its kind in a column; another gets its meaning and how often it is there."""


def group_as_object(group: Group) -> dict[str, Any]:
    """A group as programs get it; `examples` are the places of the first."""
    first = group.first
    names = ("severity", "code", "file", "sheet", "column", "field")
    return {
        **{name: getattr(first, name) for name in names},
        "value": group.value,
        "suggestion": group.suggestion,
        "count": len(group.findings),
        "examples": group.places,
        "sentence": group.sentence,
        **spoken(group.sentence),
    }


def write_terminal(findings: Sequence[Finding], console: Console) -> None:
    """A table for a person, faults alike as one."""
    if not findings:
        return
    table = Table(expand=True, show_lines=False, pad_edge=False)
    table.add_column("Where", ratio=3, overflow="fold")
    table.add_column("What", ratio=6, overflow="fold")
    for group in grouped(findings):
        table.add_row(_where(group), _what(group))
    console.print(table)


def _where(group: Group) -> Text:
    first, rest = group.first, len(group.findings) - len(group.places)
    places = "\n".join(group.places) or first.sheet
    more = f"… and {rest:,} more" if rest and group.places else ""
    return Text("\n".join(line for line in (first.file, places, more, first.column) if line))


def _what(group: Group) -> Text:
    severity = group.first.severity
    style = {"error": "bold red", "warning": "yellow"}[severity]
    text = Text.assemble((severity, style), " ", (group.first.code, "dim"), "\n", group.sentence)
    if group.suggestion:
        text.append(f" Did you mean {group.suggestion}?")
    return text
