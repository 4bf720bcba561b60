"""The assessments of OGP's exports: one for each report on a row that says something.

An assessment whose report has no year of publication counts as published two years after the plan was submitted (three
for an end-of-term report), which is the IRM's usual delay; a warning says so. Reports that the file has no columns for
stay as they are stored, and so do self-assessments, of which no export of OGP speaks. An export with OGP's own ids adds
to what is stored: of one report of one year it fills in what it knows, and all other assessments stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from data_loader.formats.ogp_commitments import labels
from data_loader.formats.ogp_plans import Plans
from data_loader.formats.ogp_sheet import Columns, Report, Sheet, whole
from data_loader.formats.ogp_stored import Row, Stored
from data_loader.phrases import phrase

FINDINGS = ("completion", "did_it_open_government", "early_results", "potential_for_results")
"""What a report may have found; one that found nothing of it is no assessment."""

_YEAR = re.compile("20[0-9]{2}")


def _of_year(rows: list[Row], year: str) -> list[Row]:
    """The one stored assessment that a report of `year` is; where the year is not known, the only one there is."""
    same = [row for row in rows if str(row["published"])[:4] == year] if year else rows
    return same if len(same) == 1 else same[-1:] if year else []


class Assessments:
    """The reports of an export on each of its rows."""

    def __init__(self, sheet: Sheet, columns: Columns, plans: Plans, stored: Stored) -> None:
        self._sheet, self._columns, self._plans, self._stored = sheet, columns, plans, stored
        self._reports = [one for one in columns.reports if any(map(sheet.has, one.findings.values()))]
        self._years = {report: [whole(text) for text in sheet.column(report.year)] for report in self._reports}
        self._levels = {
            report: {
                name: labels(sheet, header, "assessments", name)
                for name, header in report.findings.items()
                if sheet.has(header)
            }
            for report in self._reports
        }
        self._latest = [whole(text) for text in sheet.column(columns.latest)]
        self._spoken_of = {report.assessor for report in self._reports}
        self.headers = sheet.first(
            {
                "commitment_id": (columns.own_id, columns.fields["number"]),
                "assessor": [report.completion for report in columns.reports],
                "published": [*(report.year for report in columns.reports), columns.year],
                **{name: [report.findings.get(name, "") for report in columns.reports] for name in FINDINGS},
            }
        )

    def rows(self, position: int, own_id: str, plan: str) -> Iterator[dict[str, Any]]:
        """The assessments of the commitment at a position, and those stored of it that the file does not speak of."""
        stored = self._stored.assessments(own_id)
        adds = bool(self._columns.own_id)
        replaced: list[Row] = []
        for report in self._reports:
            old = [row for row in stored if row["assessor"] == report.assessor]
            if adds:
                old = _of_year(old, self._year(position, report))
            row = self._row(position, report, plan, old[0] if len(old) == 1 else {})
            if any(row[name] for name in FINDINGS):
                yield row | {"row": self._sheet.rows[position], "commitment_id": own_id, "assessor": report.assessor}
                replaced += old
        gone = replaced if adds else [row for row in stored if row["assessor"] in self._spoken_of]
        yield from ({**row} for row in stored if row not in gone)

    def _row(self, position: int, report: Report, plan: str, old: Row) -> dict[str, Any]:
        """What a report says; `old` is what is stored of it, for what has no column."""
        levels = self._levels[report]
        row = {name: levels[name][position] if name in levels else old.get(name, "") for name in FINDINGS}
        if self._columns.own_id and any(row.values()):
            row = {name: text or old.get(name, "") for name, text in row.items()} | {"url": old.get("url", "")}
        if any(row.values()):
            row["published"] = self._published(position, report, plan, old)
        return row

    def _year(self, position: int, report: Report) -> str:
        text = self._years[report][position]
        return text if _YEAR.fullmatch(text) else self._latest_year(position, report)

    def _latest_year(self, position: int, report: Report) -> str:
        """The year of the latest report on the commitment, where that is this one and the other was not later."""
        year = self._latest[position]
        if not _YEAR.fullmatch(year) or report != self._reports[-1]:
            return ""
        others = [self._years[other][position] for other in self._reports[:-1]]
        return year if all(other <= year for other in others if _YEAR.fullmatch(other)) else ""

    def _published(self, position: int, report: Report, plan: str, old: Row) -> str:
        if self._columns.own_id and old:
            return str(old["published"])
        year = self._year(position, report)
        if year:
            return year
        if not self._sheet.has(report.year) and old:
            return str(old["published"])
        submitted = self._plans.year_of(plan)
        assumed = str(int(submitted) + report.delay) if _YEAR.fullmatch(submitted) else ""
        if assumed and self._sheet.has(report.year):  # a missing column has its finding
            sentence = phrase(
                "The year of the report is not known; {year} is assumed, {delay} years after submission.",
                year=assumed, delay=report.delay,
            )  # fmt: skip
            self._sheet.note(position, report.year, "publication-year-assumed", sentence,
                             self._sheet.cell(position, report.year))  # fmt: skip
        return assumed
