"""Charts that can be edited in PowerPoint: which kind stands for which figure, on as many pages as its rows need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import ceil
from typing import Any

from dashboard.data.snapshot import COMPLETION, LEVELS
from dashboard.exports.pptx_draw import Drawing, Series, draw, rate_format
from dashboard.exports.pptx_page import Sheet, cut
from dashboard.exports.slides import Slide
from dashboard.figures.frame import EVERYONE
from dashboard.figures.intervals import wilson
from dashboard.language.words import SMALL_N, Words

Record = dict[str, Any]
MOST = 14
"""Rows that can be read on one page."""

_FEW, _LONG, _SHORT = 8, 60, 38
"""Up to so many rows a label may be so long, else shorter."""
_NUMBERS = (*COMPLETION, "commitments", "assessed", "completion_rate")
_SHORT_OF = ("limited", "not_started")
_OUTWARDS = (*_SHORT_OF, "substantial", "complete")
"""The levels as they stand from the line between limited and substantial outwards, first to the left."""


@dataclass(frozen=True)
class Kind:
    """How the figures of a module are drawn: by what, and which rows, with what is said of the others."""

    drawing: Callable[[Slide, list[Record], Words], Drawing]
    rows: Callable[[list[Record], Words], tuple[list[Record], list[str]]] = lambda records, _: (records, [])
    note: bool = True  # the chart's note holds for this drawing as well


def sheets(slide: Slide, words: Words) -> list[Sheet]:
    """The pages of a slide's chart; none where it has none, or none that a presentation knows."""
    if slide.kind not in KINDS:
        return []
    kind = KINDS[slide.kind]
    rows, left_out = kind.rows(slide.records, words)
    under = [*remarks(slide), *left_out[:1]]
    return [
        Sheet(slide, draw=_drawer(kind, slide, some, words), under=under, spoken=left_out[1:])
        for some in _evenly(rows, MOST)
    ]


def remarks(slide: Slide) -> list[str]:
    """The note of a slide, where it holds for what a presentation shows of it."""
    return [slide.note] if slide.note and (slide.kind not in KINDS or KINDS[slide.kind].note) else []


def _drawer(kind: Kind, slide: Slide, rows: list[Record], words: Words) -> Callable[..., None]:
    """What draws some rows; its workbook has the numbers of the CSV as well, under the words of the table."""
    cells = [[row["label"], *(row[name] for name in _NUMBERS), _stands(row, words)] for row in rows]
    table = [[*slide.columns], *(row[: len(slide.columns)] for row in cells)]
    return partial(draw, drawing=kind.drawing(slide, rows, words), table=table, words=words)


def _stands(row: Record, words: Words) -> str:
    """Whether a row was chosen, or stands beside."""
    return words("chosen") if row["chosen"] else words("for comparison")


def _evenly(rows: list[Record], most: int) -> list[list[Record]]:
    """The rows in as few parts of at most `most` as it takes, all about as long."""
    parts = ceil(len(rows) / most)
    ends = [round(len(rows) * part / parts) for part in range(parts + 1)] if parts else []
    return [rows[start:end] for start, end in pairwise(ends)]


def _headers(slide: Slide) -> dict[str, str]:
    """The word for each column of numbers."""
    return dict(zip(_NUMBERS, slide.columns[1:], strict=False))  # behind them, what a row stands here as


def _completed(row: Record) -> int:
    return int(row["substantial"] + row["complete"])


def _has_rate(row: Record) -> bool:
    return int(row["assessed"]) >= SMALL_N


def _rate(row: Record) -> float | None:
    """The rate as drawn: none where fewer than five are assessed."""
    return _completed(row) / row["assessed"] if _has_rate(row) else None


def _label(row: Record, most: int, words: Words) -> str:
    """A row's name with its rate and n; its counts where they are too few for a rate."""
    rate = words.rate(_completed(row), int(row["assessed"]))
    n = f" · n={words.number(int(row['assessed']))}" if _has_rate(row) else ""
    beside = "" if row["chosen"] else f" · {_stands(row, words)}"
    return f"{cut(' '.join(row['label'].split()), most)} · {rate}{n}{beside}"


