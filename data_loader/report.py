"""What is wrong with a file: findings, and their forms for terminal, CSV and programs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from pathlib import PurePath
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from data_loader.codes import CODES, Severity
from data_loader.formula_text import mark
from data_loader.phrases import spoken


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
    return {"severity": finding.severity, **asdict(finding), "address": finding.address}


def as_object(finding: Finding) -> dict[str, Any]:
    """The finding for programs, which may say it in another language."""
    return as_row(finding) | spoken(finding.sentence)


COLUMNS = ("severity", *(field.name for field in fields(Finding)), "address")


def write_csv(findings: Iterable[Finding], out: TextIO) -> None:
    """For spreadsheet programs: what could be a formula begins with an apostrophe."""
    writer = csv.DictWriter(out, COLUMNS)  # ends lines with CR LF, so that either of them in a cell is quoted
    writer.writeheader()
    for finding in findings:
        writer.writerow({name: mark("" if value is None else str(value)) for name, value in as_row(finding).items()})


SHOWN_OF_A_KIND = 3


def write_terminal(findings: Sequence[Finding], console: Console) -> None:
    """A table for a person: of many findings alike the first few, then how many more there are."""
    if not findings:
        return
    table = Table(expand=True, show_lines=False, pad_edge=False)
    table.add_column("Where", ratio=3, overflow="fold")
    table.add_column("What", ratio=6, overflow="fold")
    for _, alike in groupby(sorted(findings, key=_kind), key=_kind):
        kind = list(alike)
        for finding in kind[:SHOWN_OF_A_KIND]:
            table.add_row(_where(finding), _what(finding))
        if len(kind) > SHOWN_OF_A_KIND:
            table.add_row("", Text(f"… and {len(kind) - SHOWN_OF_A_KIND:,} more {kind[0].code}", style="dim"))
    console.print(table)


def _kind(finding: Finding) -> tuple[str, str, str, str, str]:
    return (finding.severity, finding.file, finding.sheet, finding.code, finding.column)


def _where(finding: Finding) -> Text:
    lines = [finding.file, finding.address or finding.sheet, finding.column]
    return Text("\n".join(line for line in lines if line))


def _what(finding: Finding) -> Text:
    style = {"error": "bold red", "warning": "yellow"}[finding.severity]
    text = Text.assemble((finding.severity, style), " ", (finding.code, "dim"), "\n", finding.sentence)
    if finding.suggestion:
        text.append(f" Did you mean {finding.suggestion}?")
    return text
