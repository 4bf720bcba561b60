"""A sheet of one of OGP's exports: what its columns say, its cells, and what was found wrong in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from data_loader.aliases import Aliases
from data_loader.clean import is_missing, tidy
from data_loader.report import Finding
from data_loader.tables import Source
from data_loader.understanding import used


@dataclass(frozen=True)
class Report:
    """The columns of one IRM report, and the usual years from submission to its publication."""

    assessor: str
    year: str
    completion: str
    opened: str
    delay: int


@dataclass(frozen=True)
class Columns:
    """The headers of an export, by what they say; `fields` become a column of commitments each."""

    name: str
    signs: frozenset[str]
    fields: dict[str, str]
    country: str
    plan: str
    year: str
    titles: tuple[str, ...]
    values: dict[str, str]
    starred: tuple[str, ...]
    reports: tuple[Report, ...]
    more: frozenset[str]
    ignored: frozenset[str]
    first_is_month: bool  # 7/1/2016 stands for July as a whole, not for its first day

    @property
    def used(self) -> frozenset[str]:
        reports = {header for report in self.reports for header in (report.year, report.completion, report.opened)}
        named = {self.country, self.plan, self.year, *self.titles, *self.values.values(), *self.starred}
        return frozenset(named | reports | {*self.fields.values()} | self.more) - {""}


@dataclass
class Sheet:
    """The cells of an export, and the findings made while reading them."""

    rows: list[int]
    cells: dict[str, list[str]]
    source: Source
    bad: dict[str, set[int]]
    aliases: Aliases
    findings: list[Finding] = field(default_factory=list)
    understood: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def meant(self, position: int, header: str, vocabulary: str, text: str, valid: Collection[str]) -> str:
        """The value that an unknown `text` was said to stand for, noted once for all cells; "" when there is none."""
        value = self.aliases.value(vocabulary, text)
        if value not in valid:
            return ""
        self.understood.setdefault((header, text, value), []).append(self.rows[position])
        return value

    def understandings(self) -> list[Finding]:
        return [
            used(self.source, rows[0], header, text, value, len(rows))
            for (header, text, value), rows in self.understood.items()
        ]

    def cell(self, position: int, header: str) -> str:
        """The text of a cell; "" where the column is missing or the cell already has a finding."""
        if header not in self.source.headers or position in self.bad[header]:
            return ""
        return tidy(self.cells[header][position])

    def known(self, position: int, header: str) -> str:
        """The text of a cell; "" too where it is a word for "missing"."""
        text = self.cell(position, header)
        return "" if is_missing(text) else text

    def note(self, position: int, header: str, code: str, sentence: str, value: str = "", suggestion: str = "") -> None:
        row = self.rows[position]
        if position not in self.bad.get(header, set()):
            finding = self.source.finding(code, sentence, row=row, field=header, value=value, suggestion=suggestion)
            self.findings.append(finding)
