"""The OGP Explorer's export of 2016: numbers of the columns in line 1, the header in line 2, missing always a word.

Commitments have no id in it; they get that of their plan and a running number, in the order of the file. A commitment
is parliament's when the first body named as lead institution is a parliament; all others are national.
"""

from __future__ import annotations

import re

from data_loader.formats import Vocabulary, ogp
from data_loader.formats.ogp_plans import Plans, by_name
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
    needed=frozenset({"Country"}),
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
    tags=frozenset(
        {
            "Anti-corruption", "Conflicts of Interest", "Asset disclosure", "Audits & Controls",
            "Whistleblower Protections", "Fiscal Openness", "Citizen Budgets", "Participatory Budgeting",
            "E-petitions", "Social Audits", "Public Participation", "Public Procurement", "Access to Information",
            "Records Management", "Open Data", "Elections & Political Finance", "Law Enforcement & Justice",
            "Public Service Delivery", "E-government", "Capacity Building", "Legislation & Regulation",
            "Private sector", "Legislature", "Sub-national", "Judiciary", "Media & Telecommunications", "Education",
            "Health & Nutrition", "Citizenship & Immigration", "Welfare & Social Security", "Water & Sanitation",
            "Infrastructure", "Public Safety", "Defense", "Natural Resources", "Aid", "Nonprofits", "Labor",
            "Science & Technology", "Gender & Sexuality", "Human Rights", "Marginalized Communities", "OGP",
        }
    ),
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
    level="Lead Institution",
)  # fmt: skip

_PARLIAMENT = re.compile(r"\bparliament\b|\bhouse of representatives\b", re.IGNORECASE)


def recognise(grid: Grid) -> int | None:
    return ogp.recognise(grid, COLUMNS.signs, COLUMNS.needed)


def convert(grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    return ogp.convert(grid, header_row, vocabulary, COLUMNS, Plans(COLUMNS, vocabulary, by_name), of_parliaments)


def of_parliaments(sheet: Sheet) -> list[bool]:
    """For each row, whether the first body named as lead institution is a parliament."""
    first = (re.split("[,;.(]", text)[0] for text in sheet.column("Lead Institution"))
    return [_PARLIAMENT.search(body) is not None for body in first]
