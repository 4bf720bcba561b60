"""Slides of a presenter's own words in a presentation: a title or section in the middle, a quote, a picture."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from dashboard.exports import pictures
from dashboard.exports.pptx_page import Box, Sheet, style
from dashboard.exports.slides import Slide

_SIZES = {"title": 44, "section": 36, "quote": 28}
"""Points of the headline by the look of the slide."""
_MIDDLE, _UNDER = Box(1.6, 2.6), Box(4.35, 1.6)
_UNDER_SIZE = 22


def sheets(slide: Slide) -> list[Sheet]:
    """The page of a slide with a look of its own; none of others."""
    if slide.picture:
        return [Sheet(slide, draw=partial(_picture, slide))]
    return [Sheet(slide, draw=partial(_large, slide))] if slide.look in _SIZES else []


def _large(slide: Slide, shapes: Any, _: Box) -> None:
    """The headline in the middle of the page, and what stands under it: the text box last written."""
    for shape, box, size, anchor in (
        (shapes.title, _MIDDLE, _SIZES[slide.look], MSO_ANCHOR.BOTTOM),
        (shapes[-1], _UNDER, _UNDER_SIZE, MSO_ANCHOR.TOP),
    ):
        shape.left, shape.top, shape.width, shape.height = box.sides
        shape.text_frame.vertical_anchor = anchor
        for paragraph in shape.text_frame.paragraphs:
            style(paragraph, "ink" if shape is shapes.title or anchor == MSO_ANCHOR.BOTTOM else "quiet", size)
            paragraph.space_after = Pt(4)
    if slide.look != "quote":
        style(shapes.title.text_frame.paragraphs[0], "ink", _SIZES[slide.look], bold=True)


def _picture(slide: Slide, shapes: Any, box: Box) -> None:
    """As large as its room, in the middle of it, with what it shows for those who do not see it."""
    picture = shapes.add_picture(io.BytesIO(pictures.content_of(slide.picture)), Inches(box.left), Inches(box.top))
    scale = min(Inches(box.width) / picture.width, Inches(box.height) / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = int(Inches(box.left) + (Inches(box.width) - picture.width) / 2)
    picture.element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", slide.summary)
