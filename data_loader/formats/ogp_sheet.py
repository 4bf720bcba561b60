"""A sheet of one of OGP's files: what its columns say, its cells, and what was present wrong in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from data_loader import values
from data_loader.checks import is_address
from data_loader.clean import is_missing, lines, one_line, tidy
from data_loader.formats import Vocabulary
from data_loader.phrases import phrase
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
    potential: str = ""
    early: str = ""

    @property
    def findings(self) -> dict[str, str]:
        """Field of an assessment → the header of what the report found."""
        named = {
            "completion": self.completion,
            "did_it_open_government": self.opened,
            "early_results": self.early,
            "potential_for_results": self.potential,
        }
        return {name: header for name, header in named.items() if header}


@dataclass(frozen=True)
class Places:
    """The headers under which a row says whose plan it speaks of."""

    country: str
    plan: str
    year: str


@dataclass(frozen=True)
class Columns(Places):
    """The headers of an export, by what they say; `fields` become a column of commitments each.

    A header is that of the export when all of `needed` stand in it and most of `signs` do.
    """

    name: str
    signs: frozenset[str]
    needed: frozenset[str]
    fields: dict[str, str]
    titles: tuple[str, ...]
    values: dict[str, str]
    starred: tuple[str, ...]
    reports: tuple[Report, ...]
    more: frozenset[str]
    tags: frozenset[str]  # the columns of themes that a whole file has
    ignored: frozenset[str]
    first_is_month: bool  # 7/1/2016 stands for July as a whole, not for its first day
    level: str  # the column that tells whether a parliament delivers
    own_id: str = ""  # OGP's own; with it, what is stored of a commitment stays where the export knows nothing
    counted: str = ""  # 1 for a commitment, 0 for one of its steps
    plan_id: str = ""  # OGP's own id of the plan
    keeps_tags: bool = False  # the headers of `tags` that say yes are kept with the commitment
    latest: str = ""  # the year of the latest report on the commitment

    @property
    def used(self) -> frozenset[str]:
        reports = {header for report in self.reports for header in (report.year, *report.findings.values())}
        named = {self.country, self.plan, self.year, *self.titles, *self.values.values(), *self.starred}
        fields = {*self.fields.values(), self.level, self.own_id, self.counted, self.plan_id, self.latest}
        return frozenset(named | reports | fields | self.more) - {""}

    def demanded(self, present: Collection[str]) -> frozenset[str]:
        """The columns without which nothing can be read, given those that are there; all others may be absent."""
        identifiers = tuple(filter(None, (self.own_id, self.fields["number"])))
        completions = tuple(report.completion for report in self.reports)
        groups = ((self.country,), (self.plan,), (self.year,), identifiers, completions)
        return frozenset(group[0] for group in groups if not set(group) & set(present))


_NOUGHTS = re.compile(r"[.,]0+$")
_INEXACT = re.compile(r"[0-9]+\.[0-9]{12,}")  # what a spreadsheet program makes of 4.1 when it writes a file
_NOT_KNOWN = frozenset({"", "unclear", "-", "–"})


def flag(text: str) -> str | None:
    """1 or 0 for a word that says yes or no, "" where it says that nothing is known; None for any other."""
    unknown = text.lower() in _NOT_KNOWN or is_missing(text)
    return values.flag(text) or ("" if unknown else None)


def whole(text: str) -> str:
    """`text` without the decimals that spreadsheet programs give to whole numbers: 2 for 2.0."""
    return _NOUGHTS.sub("", text)


def _exact(number: re.Match[str]) -> str:
    return f"{float(number[0]):.10g}"


@dataclass
class Sheet:
    """The cells of a file of OGP, and the findings made while reading them."""

    rows: list[int]
    cells: dict[str, list[str]]
    source: Source
    bad: dict[str, set[int]]
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    understood: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    _flags: dict[str, list[str]] = field(default_factory=dict)

    def has(self, header: str) -> bool:
        """Whether the file has the column."""
        return header in self.source.headers

    def meant(self, position: int, header: str, vocabulary: str, text: str, valid: Collection[str]) -> str:
        """The value that an unknown `text` was said to stand for, noted once for all cells; "" when there is none."""
        value = self.vocabulary.aliases.value(vocabulary, text)
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

    def line(self, position: int, header: str) -> str:
        """What is known of a cell, on one line."""
        return one_line(self.known(position, header))

    def first(self, headers: Mapping[str, Iterable[str]]) -> dict[str, str]:
        """Of the headers of each name, the first that the file has; without the names that have none."""
        present = {name: next(filter(self.has, several), "") for name, several in headers.items()}
        return {name: header for name, header in present.items() if header}

    def column(self, header: str) -> list[str]:
        """The known texts of a column, each on one line; "" where nothing is known."""
        read: dict[str, str] = {}
        for text in self.cells.get(header, ()):
            if text not in read:
                line = one_line(text)
                read[text] = "" if is_missing(line) else line
        bad = self.bad.get(header, set())
        texts = self.cells.get(header) or [""] * len(self.rows)
        return ["" if position in bad else read.get(text, "") for position, text in enumerate(texts)]

    def paragraphs(self, header: str) -> list[str]:
        """The known texts of a column, on as many lines as they have."""
        return [lines(self.known(position, header)) for position in range(len(self.rows))]

    def numbers(self, header: str) -> list[str]:
        """The known numbers of a column as they were typed: 4.1 for 4.0999999999999996."""
        return [_INEXACT.sub(_exact, text) for text in self.column(header)]

    def addresses(self, header: str) -> list[str]:
        """The web addresses of a column; "" and a finding for what is none."""
        texts = self.column(header)
        for position, text in enumerate(texts):
            if text and not is_address(text):
                sentence = phrase("The address does not begin with http:// or https://; it is left empty.")
                self.note(position, header, "unread-address", sentence, text)
        return [text if is_address(text) else "" for text in texts]

    def flags(self, header: str) -> list[str]:
        """A column of yes and no as 1, 0 and "" where nothing is known; all that is neither gives one finding."""
        if header not in self._flags:
            self._flags[header] = self._read_flags(header)
        return self._flags[header]

    def _read_flags(self, header: str) -> list[str]:
        texts = self.column(header)
        read = {text: flag(text) for text in set(texts)}
        strange = [position for position, text in enumerate(texts) if read[text] is None]
        if strange:
            value = texts[strange[0]]
            sentence = phrase("{value} says neither yes (1) nor no (0).", value=value)
            if len(strange) > 1:
                sentence = phrase("{count} cells of {header} say neither yes (1) nor no (0); the first is {value}.",
                                  count=len(strange), header=header, value=value)  # fmt: skip
            self.note(strange[0], header, "not-a-flag", sentence, value)
        return [read[text] or "" for text in texts]

    def note(self, position: int, header: str, code: str, sentence: str, value: str = "", suggestion: str = "") -> None:
        row = self.rows[position]
        if position not in self.bad.get(header, set()):
            finding = self.source.finding(code, sentence, row=row, field=header, value=value, suggestion=suggestion)
            self.findings.append(finding)

    def empty(self, position: int, header: str) -> None:
        """Says that a cell holds nothing, without which its row cannot be read."""
        sentence = phrase("{header} is empty; every row needs one.", header=header)
        self.note(position, header, "missing-value", sentence, self.cell(position, header))
