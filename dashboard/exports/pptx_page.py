"""One page of a presentation: title, filters and n, what it shows, source and link, and the notes of the speaker.

How much room text takes is estimated, as only the reader's program lays it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeVar

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.exports.slides import Slide
from dashboard.language.words import BRAND, Words
from dashboard.theme import colours

WIDTH, HEIGHT = 40 / 3, 7.5  # inches: 16:9
MARGIN, TOP, BOTTOM = 0.6, 2.05, 6.75  # inches; what a page shows stands between the last two
BROAD = WIDTH - 2 * MARGIN
LAYOUTS = COVER, POINTS, BARE = "Title Slide", "Title and Content", "Title Only"
"""The layouts of python-pptx's own template that are used: with a subtitle, with a list, with a title only."""

_POINT, _UNDER, _SUBTITLE, _FOOTER = 20, 14, 14, 12  # points
_TITLES = ((60, 30), (120, 26), (190, 22), (10_000, 18))
"""The size of a title by its longest text."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SUBTITLE_LINES, _LONGEST_SUBTITLE = 3, 260  # letters; the notes have all
_LONGEST_TITLE, _LONGEST_ADDRESS, _SHORT_ADDRESS = 330, 90, 45  # letters
_LETTER, _LINE = 0.53, 1.2
"""Of a letter on average and of a line, in sizes of the type: a little more than most fonts take."""
_FIELD = "{9B9A2C7E-5B1E-4C57-8F3B-2A6C1D0E4F11}"

T = TypeVar("T")


@dataclass(frozen=True)
class About:
    """The deck, the brief or the chart a file is made of."""

    title: str
    lines: list[str]  # filters, as of, data version, the day it was made
    href: str  # the whole address of what it was made from
    site: str  # scheme and host of the dashboard, to which the addresses of slides are added


@dataclass(frozen=True)
class Box:
    """Room on a page, inches."""

    top: float
    height: float
    left: float = MARGIN
    width: float = BROAD

    @property
    def sides(self) -> tuple[Any, Any, Any, Any]:
        """As python-pptx takes it: left, top, width, height."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Sheet:
    """A page that shows a slide or a part of it: points, then a chart or a table, then remarks under it."""

    slide: Slide
    points: Sequence[str] = ()
    draw: Callable[[Any, Box], None] | None = None
    under: Sequence[str] = ()
    spoken: Sequence[str] = ()  # what only the notes say


def lines(text: str, width: float, size: float) -> int:
    """Lines that `text` takes in `width` inches at `size` points."""
    letters = max(1, int(width * 72 / (size * _LETTER)))
    return sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))


def height(text: str, width: float, size: float) -> float:
    """Inches that `text` is high."""
    return lines(text, width, size) * size * _LINE / 72


def points_height(points: Sequence[str]) -> float:
    """Inches that points take as a list."""
    return sum(map(point_height, points)) + 0.1 if points else 0


def point_height(point: str) -> float:
    """Inches of one point, with what is left free after it."""
    return height(point, BROAD - 0.7, _POINT) + 8 / 72


def under_height(texts: Sequence[str]) -> float:
    """Inches of the remarks under what a page shows."""
    return sum(height(text, BROAD, _UNDER) for text in texts) + 0.1 if texts else 0


def packed(things: Iterable[T], room: float, taken: Callable[[T], float]) -> Iterator[list[T]]:
    """The things in their order, as many together as there is room for; one at least."""
    some: list[T] = []
    left = room
    for thing in things:
        if some and taken(thing) > left:
            yield some
            some, left = [], room
        some.append(thing)
        left -= taken(thing)
    if some:
        yield some


