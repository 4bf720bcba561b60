"""The OGP Explorer's exports before the edition of 2016: one report on each commitment, and rows for its steps.

Commitments have no id in them, and are known again by plan and number. The column `Projected Completion`, what was due
by the time of the report, is not read.
"""

from __future__ import annotations

from data_loader.formats import Vocabulary, ogp, ogp_explorer_2016
from data_loader.formats.ogp_plans import Plans, by_name
from data_loader.formats.ogp_sheet import Columns, Report
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import Table

NAME = "OGP Explorer export before 2016"

COLUMNS = Columns(
    name=NAME,
    signs=frozenset(
        {"Country", "Action Plan No", "Comm No", "Actual Completion", "Year of submission", "Report publication year"}
    ),
    needed=frozenset({"Country", "Actual Completion"}),
    fields={
        "number": "Comm No",
        "lead_institution": "Lead Institution",
        "start_date": "Start Date",
        "end_date": "End Date",
        "potential_impact": "Potential Impact",
        "specificity": "Specificity",
    },
    country="Country",
    plan="Action Plan No",
    year="Year of submission",
    titles=("Short Title", "Commitment Title"),
    values={
        "access_to_information": "Value -Info",
        "civic_participation": "Value -Part",
        "public_accountability": "Value -Acc",
        "technology": "Value -Tech",
    },
    starred=("Starred (Current formula)",),
    reports=(Report("irm_progress_report", "Report publication year", "Actual Completion", "", delay=2),),
    more=frozenset(),
    tags=ogp_explorer_2016.COLUMNS.tags,
    ignored=frozenset(
        {
            "Theme", "Full Text", "Milestone No", "Milestone Dummy", "Milestones/Activities", "Milestone Short Title",
            "Supporting Institution(s)", "Contact Name", "Contact Position", "Contact Email", "Contact Telephone",
            "Checksum", "ODWG", "FOWG", "LOWG", "ATWG", "ONRWG", "Compound", "Cluster",
            "PoC Specificed? (Delete?)", "_Specificity", "GC-PubInt", "GC-PubRes", "GC-PubSvc", "GC-CorpAcc",
            "GC-SafComm", "_Relevant", "NewvPre-exist (Delete?)", "_NewvPre-exist (Delete?)", "_Pot Impact Coded",
            "_Actual Completion", "Projected Completion", "_Proj Completion", "On time", "On schedule",
            "Starred (pre-June 2014 assessments)", "Starred (2015 only)", "IRM Assessed (Y/N)?", "DELETE THIS COLUMN",
            "Starred (old formulas)",
        }
    ),
    first_is_month=True,
    level="Lead Institution",
    counted="Comm Dummy",
)  # fmt: skip


def recognise(grid: Grid) -> int | None:
    return ogp.recognise(grid, COLUMNS.signs, COLUMNS.needed)


def convert(grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    return ogp.convert(
        grid, header_row, vocabulary, COLUMNS, Plans(COLUMNS, vocabulary, by_name), ogp_explorer_2016.of_parliaments
    )
