"""Drawing a native chart: stacked bars or columns of counts, or bars of rates with intervals."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dashboard.exports.pptx_page import Box, colour, lines
from dashboard.exports.xlsx import text_cell
from dashboard.language.words import Words
from dashboard.theme import colours

_DENSE = 10  # rows from which the type is smaller
_LARGE, _SMALL = 14, 12  # points
_APART = "     "  # between two words of a legend
_LEGEND = 0.4  # inches of one line of a legend
_NARROW = 0.035  # of the scale: too narrow for a number
_FAINT = 45_000  # thousandths of a per cent, as on screen
_PATTERNS = {
    ".": MSO_PATTERN.PERCENT_20,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "|": MSO_PATTERN.DARK_VERTICAL,
    "-": MSO_PATTERN.DARK_HORIZONTAL,
}
"""By the sign of a state's hatch."""


@dataclass(frozen=True)
class Series:
    """A series of numbers, one a row, in a colour of the theme."""

    name: str
    values: Sequence[float | None]
    colour: str


@dataclass(frozen=True)
class Drawing:
    """A chart to draw: labels of the rows and series of their numbers."""

    form: str  # of _FORMS
    labels: list[str]
    series: list[Series]
    summary: str
    numbers: str = ""  # the number format; empty: of counts
    faint: frozenset[int] = frozenset()  # rows whose few assessments make no rate
    intervals: Sequence[tuple[float, float] | None] = ()  # from each value down and up
    ends: tuple[float, float] = (0, 1)  # of the scale, the same on every page
    legend: Sequence[tuple[str, str]] = ()  # colours and words in an order that is not that of the series


def count_format(words: Words) -> str:
    """The number format of counts in this language, nothing for zero: office programs know only the system's own."""
    separator = words.number(1234)[1:-3]
    return f'[>=1000]0"{separator}"000;[>0]0;""'


def rate_format(words: Words) -> str:
    """The number format of whole per cents in this language."""
    space = words.percent(0.5).removeprefix("50").removesuffix("%")
    return f'0"{space}"%' if space else "0%"


def draw(shapes: Any, box: Box, drawing: Drawing, table: list[list[Any]], words: Words) -> None:
    """Add the chart; beside what it draws its workbook holds `table`, whose first row are its headers."""
    if drawing.legend:
        box = with_legend(shapes, box, [(colour(name), word) for name, word in drawing.legend])
    data = CategoryChartData(number_format=drawing.numbers or count_format(words))
    data.categories = drawing.labels
    for series in drawing.series:
        data.add_series(series.name, series.values)
    kind, *steps = _FORMS[drawing.form]
    frame = shapes.add_chart(kind, *box.sides, data)
    frame.element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", drawing.summary)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(_SMALL if len(drawing.labels) > _DENSE else _LARGE)
    chart.font.color.rgb = colour("ink")
    chart.category_axis.format.line.color.rgb = colour("line")
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    language = parse_xml(f'<c:lang {nsdecls("c")} val="{words.tag}"/>')
    chart.element.find(qn("c:date1904")).addnext(language)
    for step in steps:
        step(chart, drawing)
    _renew_workbook(chart, drawing, table, words("Data"))


def with_legend(shapes: Any, box: Box, legend: Sequence[tuple[RGBColor, str]]) -> Box:
    """Write colours and what they mean at the top; the room that they leave."""
    written = "".join(f"{word}{_APART}  " for _, word in legend)
    size = _LARGE if lines(written, box.width, _LARGE) == 1 else _SMALL
    taken = _LEGEND * lines(written, box.width, size)
    frame = shapes.add_textbox(*Box(box.top, taken, box.left, box.width).sides).text_frame
    frame.word_wrap, paragraph = True, frame.paragraphs[0]
    for shade, word in legend:
        for text, of_text in (("\N{BLACK SQUARE} ", shade), (f"{word}{_APART}", colour("ink"))):
            run = paragraph.add_run()
            run.text, run.font.size, run.font.color.rgb = text, Pt(size), of_text
    return Box(box.top + taken, box.height - taken, box.left, box.width)


def _diverging(chart: Any, drawing: Drawing) -> None:
    """Shares to either side of the line between limited and substantial, as on screen; the labels say the rates."""
    chart.has_legend = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = drawing.ends
    chart.category_axis.format.line.color.rgb = colour("ink")
    for series in chart.plots[0].series:
        series.invert_if_negative = False


def _stacked(chart: Any, drawing: Drawing) -> None:
    """The colours, patterns and numbers of a stack of completion levels and states, with a legend."""
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 40
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(_LARGE)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    for series, given in zip(plot.series, drawing.series, strict=True):
        _fill(series.format, given.colour)
        labels = series.data_labels
        labels.show_value = True
        labels.font.size, labels.font.color.rgb = Pt(_SMALL), colour(colours.TEXT_ON[given.colour])
        for row in drawing.faint:
            _fade(series.points[row], given.colour)


