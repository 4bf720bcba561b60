"""The picture that other sites show beside a link: headline, figures, as of, data version."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from dashboard.theme import assets, colours

SIZE = (1200, 630)
"""px, as the sites that show it ask for."""

_EDGE, _LEADING = 64, 1.22
_ROOM = SIZE[0] - 2 * _EDGE
_MOST_LETTERS = 150  # of a line; the smallest type has room for fewer
_HEADLINES = ((56, 3), (46, 4))  # px and lines; a longer headline is written smaller, then cut
_INK, _QUIET = colours.LIGHT["ink"], colours.LIGHT["quiet"]
_REGULAR, _BOLD = 420, 660
_FONTS = ("public-sans-latin-wght-normal.woff2", "public-sans-latin-ext-wght-normal.woff2")
_LATIN = 0x100
_LATIN_TOO = {*range(0x2000, 0x2070), 0x131, 0x152, 0x153, 0x20AC, 0x2122, 0x2191, 0x2193, 0x2212, 0x2215}
"""Beside the first block, the signs that the first of the two fonts has (frontend/fonts.css)."""

Canvas = ImageDraw.ImageDraw


@dataclass(frozen=True)
class Preview:
    """What the picture says, in words."""

    brand: str
    title: str
    headline: str
    under: str  # what stands under the headline: the filters, where a page has them
    figures: tuple[tuple[str, str, str], ...]  # name, value, note
    source: str


@dataclass(frozen=True)
class _Type:
    """A size and weight of the two fonts, the one for Latin and the one for the rest of its letters."""

    size: int
    weight: int = _REGULAR

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """Text in pieces, each with the font that has its letters."""
        pieces = groupby(text, lambda sign: ord(sign) >= _LATIN and ord(sign) not in _LATIN_TOO)
        return [(_font(_FONTS[other], self.size, self.weight), "".join(signs)) for other, signs in pieces]

    def width(self, text: str) -> float:
        """How wide a text is, px."""
        return float(sum(font.getlength(piece) for font, piece in self.runs(text)))

    def cut(self, text: str, width: float = _ROOM) -> str:
        """Text that fits, with an ellipsis where something is missing."""
        if len(text) <= _MOST_LETTERS and self.width(text) <= width:
            return text
        text = text[:_MOST_LETTERS]
        while text and self.width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def lines(self, text: str) -> list[str]:
        """Text in lines that fit; a single word that does not is cut."""
        lines = [""]
        for word in re.split(r"[ \n\t]+", text[: 4 * _MOST_LETTERS]):  # not at the spaces that belong to a number
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer) <= _ROOM or not lines[-1]:
                lines[-1] = self.cut(longer)
            else:
                lines.append(self.cut(word))
        return lines


@lru_cache(maxsize=32)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = assets.FOLDER / assets.manifest()[name]
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def png(preview: Preview) -> bytes:
    """The picture."""
    image = Image.new("RGB", SIZE, colours.LIGHT["surface"])
    canvas, small = ImageDraw.Draw(image), _Type(22)
    for place, level in enumerate(colours.SCALE):  # the four completion levels along the lower edge
        left = SIZE[0] * place // len(colours.SCALE)
        canvas.rectangle((left, SIZE[1] - 16, *SIZE), fill=colours.LIGHT[level])
    _head(canvas, preview)
    _headline(canvas, preview)
    _figures(canvas, preview)
    _write(canvas, (_EDGE, 560), small.cut(preview.source), small, _QUIET)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _write(canvas: Canvas, place: tuple[float, float], text: str, face: _Type, colour: str = _INK) -> None:
    """One line of text, from its upper left corner."""
    x, y = place
    for font, piece in face.runs(text):
        canvas.text((x, y + face.size), piece, font=font, fill=colour, anchor="ls")
        x += font.getlength(piece)


def _head(canvas: Canvas, preview: Preview) -> None:
    brand, title = _Type(28, _BOLD), _Type(28)
    left = _EDGE + brand.width(preview.brand) + 24
    _write(canvas, (_EDGE, 48), preview.brand, brand)
    _write(canvas, (left, 48), title.cut(preview.title, SIZE[0] - _EDGE - left), title, _QUIET)


def _headline(canvas: Canvas, preview: Preview) -> None:
    """The headline in the largest type in which it has room, else cut; under it what stands there."""
    for size, most in _HEADLINES:
        face = _Type(size, _BOLD)
        lines = face.lines(preview.headline)
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], face.cut(" ".join(lines[most - 1 :]))]
    for place, line in enumerate(lines):
        _write(canvas, (_EDGE, 112 + place * face.size * _LEADING), line, face)
    small, below = _Type(24), 112 + len(lines) * face.size * _LEADING + 16
    _write(canvas, (_EDGE, below), small.cut(preview.under), small, _QUIET)


def _figures(canvas: Canvas, preview: Preview) -> None:
    width, strong = _ROOM / max(len(preview.figures), 1), _Type(52, _BOLD)
    for place, (name, value, note) in enumerate(preview.figures):
        left = _EDGE + place * width
        for text, y, face in ((name, 386, _Type(22)), (note, 492, _Type(20))):
            _write(canvas, (left, y), face.cut(text, width - 20), face, _QUIET)
        _write(canvas, (left, 418), strong.cut(value, width - 20), strong)
