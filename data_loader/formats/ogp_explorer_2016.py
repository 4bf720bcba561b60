"""The OGP Explorer's export of 2016: numbers of the columns in line 1, the header in line 2, missing always a word.

Commitments have no id in it; they get that of their plan and a running number, in the order of the file. A commitment
is parliament's when the first body named as lead institution is a parliament; all others are national.
"""

from __future__ import annotations

import re

from data_loader import countries
from data_loader.formats import Vocabulary, ogp
from data_loader.formats.ogp_plans import Plans
from data_loader.formats.ogp_sheet import Columns, Report, Sheet
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import Table

NAME = "OGP Explorer export 2016"

COLUMNS = Columns(
    name=NAME,
    signs=frozenset(
        {
            "Country",
            "Comm No",
            "Year of submission",
            "Potential impact",
            "Completion (progress report)",
            "Completion (end of term)",
        }
    ),
    fields={
        "number": "Comm No",
        "lead_institution": "Lead Institution",
        "start_date": "Start Date",
        "end_date": "End Date",
        "potential_impact": "Potential impact",
        "specificity": "Specificity",
    },
    country="Country",
    plan="Action Plan Number",
    year="Year of submission",
    titles=("Short Title", "Commitment Title"),
    values={
        "access_to_information": "Value -Info",
        "civic_participation": "Value -Part",
        "public_accountability": "Value -Acc",
        "technology": "Value -Tech",
    },
    starred=("Starred (current formula) progress report", "Starred (current formula) end of term"),
    reports=(
        Report(
            "irm_progress_report",
            "Report publication year (progress report)",
            "Completion (progress report)",
            "",
            delay=2,
        ),
        Report(
            "irm_end_of_term",
            "Report publication year (end of term)",
            "Completion (end of term)",
            "Did it open government (end of term only)",
            delay=3,
        ),
    ),
    more=frozenset(),
    ignored=frozenset(
        {
            "Theme", "Comm Dummy", "Full Text", "Supporting Institution(s)", "Contact Name", "Contact Position",
            "Contact Email", "Contact Telephone", "Checksum", "ODWG", "FOWG", "LOWG", "ATWG", "ONRWG", "Compound",
            "Cluster", "PoC Specified? (Delete?)", "_Specificity", "GC-PubInt", "GC-PubRes", "GC-PubSvc",
            "GC-CorpAcc", "GC-SafComm", "_Relevant", "_Pot Impact Coded", "_CompletionProgress",
            "Starred (pre-June 2014 assessments)", "Starred (2015 only)", "IRM Assessed (Y/N)?",
            "_CompletionEndTerm", "Change in completion", "_ChangeCompletion", "_OpenGovt",
        }
    ),
    first_is_month=True,
)  # fmt: skip

_PARLIAMENT = re.compile(r"\bparliament\b|\bhouse of representatives\b", re.IGNORECASE)


def recognise(grid: Grid) -> int | None:
    return ogp.recognise(grid, COLUMNS)


def convert(grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    plans = Plans(COLUMNS, vocabulary, _find_member)
    return ogp.convert(grid, header_row, vocabulary, COLUMNS, plans, _level)


def _level(sheet: Sheet, position: int, member_level: str) -> str:
    first_body = re.split("[,;.(]", sheet.cell(position, "Lead Institution"))[0]
    return "parliament" if _PARLIAMENT.search(first_body) else member_level


def _find_member(plans: Plans, sheet: Sheet, position: int) -> str | None:
    name = sheet.cell(position, COLUMNS.country)
    code = countries.code_of(name)
    code = code if code in plans.members else plans.meant(sheet, position, COLUMNS.country, name)
    if code:
        return code
    # The export does not give regions, without which a member cannot be added.
    sentence = f"{name} is not a member the database knows; add it to the table members first." if name else ""
    sheet.note(
        position, COLUMNS.country, "unknown-country" if name else "missing-value",
        sentence or "Country is empty; every row needs one.", name, plans.suggested(name),
    )  # fmt: skip
    return None
