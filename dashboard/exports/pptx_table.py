"""Tables that can be edited in PowerPoint, with their header again on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches

from dashboard.exports import pptx_page as pages
from dashboard.exports.pptx_page import BROAD, Box, Sheet, cut, height, packed
from dashboard.exports.slides import Slide

_SIZE, _SMALL = 14, 12  # points
_MANY = 6  # columns from which the type is smaller
_LONGEST = 300  # letters of a cell
_PADDING = 0.12  # inches above and below a text together
_BESIDE = {_SIZE: 0.2, _SMALL: 0.1}  # inches left and right of a text together, by the size of the type
_BROADEST = 46  # letters that a column asks room for
_BOLD = 0.64  # of a letter on average, in sizes of the type
_NUMBER = re.compile("[+\N{MINUS SIGN}]?\\d[\\d\\s.,%]*")


def sheets(slide: Slide, points: Sequence[str], under: Sequence[str]) -> list[Sheet]:
    """The pages of a slide's table, the first with as many rows as the points above leave room for; none without."""
    if not slide.rows:
        return []
    rows = [[cut(cell, _LONGEST) for cell in row] for row in slide.rows]
    size = _SMALL if len(slide.columns) > _MANY else _SIZE
    widths = _widths([slide.columns, *rows], size)
    high = partial(_height, widths=widths, size=size)
    whole = pages.BOTTOM - pages.TOP - pages.under_height(under) - high(slide.columns)
    first = whole - pages.points_height(points)
    begun = next(packed(rows, first, high)) if high(rows[0]) <= first else []
    parts = [begun, *packed(rows[len(begun) :], whole, high)]
    return [
        Sheet(slide, () if i else points, partial(_drawn, slide, some, widths, size) if some else None, under)
        for i, some in enumerate(parts)
    ]


def _widths(rows: Sequence[Sequence[str]], size: int) -> list[float]:
    """Inches of each column: its longest word, and of what is left a share by its longest text."""
    columns = list(zip(*rows, strict=True))
    least = [max(_broad(word, size) for cell in column for word in (cell.split() or [""])) for column in columns]
    wanted = [max(_broad(cut(cell, _BROADEST), size) for cell in column) for column in columns]
    more = [max(0.0, want - width) for want, width in zip(wanted, least, strict=True)]
    left = BROAD - sum(least)
    if left < 0:
        return [BROAD * width / sum(least) for width in least]
    share = left / sum(more) if any(more) else 0
    spread = 0 if any(more) else left / len(least)
    return [width + extra * share + spread for width, extra in zip(least, more, strict=True)]


def _broad(text: str, size: int) -> float:
    """Inches of a text in bold on one line; of one word that is too long for any column, what it may have."""
    return min(len(text), _BROADEST) * size * _BOLD / 72 + _BESIDE[size]


def _height(row: Sequence[str], widths: Sequence[float], size: int) -> float:
    return max(height(cell, width - _BESIDE[size], size) for cell, width in zip(row, widths, strict=True)) + _PADDING


def _drawn(slide: Slide, rows: list[list[str]], widths: list[float], size: int, shapes: Any, box: Box) -> None:
    numeric = [all(_NUMBER.fullmatch(cell) for cell in column if cell) for column in zip(*slide.rows, strict=True)]
    frame = shapes.add_table(len(rows) + 1, len(widths), *box.sides)
    frame.element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", slide.summary or slide.headline or slide.title)
    table = frame.table
    table.horz_banding, table.first_col = False, True
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for i, (row, texts) in enumerate(zip(table.rows, [slide.columns, *rows], strict=True)):
        row.height = Inches(_height(texts, widths, size))
        for j, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _write(cell, text, size, head=i == 0, first=j == 0)
            if numeric[j]:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _write(cell: Any, text: str, size: int, *, head: bool, first: bool) -> None:
    cell.text = text.replace("\n", "\v")
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(_PADDING / 2)
    cell.margin_left = cell.margin_right = Inches(_BESIDE[size] / 2)
    cell.fill.solid()
    cell.fill.fore_color.rgb = pages.colour("accent" if head else "surface")
    pages.style(cell.text_frame.paragraphs[0], "on_accent" if head else "ink", size, bold=head or first)
