"""The empty presentation: wide pages, our colours in its theme, what it says of itself."""

from __future__ import annotations

import re
from typing import Any

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from dashboard.exports.slide import About
from dashboard.language.words import BRAND, Words
from dashboard.theme import colours

WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
COVER, POINTS, BARE = "Title Slide", "Title and Content", "Title Only"
"""The layouts of python-pptx's own template that stay: with a subtitle, with a list, with a title only."""

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


def document(about: About, words: Words) -> Any:
    """A presentation without pages."""
    made = pptx.Presentation()
    _widen(made)
    _strip(made)
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part.blob = _themed(part.blob.decode()).encode()
    said = made.core_properties
    said.title, said.author, said.language = about.title, BRAND, words.tag
    said.subject, said.comments = "\n".join(about.lines), about.href
    return made


def _widen(made: Any) -> None:
    """The template is 4:3."""
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for sheet in (made.slide_master, *made.slide_layouts):
        for place in sheet.element.xpath(".//a:xfrm/a:off | .//a:xfrm/a:ext"):
            name = "x" if "x" in place.attrib else "cx"
            place.set(name, str(round(int(place.get(name)) * WIDTH / _TEMPLATE_WIDTH)))


def _strip(made: Any) -> None:
    """Only layouts that are used, without the template's English prompts."""
    for layout in [layout for layout in made.slide_layouts if layout.name not in (COVER, POINTS, BARE)]:
        made.slide_layouts.remove(layout)
    for sheet in (made.slide_master, *made.slide_layouts):
        for shape in list(sheet.placeholders):
            if shape.element.xpath(".//p:ph/@type")[:1] and shape.element.xpath(".//p:ph/@type")[0] in _FOOTERS:
                shape.element.getparent().remove(shape.element)
            else:
                shape.text_frame.clear()


def _themed(text: str) -> str:
    """The theme of a presentation with our colours and font."""
    for theirs, ours in _OURS.items():
        colour = colours.LIGHT[ours].removeprefix("#").upper()
        text = re.sub(rf'(<a:{theirs}><a:srgbClr val=")\w+', rf"\g<1>{colour}", text)
    return re.sub(r'(<a:latin typeface=")[^"]+', rf"\g<1>{_FONT}", text)


def speaking(made: Any, words: Words) -> None:
    """Mark every text with its language: for the spelling checker, and for those who have it read aloud."""
    for page in made.slides:
        charts = [shape.chart.element for shape in page.shapes if shape.has_chart]
        for tree in (page.element, page.notes_slide.element, *charts):
            for run in tree.xpath(".//a:r"):
                run.get_or_add_rPr()
            for kind in tree.xpath(".//a:rPr | .//a:defRPr | .//a:endParaRPr"):
                kind.set("lang", words.tag)
