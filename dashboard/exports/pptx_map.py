"""Maps in a PowerPoint file: a picture of the map with what its colours mean."""

from __future__ import annotations

import io
from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Inches

from dashboard.exports import map_picture
from dashboard.exports.pptx_draw import with_legend
from dashboard.exports.pptx_page import Box, Sheet
from dashboard.exports.slides import Slide


def sheets(slide: Slide) -> list[Sheet]:
    """The page of a slide's map; none where it has none."""
    if "geo" not in slide.figure.get("layout", {}):
        return []

    def draw(shapes: Any, box: Box) -> None:
        legend = [(RGBColor.from_string(shade[1:].upper()), word) for shade, word in map_picture.key(slide.figure)]
        room = with_legend(shapes, box, legend)
        width = min(room.width, room.height * map_picture.WIDTH / map_picture.HEIGHT)
        left = room.left + (room.width - width) / 2
        picture = shapes.add_picture(
            io.BytesIO(map_picture.png(slide.figure)), Inches(left), Inches(room.top), width=Inches(width)
        )
        picture._element.nvPicPr.cNvPr.set("descr", slide.summary)  # noqa: SLF001 - python-pptx has no such text

    return [Sheet(slide, draw=draw, under=[slide.note] if slide.note else [])]
