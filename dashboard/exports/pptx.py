"""Slides as a PowerPoint file with charts and tables that can be edited (python-pptx)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, TypeVar

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from dashboard.exports import pptx_chart as charts
from dashboard.exports import pptx_map as maps
from dashboard.exports import pptx_own as own
from dashboard.exports import pptx_package as package
from dashboard.exports import pptx_page as pages
from dashboard.exports import pptx_table as tables
from dashboard.exports.pptx_page import About, Sheet
from dashboard.exports.slides import Slide, chart_slide, page_slides
from dashboard.language.words import BRAND, Words
from dashboard.view.view import View

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
"""The MIME type."""
MOST_PAGES = 300
"""Each takes a server some time to make."""

_FONT = "Arial"  # where a font is missing a program takes another one, of other widths; this one is everywhere
_TEMPLATE_WIDTH = 10  # inches
_OURS = {
    "dk2": "ink",
    "lt2": "sunken",
    "accent1": "complete",
    "accent2": "substantial",
    "accent3": "limited",
    "accent4": "not_started",
    "accent5": "accent",
    "accent6": "unclear",
    "hlink": "accent",
    "folHlink": "accent",
}
"""The name of a colour in our theme by its name in the theme of a presentation."""
_FOOTERS = {"dt", "ftr", "sldNum"}
_LONGEST_PROPERTY = 255  # letters of what a file says of itself
_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

D = TypeVar("D", Slide, About)


def page_pptx(view: View, name: str, title: str, blocks: Sequence[Any], site: str, made_on: dt.date) -> bytes:
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
    sheets = [list(_sheets(_cleaned(slide), words)) for slide in slides]
    shown = sum(end <= MOST_PAGES for end in accumulate(map(len, sheets)))
    if left_out := len(slides) - shown:
        line = words.plural(
            "{n} slide is left out: a file has at most {most} pages.",
            "{n} slides are left out: a file has at most {most} pages.",
            left_out,
            most=MOST_PAGES,
        )
        about = replace(about, lines=[*about.lines, line])
    about = _cleaned(about)
    presentation = _empty(about, words)
    pages.title_page(presentation, about)
    for some in sheets[:shown]:
        for number, sheet in enumerate(some, start=1):
            part = words("{part} of {whole}", part=number, whole=len(some)) if len(some) > 1 else ""
            pages.page(presentation, sheet, part, words, about)
    _mark_language(presentation, words.tag)
    package.finish(presentation, about.title)
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def _cleaned(thing: D) -> D:
    """A slide, or what a file says of itself, without characters that no office file can hold."""
    return replace(thing, **{name: _clean(value) for name, value in vars(thing).items() if name != "figure"})


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {key: _clean(one) for key, one in value.items()} if isinstance(value, dict) else value


def _sheets(slide: Slide, words: Words) -> Iterator[Sheet]:
    """The pages of a slide: its map and its chart; else its points and its table, on one page where there is room."""
    yield from maps.sheets(slide)
    drawn = own.sheets(slide) or charts.sheets(slide, words)
    if drawn:
        yield from drawn
        return
    under = charts.remarks(slide)
    room = pages.BOTTOM - pages.TOP - pages.under_height(under)
    *before, last = list(pages.packed(slide.points, room, pages.point_height)) or [[]]
    yield from (Sheet(slide, points=some, under=under) for some in before)
    yield from tables.sheets(slide, last, under) or [Sheet(slide, points=last, under=under)]


def _empty(about: About, words: Words) -> Any:
    """A presentation without pages: wide, with our colours in its theme, and what it says of itself."""
    presentation = Presentation()
    _fit(presentation)
    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part.blob = _themed(part.blob.decode()).encode()
    properties = presentation.core_properties
    properties.author, properties.language = BRAND, words.tag
    for name, text in (("title", about.title), ("subject", "\n".join(about.lines)), ("comments", about.href)):
        setattr(properties, name, pages.cut(text, _LONGEST_PROPERTY))
    return presentation


def _fit(presentation: Any) -> None:
    """Wide pages, where the template is 4:3; only layouts that are used, without the template's English prompts."""
    presentation.slide_width, presentation.slide_height = Inches(pages.WIDTH), Inches(pages.HEIGHT)
    for layout in [layout for layout in presentation.slide_layouts if layout.name not in pages.LAYOUTS]:
        presentation.slide_layouts.remove(layout)
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for place in sheet.element.xpath(".//a:xfrm/a:off | .//a:xfrm/a:ext"):
            name = "x" if "x" in place.attrib else "cx"
            place.set(name, str(round(int(place.get(name)) * pages.WIDTH / _TEMPLATE_WIDTH)))
        for shape in list(sheet.placeholders):
            if _FOOTERS & {*shape.element.xpath(".//p:ph/@type")}:
                shape.element.getparent().remove(shape.element)
            else:
                shape.text_frame.clear()


def _themed(text: str) -> str:
    """The theme of a presentation with our colours and font."""
    for theirs, ours in _OURS.items():
        text = re.sub(rf'(<a:{theirs}><a:srgbClr val=")\w+', rf"\g<1>{pages.colour(ours)}", text)
    return re.sub(r'(<a:latin typeface=")[^"]+', rf"\g<1>{_FONT}", text)


def _mark_language(presentation: Any, tag: str) -> None:
    """Mark every text with its language: for the spelling checker, and for those who have it read aloud."""
    for page in presentation.slides:
        drawn = [shape.chart.element for shape in page.shapes if shape.has_chart]
        for tree in (page.element, page.notes_slide.element, *drawn):
            for run in tree.xpath(".//a:r"):
                run.get_or_add_rPr()
            for kind in tree.xpath(".//a:rPr | .//a:defRPr | .//a:endParaRPr"):
                kind.set("lang", tag)
