"""The picture that other sites show beside a link: headline, figures, as of, data version."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from dashboard.theme import colours

SIZE = (1200, 630)
"""px, as the sites that show it ask for."""

_EDGE, _LEADING = 64, 1.22
_MOST_LETTERS = 150  # of a line; the smallest type has room for fewer
_HEADLINES = ((56, 3), (46, 4))  # px and lines; a longer headline is written smaller, then cut
_QUIET, _REGULAR, _BOLD = colours.LIGHT["quiet"], 420, 660
_LATIN = 0x100
_LATIN_TOO = {*range(0x2000, 0x2070), 0x131, 0x152, 0x153, 0x20AC, 0x2122, 0x2191, 0x2193, 0x2212, 0x2215}
"""Beside the first block, the signs that the first of the two fonts has (frontend/fonts.css)."""


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

    fonts: tuple[Path, Path]
    size: int
    weight: int = _REGULAR

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """Text in pieces, each with the font that has its letters."""
        pieces = groupby(text, lambda sign: ord(sign) >= _LATIN and ord(sign) not in _LATIN_TOO)
        return [(_font(self.fonts[other], self.size, self.weight), "".join(signs)) for other, signs in pieces]

    def width(self, text: str) -> float:
        """How wide a text is, px."""
        return float(sum(font.getlength(piece) for font, piece in self.runs(text)))

    def cut(self, text: str, width: float) -> str:
        """Text that fits, with an ellipsis where something is missing."""
        if len(text) <= _MOST_LETTERS and self.width(text) <= width:
            return text
        text = text[:_MOST_LETTERS]
        while text and self.width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def lines(self, text: str, width: float) -> list[str]:
        """Text in lines that fit; a single word that does not is cut."""
        found = [""]
        for word in re.split(r"[ \n\t]+", text[: 4 * _MOST_LETTERS]):  # not at the spaces that belong to a number
            longer = f"{found[-1]} {word}".strip()
            if self.width(longer) <= width or not found[-1]:
                found[-1] = self.cut(longer, width)
            else:
                found.append(self.cut(word, width))
        return found


@lru_cache(maxsize=32)
def _font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def png(preview: Preview, fonts: tuple[Path, Path]) -> bytes:
    """The picture."""
    image = Image.new("RGB", SIZE, colours.LIGHT["surface"])
    page = _Page(ImageDraw.Draw(image), fonts)
    page.band()
    page.head(preview)
    page.headline(preview)
    page.figures(preview.figures)
    page.write((_EDGE, 560), page.type(22).cut(preview.source, page.room), page.type(22), _QUIET)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


@dataclass(frozen=True)
class _Page:
    """The picture while it is drawn."""

    canvas: ImageDraw.ImageDraw
    fonts: tuple[Path, Path]
    room: int = SIZE[0] - 2 * _EDGE

    def type(self, size: int, weight: int = _REGULAR) -> _Type:
        return _Type(self.fonts, size, weight)

    def write(self, place: tuple[float, float], text: str, face: _Type, colour: str = colours.LIGHT["ink"]) -> None:
        """One line of text, from its upper left corner."""
        x, y = place
        for font, piece in face.runs(text):
            self.canvas.text((x, y + face.size), piece, font=font, fill=colour, anchor="ls")
            x += font.getlength(piece)

    def band(self) -> None:
        """The four completion levels along the lower edge."""
        width, height = SIZE
        for place, level in enumerate(colours.SCALE):
            left = width * place // len(colours.SCALE)
            self.canvas.rectangle((left, height - 16, width, height), fill=colours.LIGHT[level])

    def head(self, preview: Preview) -> None:
        brand = self.type(28, _BOLD)
        self.write((_EDGE, 48), preview.brand, brand)
        left = _EDGE + brand.width(preview.brand) + 24
        title = self.type(28).cut(preview.title, SIZE[0] - _EDGE - left)
        self.write((left, 48), title, self.type(28), _QUIET)

    def headline(self, preview: Preview) -> None:
        fits = ((size, most, self.type(size, _BOLD).lines(preview.headline, self.room)) for size, most in _HEADLINES)
        size, most, lines = next((one for one in fits if len(one[2]) <= one[1]), (*_HEADLINES[-1], []))
        face = self.type(size, _BOLD)
        lines = lines or self._cut(face, preview.headline, most)
        for place, line in enumerate(lines):
            self.write((_EDGE, 112 + place * size * _LEADING), line, face)
        small = self.type(24)
        below = 112 + len(lines) * size * _LEADING + 16
        self.write((_EDGE, below), small.cut(preview.under, self.room), small, _QUIET)

    def _cut(self, face: _Type, text: str, most: int) -> list[str]:
        lines = face.lines(text, self.room)
        return [*lines[: most - 1], face.cut(" ".join(lines[most - 1 :]), self.room)]

    def figures(self, figures: tuple[tuple[str, str, str], ...]) -> None:
        width = self.room / max(len(figures), 1)
        for place, (name, value, note) in enumerate(figures):
            left = _EDGE + place * width
            for text, y, face in ((name, 386, self.type(22)), (note, 492, self.type(20))):
                self.write((left, y), face.cut(text, width - 20), face, _QUIET)
            strong = self.type(52, _BOLD)
            self.write((left, 418), strong.cut(value, width - 20), strong)
