"""Slides as a PowerPoint file with charts and tables that can be edited (python-pptx)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from dashboard.exports import presentation_chart as charts
from dashboard.exports import presentation_table as tables
from dashboard.exports.about import About
from dashboard.exports.presentation_document import document, speaking
from dashboard.exports.presentation_page import BOTTOM, TOP, Sheet, page, point_height, title_page, under_height
from dashboard.exports.presentation_text import cleaned, packed
from dashboard.language import Words
from dashboard.slide import Slide


def pptx(slides: list[Slide], words: Words, about: About) -> bytes:
    """A title page, then every slide on as many pages as it takes to show all of its rows."""
    about = cleaned(about)
    made = document(about, words)
    title_page(made, about)
    for slide in slides:
        sheets = list(_sheets(cleaned(slide), words))
        for number, sheet in enumerate(sheets, start=1):
            page(made, replace(sheet, number=number, of=len(sheets)), words, about)
    speaking(made, words)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _sheets(slide: Slide, words: Words) -> Iterator[Sheet]:
    """The pages of a slide: its chart; else its points and its table, on one page where there is room."""
    drawn = charts.sheets(slide, words)
    if drawn:
        yield from drawn
        return
    under = charts.remarks(slide)
    *before, last = list(packed(slide.points, BOTTOM - TOP - under_height(under), point_height)) or [[]]
    yield from (Sheet(slide, points=some, under=under) for some in before)
    yield from tables.sheets(slide, last, under) or [Sheet(slide, points=last, under=under)]
