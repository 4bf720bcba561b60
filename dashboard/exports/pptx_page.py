"""One page of a presentation: title, filters and n, what it shows, source and link, and the notes of the speaker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.exports.pptx_document import BARE, COVER, HEIGHT, POINTS, WIDTH
from dashboard.exports.pptx_text import cut, height, lines
from dashboard.exports.slide import About, Slide
from dashboard.language.words import BRAND, Words
from dashboard.theme import colours

MARGIN, TOP, BOTTOM = 0.6, 2.05, 6.75  # inches; what a page shows stands between the last two
BROAD = WIDTH - 2 * MARGIN
POINT, UNDER, SUBTITLE, FOOTER = 20, 14, 14, 12  # points
_TITLES = ((60, 30), (120, 26), (190, 22), (10_000, 18))
"""The size of a title by its longest text."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SUBTITLE_LINES, _LONGEST_SUBTITLE = 3, 260  # letters; the notes have all
_LONGEST_TITLE, _LONGEST_ADDRESS, _SHORT_ADDRESS = 330, 90, 45  # letters


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
    number: int = 1
    of: int = 1


def colour(name: str) -> RGBColor:
    """A colour of the theme."""
    shade = colours.LIGHT[name].removeprefix("#")
    return RGBColor(*bytes.fromhex(shade))


