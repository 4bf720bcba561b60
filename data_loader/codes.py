"""The vocabulary of findings: one table for reports, manual and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Code:
    """One kind of finding; `meaning` is a sentence for the manual, and for readers of other languages."""

    name: str
    severity: Severity
    meaning: str


def _blocks(name: str, meaning: str) -> Code:
    return Code(name, "error", meaning)


def _warns(name: str, meaning: str) -> Code:
    return Code(name, "warning", meaning)


_ALL = (
    # the file
    _blocks("file-missing", "There is no file or folder of that name."),
    _blocks("file-unreadable", "The file cannot be opened, is not a regular file, or may not be read."),
    _blocks("file-empty", "The file, the sheet or the folder holds nothing."),
    _blocks("no-rows", "The file has a header and no row below it."),
    _warns("lock-file", "The file only says that a spreadsheet is open in an office program; it is not read."),
    _warns("skipped-file", "A file of the folder is no spreadsheet and is not read."),
    _blocks("not-a-table", "The file is a web page or XML that only bears the name of a spreadsheet."),
    _blocks("file-too-large", "The file is larger than the loader accepts, as it is or once unpacked."),
    _blocks("too-many-rows", "The sheet has more rows than the loader accepts."),
    _blocks("too-many-columns", "The sheet has more columns than the loader accepts."),
    _blocks("too-many-cells", "The sheet has more cells than the loader accepts."),
    _blocks("cell-too-long", "A cell holds more text than the loader accepts."),
    _blocks("not-text", "The file is not a spreadsheet: neither text in a known encoding nor a workbook."),
    _blocks("broken-quotes", "A quotation mark is opened and never closed, or closed in the middle of a cell."),
    _blocks("workbook-corrupt", "The workbook is damaged and cannot be opened."),
    _blocks("workbook-protected", "The workbook is protected by a password."),
    _warns("workbook-macros", "The workbook carries macros; they are never run."),
    _warns("hidden-sheet", "A hidden sheet is not read, for nobody sees what it says."),
    _warns("hidden-rows", "Rows are hidden, by a filter or by hand; they are read like all others."),
    _warns("formulas", "Cells are calculated; the values of the last calculation are used."),
    _warns("mark-damaged", "The note of the data version that the file was downloaded from is damaged."),
    _warns("damaged-text", "Some bytes are not valid text; the letters there are lost."),
    # the sheet and its header
    _blocks("unknown-table", "The header is that of no known table or export."),
    _blocks("table-twice", "Two files or sheets bring the same table."),
    _blocks("missing-column", "A column that the table cannot do without is not there."),
    _blocks("repeated-column", "Two columns carry the same header."),
    _blocks("missing-table", "A column refers to a table that is neither in the load nor in the database."),
    _warns("ignored-sheet", "A sheet of the workbook is no known table and is not read."),
    _warns("absent-column", "A column is not there: rows keep what is stored in it, and new rows have it empty."),
    _warns("download-older", "Others published since the file was downloaded; their changes stay."),
    _warns("download-too-old", "The version that the file was downloaded from is not kept here, so nothing is merged."),
    _warns("unknown-column", "A column is not known and is not read."),
    _warns("unnamed-column", "A column has cells and no header, and is not read."),
    _warns("repeated-header", "The header stands again among the rows; it is not read there."),
    _warns("note-row", "A row below the table is a note; it is not read."),
    _warns("total-row", "A row adds up others; it is not read."),
    # rows and cells
    _blocks("extra-cells", "A row has cells beyond the last column of the header; its cells have probably shifted."),
    _blocks("missing-value", "A cell that must be filled is empty."),
    _blocks("not-an-integer", "The value is not a whole number."),
    _blocks("not-a-number", "The value is not a number."),
    _blocks("not-a-flag", "The value says neither yes nor no."),
    _blocks("not-a-date", "The value is not a date of the form 2016, 2016-05 or 2016-05-03."),
    _blocks("undecided-dates", "Dates of a column may be read in two ways; a person must say which number is the day."),
    _blocks("impossible-date", "The date does not exist in the calendar."),
    _blocks("not-an-address", "The value is no web address that begins with http:// or https://."),
    _blocks("not-allowed", "The value is not in the list of the column."),
    _blocks("out-of-range", "The number is beyond what the column allows."),
    _blocks("error-cell", "The cell shows an error of the spreadsheet program."),
    _blocks("formula-without-value", "The cell is a formula whose result is not stored in the file."),
    _blocks("merged-cells", "Cells are merged: all but one of them are empty for a program."),
    _blocks("unknown-country", "The country is not one that the loader can name."),
    _warns(
        "rewritten-dates",
        "Dates are written as a spreadsheet program writes them; they have one meaning and are read so.",
    ),
    _warns("nothing-to-remove", "A row that the file takes out is not there."),
    _warns("alias-used", "The value is not in the list, and is read as the one that somebody said it stands for."),
    # across rows and tables
    _blocks("duplicate-key", "Two rows carry the same id, or the same values where they must differ."),
    _blocks("unknown-reference", "The value names something that does not exist."),
    _blocks("lost-reference", "Rows that stay in the database refer to something the new file no longer has."),
    _blocks("end-before-start", "The end lies wholly before the start."),
    _blocks("assessment-before-plan", "The assessment was published before its action plan began."),
    _blocks("role-outside-term", "The role lies outside every term of its holder."),
    _blocks("member-differs", "The commitment and its action plan belong to different members."),
    # what is possible and hardly meant
    _warns("two-seats", "Somebody has two seats on the Steering Committee at the same time."),
    _warns("role-beyond-term", "The role begins before, or ends after, every term of its holder."),
    _warns("role-in-future", "The role begins in the future."),
    _warns("other-holder", "The holder is called otherwise than the Steering Committee member of the role."),
    _warns("other-constituency", "A government is listed as civil society, or an organisation as a government."),
    _warns("overlapping-leads", "A lead begins while another of the same theme and side goes on."),
    _warns("odd-status", "The status of a member contradicts its dates or its plans."),
    _warns("far-end", "The end lies so far away that it was probably made up."),
    # exports of OGP
    _warns("step-of-commitment", "Rows are steps of a commitment, not commitments; they are not read."),
    _warns("undecidable-date", "Day and month cannot be told apart; the dates are left empty."),
    _warns("unreal-date", "The date does not exist or cannot be meant; it is left empty."),
    _warns("unread-date", "The words do not give a date; it is left empty."),
    _warns("rounded-date", "The date is known to a quarter or a season; it is kept as its year."),
    _warns("end-dropped", "The end lies wholly before the start; it is left empty."),
    _warns(
        "publication-year-assumed", "The year of the report is not known; the usual delay after submission is used."
    ),
    _warns(
        "repeated-number", "Country, plan and number come more than once; the rows are kept as different commitments."
    ),
    _warns("unread-address", "The text is no web address; it is left empty."),
    _warns("new-tag", "A tag of OGP's is not known here; it is kept with its commitments and counts under no theme."),
    _warns("known-commitments", "Says which rows are commitments that are here already, and how that is known."),
    _warns("doubtful-match", "The row may be a commitment that is here already; a person must say whether it is."),
    _warns("plan-id-differs", "OGP's id of the plan is another than the stored one, which stays."),
    _warns("plan-differs", "Rows of one action plan give different years of submission; the earliest is used."),
    _warns("member-added", "The member is not in the database and is added with what the export says of it."),
    _warns("title-missing", "The commitment has no title; its number is used."),
)
CODES = {code.name: code for code in _ALL}
