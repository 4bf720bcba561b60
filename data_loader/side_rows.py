"""Rows of a sheet that are no data: the header where it comes again, totals, and notes below the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from data_loader.phrases import Phrase, phrase
from data_loader.report import Finding
from data_loader.schema import fold
from data_loader.spoken import key
from data_loader.tables import Source

Row = tuple[int, list[str]]
"""The number of a row as the spreadsheet shows it, and its cells."""

_TOTAL = re.compile(
    r"(?:gr[ao]n[dt]? |sub ?|sous |sub )?tota(?:l|ls|ux|le|les|li)\b.*"
    r"|(?:sum|average|mean|count|somme|moyenne|ensemble|suma|promedio|recuento)(?: (?:of|de|des|del|du)\b.*)?"
    r"|gesamt(?:summe|ergebnis)?|summe|totaal|toplam|итого.*|всего.*|сумма|المجموع|合计|合計|총계|합계"
)
"""What the first cell says of a row that adds up others, as words are compared."""
LONGEST = 60  # letters of such a cell
LEAST_HEADERS, ALIKE = 2, 0.8  # a row is the header again with so many of its cells, and this share of them all
MOST_SHOWN = 10  # rows named in a sentence
_FIGURE = re.compile(r"[-+]?[0-9][0-9\s.,'’]*%?|[-–—]")


def data_rows(numbered: list[Row], header: list[str], source: Source) -> tuple[list[Row], list[Finding]]:
    """The rows that are data; one finding for each of the kinds that are not."""
    names = [(column, cell.strip().casefold()) for column, cell in enumerate(header) if cell and not cell.isspace()]
    left_out: set[int] = set()
    findings: list[Finding] = []
    kinds = {
        "note-row": [number for number, _ in takewhile(lambda one: _is_note(one[1]), reversed(numbered))][::-1],
        "repeated-header": [number for number, row in numbered if _is_header(row, names)],
        "total-row": [number for number, row in numbered if _is_total(row)],
    }
    for code, rows in kinds.items():
        if rows:
            findings.append(source.finding(code, _SENTENCES[code](_listed(rows)), row=rows[0]))
            left_out.update(rows)
    return [one for one in numbered if one[0] not in left_out] if left_out else numbered, findings


_SENTENCES: dict[str, Callable[[str], Phrase]] = {
    "note-row": lambda rows: phrase(
        "Rows below the table that are notes are not read: {rows}. Delete them.", rows=rows
    ),
    "repeated-header": lambda rows: phrase("Rows that repeat the header are not read: {rows}. Delete them.", rows=rows),
    "total-row": lambda rows: phrase("Rows that look like totals are not read: {rows}. Delete them.", rows=rows),
}


_NOTE = re.compile(
    r"(?:(?:sources?|notes?|notas?|remarques?|fuentes?|legende?|leyenda|last updated?|updated|mis a jour|actualizado"
    r"|as of|en date du|situation au|generated|exported|made by)\b|[*©†]|\(c\))"
)


def _is_note(row: list[str]) -> bool:
    """Whether a row is a single cell that speaks of the table."""
    filled = [cell for cell in row if cell and not cell.isspace()]
    return len(filled) == 1 and _NOTE.match(fold(filled[0]).strip()) is not None


def _listed(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:MOST_SHOWN])) + (", …" if len(rows) > MOST_SHOWN else "")


def _is_header(row: list[str], names: Sequence[tuple[int, str]]) -> bool:
    """Whether a row repeats the header word for word in most cells; the first few tell almost every row apart."""
    if not any(_stands(row, column, name) for column, name in names[:LEAST_HEADERS]):
        return False
    repeated = sum(_stands(row, column, name) for column, name in names)
    filled = sum(1 for cell in row if cell and not cell.isspace())
    return repeated >= max(LEAST_HEADERS, ALIKE * len(names)) and repeated >= ALIKE * filled


def _stands(row: list[str], column: int, name: str) -> bool:
    return column < len(row) and row[column].strip().casefold() == name


def _is_total(row: list[str]) -> bool:
    """Whether the first cell says that a row adds up others, and the rest are figures."""
    filled = (cell for cell in row if cell and not cell.isspace())
    first = next(filled, "")
    figures = all(
        _FIGURE.fullmatch(cell.strip()) for cell in filled
    )  # seldom so: the second cell tells most rows apart
    return figures and len(first) <= LONGEST and _TOTAL.fullmatch(key(first).rstrip(" :0123456789")) is not None
