"""What is wrong with a file: the vocabulary of findings, and their forms for terminal, CSV and programs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from pathlib import PurePath
from typing import Literal, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Code:
    """One kind of finding; `meaning` is a sentence for the manual."""

    severity: Severity
    meaning: str


def _errors(**meanings: str) -> dict[str, Code]:
    return {name.replace("_", "-"): Code("error", meaning) for name, meaning in meanings.items()}


def _warnings(**meanings: str) -> dict[str, Code]:
    return {name.replace("_", "-"): Code("warning", meaning) for name, meaning in meanings.items()}


CODES: dict[str, Code] = {
    # the file
    **_errors(
        file_missing="There is no file or folder of that name.",
        file_unreadable="The file cannot be opened, is not a regular file, or may not be read.",
        file_empty="The file, the sheet or the folder holds nothing.",
        file_too_large="The file is larger than the loader accepts, as it is or once unpacked.",
        too_many_rows="The sheet has more rows than the loader accepts.",
        too_many_columns="The sheet has more columns than the loader accepts.",
        too_many_cells="The sheet has more cells than the loader accepts.",
        cell_too_long="A cell holds more text than the loader accepts.",
        not_text="The file is not a spreadsheet: neither text in a known encoding nor a workbook.",
        broken_quotes="A quotation mark is opened and never closed, or closed in the middle of a cell.",
        workbook_corrupt="The workbook is damaged and cannot be opened.",
        workbook_protected="The workbook is protected by a password.",
        workbook_old="The workbook is in the format of Excel 97-2003 (.xls).",
    ),
    **_warnings(
        workbook_macros="The workbook carries macros; they are never run.",
        hidden_sheet="A hidden sheet is not read, for nobody sees what it says.",
        formulas="Cells are calculated; the values of the last calculation are used.",
        damaged_text="Some bytes are not valid text; the letters there are lost.",
    ),
    # the sheet and its header
    **_errors(
        unknown_table="The header is that of no known table or export.",
        table_twice="Two files or sheets bring the same table.",
        missing_column="A column that the table cannot do without is not there.",
        repeated_column="Two columns carry the same header.",
        missing_table="A column refers to a table that is neither in the load nor in the database.",
    ),
    **_warnings(
        ignored_sheet="A sheet of the workbook is no known table and is not read.",
        absent_column="A column that may be empty is not there; all of it counts as not known.",
        unknown_column="A column is not known and is not read.",
        unnamed_column="A column has cells and no header, and is not read.",
    ),
    # rows and cells
    **_errors(
        extra_cells="A row has cells beyond the last column of the header; its cells have probably shifted.",
        missing_value="A cell that must be filled is empty.",
        not_an_integer="The value is not a whole number.",
        not_a_number="The value is not a number.",
        not_a_flag="The value is neither 1 nor 0.",
        not_a_date="The value is not a date of the form 2016, 2016-05 or 2016-05-03.",
        impossible_date="The date does not exist in the calendar.",
        not_allowed="The value is not in the list of the column.",
        out_of_range="The number is beyond what the column allows.",
        error_cell="The cell shows an error of the spreadsheet program.",
        formula_without_value="The cell is a formula whose result is not stored in the file.",
        merged_cells="Cells are merged: all but one of them are empty for a program.",
        unknown_country="The country is not one that the loader can name.",
    ),
    **_warnings(
        alias_used="The value is not in the list, and is read as the one that somebody said it stands for.",
    ),
    # across rows and tables
    **_errors(
        duplicate_key="Two rows carry the same id, or the same values where they must differ.",
        unknown_reference="The value names something that does not exist.",
        lost_reference="Rows that stay in the database refer to something the new file no longer has.",
        end_before_start="The end lies wholly before the start.",
        assessment_before_plan="The assessment was published before its action plan began.",
        role_outside_term="The role lies outside every term of its holder.",
        member_differs="The commitment and its action plan belong to different members.",
    ),
    # exports of OGP
    **_warnings(
        undecidable_date="Day and month cannot be told apart; the date is left empty.",
        unreal_date="The date does not exist or cannot be meant; it is left empty.",
        unread_date="The words do not give a date; it is left empty.",
        rounded_date="The date is known to a quarter or a season; it is kept as its year.",
        end_dropped="The end lies wholly before the start; it is left empty.",
        publication_year_assumed="The year of the report is not known; the usual delay after submission is used.",
        repeated_number="Country, plan and number come more than once; the rows are kept as different commitments.",
        plan_differs="Rows of one action plan give different years of submission; the earliest is used.",
        member_added="The member is not in the database and is added with what the export says of it.",
        title_missing="The commitment has no title; its number is used.",
    ),
}


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
    """The finding as every machine-readable report gives it."""
    return {"severity": finding.severity, **asdict(finding), "address": finding.address}


COLUMNS = ("severity", *(field.name for field in fields(Finding)), "address")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """Text for a CSV file that people open in a spreadsheet: what would be taken for a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(findings: Iterable[Finding], out: TextIO) -> None:
    """For spreadsheet programs: what could be a formula begins with an apostrophe."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for finding in findings:
        writer.writerow({name: inert("" if value is None else str(value)) for name, value in as_row(finding).items()})


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
