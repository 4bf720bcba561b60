"""The assessments of OGP's exports: one for each report on a row that says something.

An assessment whose report has no year of publication counts as published two years after the plan was submitted (three
for an end-of-term report), which is the IRM's usual delay; a warning says so. Reports that the file has no columns for
stay as they are stored, and so do self-assessments, of which no export of OGP speaks.
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

_YEAR = re.compile("20[0-9]{2}")


class Assessments:
    """The reports of an export on each of its rows."""

    def __init__(self, sheet: Sheet, columns: Columns, plans: Plans, stored: Stored) -> None:
        self._sheet, self._columns, self._plans, self._stored = sheet, columns, plans, stored
        self._reports = [one for one in columns.reports if sheet.has(one.completion) or sheet.has(one.opened)]
        self._years = {report: [whole(text) for text in sheet.column(report.year)] for report in self._reports}
        self._levels = {
            report: {
                name: labels(sheet, header, "assessments", name)
                for name, header in (("completion", report.completion), ("did_it_open_government", report.opened))
                if sheet.has(header)
            }
            for report in self._reports
        }
        self._spoken_of = {report.assessor for report in self._reports}
        self.headers = sheet.first(
            {
                "commitment_id": (columns.own_id, columns.fields["number"]),
                "assessor": [report.completion for report in columns.reports],
                "published": [*(report.year for report in columns.reports), columns.year],
                "completion": [report.completion for report in columns.reports],
                "did_it_open_government": [report.opened for report in columns.reports],
            }
        )

    def rows(self, position: int, own_id: str, plan: str) -> Iterator[dict[str, Any]]:
        """The assessments of the commitment at a position, and those stored of it that the file does not speak of."""
        stored = self._stored.assessments(own_id)
        for report in self._reports:
            old = [row for row in stored if row["assessor"] == report.assessor]
            row = self._row(position, report, plan, old[0] if len(old) == 1 else {})
            if row["completion"] or row["did_it_open_government"]:
                yield row | {"row": self._sheet.rows[position], "commitment_id": own_id, "assessor": report.assessor}
        yield from ({**row} for row in stored if row["assessor"] not in self._spoken_of)

    def _row(self, position: int, report: Report, plan: str, old: Row) -> dict[str, Any]:
        """What a report says; `old` is what is stored of it, for what has no column."""
        levels = self._levels[report]
        row = {
            name: levels[name][position] if name in levels else old.get(name, "")
            for name in ("completion", "did_it_open_government")
        }
        if row["completion"] or row["did_it_open_government"]:
            row["published"] = self._published(position, report, plan, old)
        return row

    def _published(self, position: int, report: Report, plan: str, old: Row) -> str:
        text = self._years[report][position]
        if _YEAR.fullmatch(text):
            return text
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