def cut(text: str, most: int) -> str:
    """`text` in at most so many letters, the rest told by an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def colour(name: str) -> RGBColor:
    """A colour of the theme."""
    return RGBColor(*bytes.fromhex(colours.LIGHT[name].removeprefix("#")))


def title_page(presentation: Any, about: About) -> None:
    """What the presentation is, as of when, and where it can be seen live."""
    page = presentation.slides.add_slide(presentation.slide_layouts.get_by_name(COVER))
    band = _block(page, Box(0, 0.9, 0, WIDTH), "accent")
    _write(band.text_frame, [BRAND], 20, "on_accent", bold=True)
    band.text_frame.margin_left = Inches(MARGIN)
    title, subtitle = page.placeholders[0], page.placeholders[1]
    _place(title, Box(1.5, 2.0))
    _write(title.text_frame, [about.title], 40, "ink", bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _place(subtitle, Box(3.75, 2.9))
    _write(subtitle.text_frame, about.lines, 20, "quiet", after=4)
    link = subtitle.text_frame.add_paragraph()
    link.alignment = PP_ALIGN.LEFT
    _linked(link, about.href, 16, _LONGEST_ADDRESS)
    page.notes_slide.notes_text_frame.text = "\n".join([about.title, *about.lines, about.href])


def page(presentation: Any, sheet: Sheet, part: str, words: Words, about: About) -> None:
    """Add the page of a sheet; `part` says which part of its slide it is, where there are several."""
    page = presentation.slides.add_slide(presentation.slide_layouts.get_by_name(POINTS if sheet.points else BARE))
    _head(page, sheet.slide, part)
    under = under_height(sheet.under)
    box = _points(page, sheet, Box(TOP, BOTTOM - TOP - under))
    if sheet.draw:
        sheet.draw(page.shapes, box)
    if sheet.under:
        _text(page, Box(BOTTOM - under, under), sheet.under, _UNDER)
    href = f"{about.site}{sheet.slide.href}"
    _foot(page, sheet.slide.source, href)
    page.notes_slide.notes_text_frame.text = _notes(sheet, words.named(words("Link"), href))


def _head(page: Any, slide: Slide, part: str) -> None:
    """The answer as title, with its part; under it the question, filters and n."""
    text = cut(slide.headline or slide.title, _LONGEST_TITLE)
    text = f"{text} ({part.replace(' ', _NO_BREAK)})" if part else text
    title = page.shapes.title
    _place(title, Box(0.3, 1.0))
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    _write(title.text_frame, [text], next(size for longest, size in _TITLES if len(text) <= longest), "ink", bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    question = [slide.title] if slide.headline else []
    under = "\n".join([*question, cut(slide.subtitle, _LONGEST_SUBTITLE)]).strip()
    size = _SUBTITLE if lines(under, BROAD, _SUBTITLE) <= _SUBTITLE_LINES else _FOOTER
    _text(page, Box(1.35, 0.6), [under], size)


def _points(page: Any, sheet: Sheet, room: Box) -> Box:
    """Write the points; the room that they leave."""
    if not sheet.points:
        return room
    taken = points_height(sheet.points) if sheet.draw else room.height
    body = page.placeholders[1]
    _place(body, Box(room.top, taken))
    _write(body.text_frame, sheet.points, _POINT, "ink", after=8)
    return Box(room.top + taken, room.height - taken)


def _foot(page: Any, source: str, href: str) -> None:
    """Source, link and number; the number is a field, so that it stays right when pages are moved."""
    _block(page, Box(HEIGHT - 0.65, 0.015), "line")
    foot = _text(page, Box(HEIGHT - 0.6, 0.4, width=BROAD - 1), [source], _FOOTER).paragraphs[0]
    _run(foot, " · ", "quiet", _FOOTER)
    _linked(foot, href, _FOOTER, _SHORT_ADDRESS)
    right = _text(page, Box(HEIGHT - 0.6, 0.4, left=WIDTH - MARGIN - 0.9, width=0.9), [""], _FOOTER).paragraphs[0]
    right.alignment = PP_ALIGN.RIGHT
    number = len(page.part.package.presentation_part.presentation.slides)
    run = _run(right, str(number), "quiet", _FOOTER)
    field = run._r  # noqa: SLF001 - python-pptx has no fields: the run becomes one
    field.tag = field.tag.replace("}r", "}fld")
    field.set("id", _FIELD)
    field.set("type", "slidenum")


def _notes(sheet: Sheet, link: str) -> str:
    """What the presenter wrote, then all that is needed to answer questions."""
    slide = sheet.slide
    question = slide.title if slide.headline else ""
    texts = [slide.remark, question, slide.subtitle, slide.summary, slide.note, *sheet.spoken, slide.source, link]
    return "\n".join(text for text in texts if text)


def _text(page: Any, box: Box, texts: Sequence[str], size: float) -> Any:
    frame = page.shapes.add_textbox(*box.sides).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(frame, texts, size, "quiet")
    return frame


def _block(page: Any, box: Box, name: str) -> Any:
    """A plain rectangle: python-pptx's own theme would give it a border and a shadow."""
    block = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.sides)
    block.fill.solid()
    block.fill.fore_color.rgb = colour(name)
    block.line.fill.background()
    block.shadow.inherit = False
    return block


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.sides


def _write(frame: Any, texts: Sequence[str], size: float, name: str, *, bold: bool = False, after: float = 0) -> None:
    """Each text as a paragraph; one with line breaks stays one paragraph."""
    frame.word_wrap = True
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = text.replace("\n", "\v")
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after, paragraph.space_before = Pt(after), Pt(0)
        style(paragraph, name, size, bold=bold)


def style(paragraph: Any, name: str, size: float, *, bold: bool = False) -> None:
    """Give the text of a paragraph a colour, size and weight."""
    for run in paragraph.runs:
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(name)


def _run(paragraph: Any, text: str, name: str, size: float) -> Any:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), False, colour(name)
    return run


def _linked(paragraph: Any, href: str, size: float, most: int) -> None:
    """An address to click, where the site is known; a long one is cut where it is read, never where it leads."""
    _, known, shown = href.rpartition("://")
    run = _run(paragraph, cut(shown, most), "accent", size)
    if known:
        run.hyperlink.address = href
