"""The IRM's Process Database of 2016: how each plan came about, below a header that stands twice.

It brings the rows of `plan_process` of the plans it says something of, and leaves those of all others.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loader.formats import Vocabulary, ogp
from data_loader.formats.ogp_commitments import labels
from data_loader.formats.ogp_plans import Plans, by_name
from data_loader.formats.ogp_sheet import Places, Sheet, whole
from data_loader.headers import TOP_ROWS, Expected, Known
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import BOOKKEEPING, Scope, Source, Table, field_names

NAME = "IRM Process Database 2016"

PLACES = Places(country="Country name", plan="Action Plan Number", year="Year AP Submitted")
STEPS, LEVEL = "_Number of steps followed (out of 6)", "IAP2 level during development"
FLAGS = {
    "regular_forum": ("_Regular forum", "Consultation during action plan implementation (regular forum)"),
    "self_assessment_published": ("_Self assessment published", "Was annual progress report published?"),
}
"""Field → the columns that tell it: that of 1 and 0 first, else that of words."""
READ = frozenset({STEPS, LEVEL, *(header for headers in FLAGS.values() for header in headers)})
IGNORED = frozenset(
    {
        "Step 1: Timeline and process: Prior availability", "_Timelineavailability", "Timeline: Online",
        "Timeline: other channels", "Timeline: links", "Step 2: Advance notice", "_Advance notice", "Days in advance",
        "Advance notice: Adequacy", "Step 3: Awareness-raising activities", "_Awareness-Raising",
        "Awareness-raising activities: Links", "Step 4: Online consultations", "_Online consultation",
        "Online consultations: Link", "Step 5: In-person consultations", "_In-person consultations",
        "Step 6: Summary of comments", "_Summary of comments", "Summary of comments: Link",
        "Invitation-only or open participation during dev. consultation",
        "Invitation-only or open participation during imp. consultation", "IAP2 level during imp.",
        "Was it done according to schedule?", "Is the report available in the local language?",
        "Is the report available in English?",
        "Did the government provide a two-week public comment period on draft self-assessment reports?",
        "Did the report include a review of its public comment period?", "Were any public comments received?",
        "Is the report deposited in the OGP portal?",
        "Did the self-assessment report include review of the consultation efforts?",
        "Did the report cover all of the commitments?", "Did it assess completion according to schedule?",
        "Did the self-assessment report include review of the consultation efforts on draft self-assessments?",
        "Only one branch", "Executive", "Multi-agency (1) vs. Single (0)", "Single Lead", "Pres Office/PM",
        "Executive Lead Agency", "Ministry of Foreign Affairs", "MOFA Lead Agency", "Officially Mandated",
        "Legally mandated", "Multiple Arrangements", "Implementing agency same as developing agency? 1=Y, 0=N",
        "Change of executive",
    }
)  # fmt: skip
NEEDED = frozenset({PLACES.country, PLACES.plan})


def recognise(grid: Grid) -> int | None:
    """The row of the header; of one that is repeated with no country in between, that of the last."""
    header_row = ogp.recognise(grid, READ | NEEDED | {PLACES.year}, NEEDED)
    if header_row is None:
        return None
    known = Known(NEEDED)
    country = next(column for column, name in enumerate(grid.rows[header_row]) if known.of(name) == PLACES.country)
    for number, row in enumerate(grid.rows[header_row + 1 : TOP_ROWS], header_row + 1):
        cell = row[country] if len(row) > country else ""
        if known.of(cell) == PLACES.country:
            header_row = number
        elif cell.strip():
            break
    return header_row


def convert(grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    expected = Expected(NAME, NEEDED, READ | {PLACES.year}, IGNORED)
    sheet = ogp.read_sheet(grid, header_row, vocabulary, expected)
    if not sheet.source.headers.keys() >= NEEDED:
        return [], sheet.findings
    headers = sheet.first({"consultation_steps_followed": (STEPS,), "participation_level": (LEVEL,), **FLAGS})
    statements = _statements(sheet, headers)
    plans = Plans(PLACES, vocabulary, by_name)
    placed = plans.place_all(sheet, statements)
    rows = [{"row": sheet.rows[at], "action_plan_id": plan, **statements[at]} for at, plan in placed.items()]
    frame = pd.DataFrame(rows, columns=[*BOOKKEEPING, *field_names("plan_process")], dtype=object).fillna("")
    places = {field: sheet.source.headers[header] for field, header in headers.items()}
    source = Source(sheet.source.file, sheet.source.sheet, {
        "action_plan_id": sheet.source.headers[PLACES.plan], **places
    })  # fmt: skip
    table = Table("plan_process", frame, source, scope=Scope("action_plan_id", frozenset(placed.values())))
    return [*plans.tables(sheet.source), table], sheet.findings + sheet.understandings()


def _statements(sheet: Sheet, headers: dict[str, str]) -> dict[int, dict[str, Any]]:
    """Position → what the row says of its plan; without rows in which nothing is known."""
    steps = [whole(text) for text in sheet.column(STEPS)]
    levels = labels(sheet, LEVEL, "plan_process", "participation_level")
    flags = {field: sheet.flags(headers[field]) for field in FLAGS if field in headers}
    statements: dict[int, dict[str, Any]] = {}
    for position in range(len(sheet.rows)):
        row = {field: texts[position] for field, texts in flags.items()}
        row["consultation_steps_followed"] = steps[position]
        row["participation_level"] = levels[position]
        if any(row.values()):
            statements[position] = row
    return statements