def _fill(form: Any, name: str) -> None:
    if name in colours.STATES:
        form.fill.patterned()
        form.fill.pattern = _PATTERNS[colours.STATES[name].sign]
        form.fill.fore_color.rgb, form.fill.back_color.rgb = colour(f"{name}_hatch"), colour(name)
    else:
        form.fill.solid()
        form.fill.fore_color.rgb = colour(name)
    form.line.color.rgb = colour("surface")
    form.line.width = Pt(0.75)


def _fade(point: Any, name: str) -> None:
    """A paler bar."""
    _fill(point.format, name)
    fill = point.format.fill._xPr  # noqa: SLF001 - python-pptx has no transparency
    fill.find(f".//{qn('a:srgbClr')}").append(parse_xml(f'<a:alpha {nsdecls("a")} val="{_FAINT}"/>'))


def _without_narrow(chart: Any, drawing: Drawing) -> None:
    """No number that would cover its neighbours, or be a rate of a few: the table has it."""
    sums = [sum(value or 0 for value in row) for row in zip(*(s.values for s in drawing.series), strict=True)]
    first, last = drawing.ends
    whole = last - first if drawing.form == "bars" else max(sums)
    for series, given in zip(chart.plots[0].series, drawing.series, strict=True):
        for i, value in enumerate(given.values):
            if value and (abs(value) < _NARROW * whole or i in drawing.faint):
                label = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{i}"/><c:delete val="1"/></c:dLbl>')
                labels = series.data_labels._element  # noqa: SLF001 - python-pptx only hides all labels of a series
                labels.insert(len(labels.findall(qn("c:dLbl"))), label)


def _top_down(chart: Any, _: Drawing) -> None:
    """The first row on top, the labels in the left two fifths: where the plot stands is said in shares of the chart."""
    chart.category_axis.reverse_order = True
    chart.element.find(f".//{qn('c:valAx')}/{qn('c:crosses')}").set("val", "max")  # so the scale stays below
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    above, below = (0.12, 0.01) if chart.has_legend else (0.02, 0.1)
    sides = {"x": 0.4, "y": above, "w": 0.58, "h": 1 - above - below}
    places = "".join(f'<c:{name} val="{side}"/>' for name, side in sides.items())
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
    )
    area = chart.element.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _rated(chart: Any, drawing: Drawing) -> None:
    """Bars on a scale from nothing to all, the same on every page."""
    chart.has_legend = False
    plot, axis = chart.plots[0], chart.value_axis
    plot.gap_width = 60
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 1, 0.25
    axis.major_gridlines.format.line.color.rgb = colour("line")
    axis.format.line.fill.background()
    axis.tick_labels.font.size = Pt(_SMALL)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = drawing.numbers, False
    _fill(plot.series[0].format, drawing.series[0].colour)


def _with_intervals(chart: Any, drawing: Drawing) -> None:
    """Error bars: what a value may be by chance."""
    if not any(drawing.intervals):
        return
    down, up = ([0 if ends is None else ends[side] for ends in drawing.intervals] for side in (0, 1))
    shade = colour("interval")
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_literal(up)}</c:plus><c:minus>{_literal(down)}</c:minus>"
        f'<c:spPr><a:ln w="31750"><a:solidFill><a:srgbClr val="{shade}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    chart.plots[0].series[0]._element.find(qn("c:cat")).addprevious(bars)  # noqa: SLF001 - python-pptx has none


def _literal(values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(values))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def _renew_workbook(chart: Any, drawing: Drawing, table: list[list[Any]], title: str) -> None:
    """Replace the workbook by one in which no text can become a formula, with all numbers and a sheet we name."""
    header, *rest = table
    drawn = zip(drawing.labels, *(series.values for series in drawing.series), strict=True)
    head = ["", *(series.name for series in drawing.series), *header]
    rows = [[*values, *more] for values, more in zip(drawn, rest, strict=True)]
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(title, [head, *rows]))
    for reference in chart.element.iter(qn("c:f")):
        reference.text = reference.text.replace("Sheet1!", f"'{title}'!")


def workbook(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of one sheet; its texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 40
    for row in rows:
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_FORMS: dict[str, tuple[Any, ...]] = {
    "bars": (XL_CHART_TYPE.BAR_STACKED, _stacked, _diverging, _without_narrow, _top_down),
    "columns": (XL_CHART_TYPE.COLUMN_STACKED, _stacked, _without_narrow),
    "rates": (XL_CHART_TYPE.BAR_CLUSTERED, _rated, _with_intervals, _top_down),
}
"""By form: the chart's type and what is done to it, in this order."""