def title_page(made: Any, about: About) -> None:
    """What the presentation is, as of when, and where it can be seen live."""
    page = made.slides.add_slide(made.slide_layouts.get_by_name(COVER))
    band = _block(page, Box(0, 0.9, 0, WIDTH), "accent")
    _write(band.text_frame, [BRAND], 20, "on_accent", bold=True)
    band.text_frame.margin_left = Inches(MARGIN)
    title, told = page.placeholders[0], page.placeholders[1]
    for shape, box in ((title, Box(1.5, 2.0)), (told, Box(3.75, 2.9))):
        _at(shape, box)
    _write(title.text_frame, [about.title], 40, "ink", bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _write(told.text_frame, about.lines, 20, "quiet", after=4)
    _linked(told.text_frame.add_paragraph(), about.href, 16, _LONGEST_ADDRESS)
    told.text_frame.paragraphs[-1].alignment = PP_ALIGN.LEFT
    page.notes_slide.notes_text_frame.text = "\n".join([about.title, *about.lines, about.href])


def page(made: Any, sheet: Sheet, words: Words, about: About) -> None:
    """Add the page of a sheet."""
    slide = made.slides.add_slide(made.slide_layouts.get_by_name(POINTS if sheet.points else BARE))
    _head(slide, sheet, words)
    under = under_height(sheet.under)
    box = _points(slide, sheet, Box(TOP, BOTTOM - TOP - under))
    if sheet.draw:
        sheet.draw(slide.shapes, box)
    if sheet.under:
        _text(slide, Box(BOTTOM - under, under), sheet.under, UNDER)
    _foot(slide, sheet, about)
    slide.notes_slide.notes_text_frame.text = _notes(sheet, words, about)


def _head(slide: Any, sheet: Sheet, words: Words) -> None:
    """The answer as title, with its part where there are several; under it the question, filters and n."""
    told = cut(sheet.slide.headline or sheet.slide.title, _LONGEST_TITLE)
    if sheet.of > 1:
        part = words("{part} of {whole}", part=sheet.number, whole=sheet.of)
        told = f"{told} ({part.replace(' ', _NO_BREAK)})"
    title = slide.shapes.title
    _at(title, Box(0.3, 1.0))
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    size = next(size for longest, size in _TITLES if len(told) <= longest)
    _write(title.text_frame, [told], size, "ink", bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    question = [sheet.slide.title] if sheet.slide.headline else []
    asked = "\n".join([*question, cut(sheet.slide.subtitle, _LONGEST_SUBTITLE)]).strip()
    size = SUBTITLE if lines(asked, BROAD, SUBTITLE) <= _SUBTITLE_LINES else FOOTER
    _text(slide, Box(1.35, 0.6), [asked], size)


def _points(slide: Any, sheet: Sheet, room: Box) -> Box:
    """Write the points; the room that they leave."""
    if not sheet.points:
        return room
    taken = points_height(sheet.points) if sheet.draw else room.height
    body = slide.placeholders[1]
    _at(body, Box(room.top, taken))
    _write(body.text_frame, sheet.points, POINT, "ink", after=8)
    return Box(room.top + taken, room.height - taken)


def points_height(points: Sequence[str]) -> float:
    """Inches that points take as a list."""
    return sum(point_height(point) for point in points) + 0.1


def under_height(texts: Sequence[str]) -> float:
    """Inches of the remarks under what a page shows."""
    return sum(height(text, BROAD, UNDER) for text in texts) + 0.1 if texts else 0


def point_height(point: str) -> float:
    """Inches of one point, with what is left free after it."""
    return height(point, BROAD - 0.7, POINT) + 8 / 72


def _foot(slide: Any, sheet: Sheet, about: About) -> None:
    _block(slide, Box(HEIGHT - 0.65, 0.015), "line")
    foot = _text(slide, Box(HEIGHT - 0.6, 0.4, width=BROAD - 1), [sheet.slide.source], FOOTER)
    paragraph = foot.paragraphs[0]
    _run(paragraph, " · ", "quiet", FOOTER)
    _linked(paragraph, address(sheet.slide, about), FOOTER, _SHORT_ADDRESS)
    number = _text(slide, Box(HEIGHT - 0.6, 0.4, left=WIDTH - MARGIN - 0.9, width=0.9), [""], FOOTER)
    number.paragraphs[0].alignment = PP_ALIGN.RIGHT
    _slide_number(number.paragraphs[0], slide)


def address(slide: Slide, about: About) -> str:
    """The whole address of the page a slide comes from."""
    return f"{about.site}{slide.href}"


def _notes(sheet: Sheet, words: Words, about: About) -> str:
    """What the presenter wrote, then all that is needed to answer questions."""
    slide = sheet.slide
    told = [
        slide.remark,
        slide.title if slide.headline else "",
        slide.subtitle,
        slide.summary,
        slide.note,
        *sheet.spoken,
        slide.source,
        words.named(words("Link"), address(slide, about)),
    ]
    return "\n".join(text for text in told if text)


def _text(slide: Any, box: Box, texts: Sequence[str], size: float) -> Any:
    frame = slide.shapes.add_textbox(*box.sides).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(frame, texts, size, "quiet")
    return frame


def _block(slide: Any, box: Box, name: str) -> Any:
    """A plain rectangle: python-pptx's own theme would give it a border and a shadow."""
    block = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.sides)
    block.fill.solid()
    block.fill.fore_color.rgb = colour(name)
    block.line.fill.background()
    block.shadow.inherit = False
    return block


def _at(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.sides


def _write(frame: Any, texts: Sequence[str], size: float, name: str, *, bold: bool = False, after: float = 0) -> None:
    """Each text as a paragraph; one with line breaks stays one paragraph."""
    frame.word_wrap = True
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = text.replace("\n", "\v")
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after, paragraph.space_before = Pt(after), Pt(0)
        for run in paragraph.runs:
            _styled(run, name, size, bold=bold)


def _styled(run: Any, name: str, size: float, *, bold: bool = False) -> None:
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(name)


def _run(paragraph: Any, text: str, name: str, size: float) -> Any:
    run = paragraph.add_run()
    run.text = text
    _styled(run, name, size)
    return run


def _linked(paragraph: Any, href: str, size: float, most: int) -> None:
    """An address to click, where the site is known; a long one is cut where it is read, never where it leads."""
    _, known, shown = href.rpartition("://")
    run = _run(paragraph, cut(shown, most), "accent", size)
    if known:
        run.hyperlink.address = href


def _slide_number(paragraph: Any, slide: Any) -> None:
    """A field, so that it stays right when pages are moved."""
    run = _run(paragraph, str(len(slide.part.package.presentation_part.presentation.slides)), "quiet", FOOTER)
    field = run._r  # noqa: SLF001 - python-pptx has no fields: the run becomes one
    field.tag = field.tag.replace("}r", "}fld")
    field.set("id", "{9B9A2C7E-5B1E-4C57-8F3B-2A6C1D0E4F11}")
    field.set("type", "slidenum")
