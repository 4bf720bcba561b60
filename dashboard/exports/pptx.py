"""Slides as a PowerPoint file with charts and tables that can be edited (python-pptx)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from dashboard.blocks import Block
from dashboard.exports import pptx_chart as charts
from dashboard.exports import pptx_table as tables
from dashboard.exports.pptx_document import document, speaking
from dashboard.exports.pptx_page import BOTTOM, TOP, Sheet, page, point_height, title_page, under_height
from dashboard.exports.pptx_text import cleaned, packed
from dashboard.exports.slide import About, Slide
from dashboard.exports.slides import chart_slide, page_slides
from dashboard.language.words import Words
from dashboard.view.view import View

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
"""The MIME type."""
MOST_PAGES = 300
"""Each takes a server some time to make."""


def page_pptx(view: View, name: str, title: str, blocks: Sequence[Block], site: str, made_on: dt.date) -> bytes:
    """A page of a pinned view; links lead to `site`, if known."""
    return slides_pptx(view, title, page_slides(view, name, title, blocks), view.href(view.path), site, made_on)


def chart_pptx(view: View, site: str, made_on: dt.date, *, name: str) -> bytes:
    """One chart of a view."""
    view = view.pinned()
    slide = chart_slide(view, name)
    return slides_pptx(view, slide.title, [slide], slide.href, site, made_on)


def slides_pptx(view: View, title: str, slides: list[Slide], href: str, site: str, made_on: dt.date) -> bytes:
    """Slides of a pinned view, whose title page leads to `href`."""
    words = view.words
    lines = [
        words("As of {date}", date=view.meeting_day(view.selection.asof.isoformat(), view.asof)),
        words("Data version {version}", version=view.snapshot.version.number),
        *view.chosen_in_words(),
        words.named(words("Made on"), words.date(made_on.isoformat())),
    ]
    return pptx(slides, words, About(title, lines, f"{site}{href}", site))


def pptx(slides: list[Slide], words: Words, about: About) -> bytes:
    """A title page, then every slide on as many pages as it takes to show all of its rows."""
    parts = [list(_sheets(cleaned(slide), words)) for slide in slides]
    ends = accumulate(len(sheets) for sheets in parts)
    kept = [sheets for sheets, end in zip(parts, ends, strict=True) if end <= MOST_PAGES]
    about = _telling(cleaned(about), len(parts) - len(kept), words)
    made = document(about, words)
    title_page(made, about)
    for sheets in kept:
        for number, sheet in enumerate(sheets, start=1):
            page(made, replace(sheet, number=number, of=len(sheets)), words, about)
    speaking(made, words)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _telling(about: About, left_out: int, words: Words) -> About:
    """The title page says how many slides there was no room for."""
    told = words.plural(
        "{n} slide is left out: a file has at most {most} pages.",
        "{n} slides are left out: a file has at most {most} pages.",
        left_out,
        most=MOST_PAGES,
    )
    return replace(about, lines=[*about.lines, told]) if left_out else about


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