def _labels(rows: list[Record], words: Words) -> list[str]:
    most = _LONG if len(rows) <= _FEW else _SHORT
    return [_label(row, most, words) for row in rows]


def _stack(slide: Slide, rows: list[Record], names: Iterable[str]) -> list[Series]:
    """A series a level or state."""
    headers = _headers(slide)
    return [Series(headers[name], [row[name] for row in rows], name) for name in names]


def _bars(slide: Slide, rows: list[Record], words: Words) -> Drawing:
    """Shares of the assessed: those short of substantial to the left of nothing, the others to the right."""
    headers, shares = _headers(slide), rate_format(words)
    pale = (row["assessed"] and not (_has_rate(row) and row["chosen"]) for row in rows)
    faint = frozenset(i for i, is_pale in enumerate(pale) if is_pale)
    series = [Series(headers[name], [_side(row, name) for row in rows], name) for name in _OUTWARDS]
    return Drawing(
        "bars",
        _labels(rows, words),
        series,
        slide.summary,
        numbers=f'{shares};{shares};""',  # a share to the left is no less than nothing, and none has no number
        faint=faint,
        ends=_ends(slide.records),
        legend=[(name, headers[name]) for name in COMPLETION[:LEVELS]],
    )


def _side(row: Record, name: str) -> float | None:
    """The share of a level, with the sign of its side; none where nothing is assessed."""
    if not row["assessed"]:
        return None
    share = float(row[name] / row["assessed"])
    return -share if name in _SHORT_OF else share


def _ends(records: list[Record]) -> tuple[float, float]:
    """The longest bar to either side of all the rows, in tenths."""
    right = [_completed(row) / row["assessed"] for row in records if row["assessed"]]
    return -ceil(10 * (1 - min(right, default=0))) / 10, ceil(10 * max(right, default=1)) / 10


def _columns(slide: Slide, rows: list[Record], words: Words) -> Drawing:
    def label(row: Record) -> str:
        n = words.plural("{n} commitment", "{n} commitments", int(row["commitments"]))
        return f"{cut(row['label'], _LONG)}\n{n}"

    shown = [name for name in COMPLETION if any(row[name] for row in rows)]
    return Drawing("columns", [label(row) for row in rows], _stack(slide, rows, shown), slide.summary)


def _rates(slide: Slide, rows: list[Record], words: Words) -> Drawing:
    series = Series(_headers(slide)["completion_rate"], [_rate(row) for row in rows], "accent")
    labels = _labels(rows, words)
    return Drawing("rates", labels, [series], slide.summary, numbers=rate_format(words))


def _intervals(slide: Slide, rows: list[Record], words: Words) -> Drawing:
    """Rates with the ends of their intervals, where there is a rate."""
    lower, upper = wilson([_completed(row) for row in rows], [row["assessed"] for row in rows])
    drawing = _rates(slide, rows, words)
    ends = [
        None if rate is None else (rate - low, high - rate)
        for rate, low, high in zip(drawing.series[0].values, lower.tolist(), upper.tolist(), strict=True)
    ]
    return replace(drawing, intervals=ends)


def _ranked(records: list[Record], words: Words) -> tuple[list[Record], list[str]]:
    """Those with a rate, the highest first; of the others their number, then each with its counts."""
    rated = [row for row in records if _has_rate(row)]
    few = [row for row in records if not _has_rate(row)]
    rated.sort(key=lambda row: (-(_rate(row) or 0), row["label"]))
    number = words.plural(
        "{n} more with fewer than five assessed has no rate and no bar here.",
        "{n} more with fewer than five assessed have no rate and no bar here.",
        len(few),
    )
    return rated, [number, words.listing([_label(row, _LONG, words) for row in few])] if few else []


def _counted(records: list[Record], _: Words) -> tuple[list[Record], list[str]]:
    """Those that are counted: beside them all members would be a wall."""
    return [row for row in records if row["id"] != EVERYONE], []


KINDS: dict[str, Kind] = {
    "diverging": Kind(_bars),
    "columns": Kind(_columns, _counted),
    "intervals": Kind(_intervals),
    "world": Kind(_rates, _ranked, note=False),
}
"""By the module in dashboard/figures; the figures of others come as a table."""
