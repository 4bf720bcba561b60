"""What the figures share: rows, layout, safe text, the sentence on hover, and rates as text at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from textwrap import wrap
from typing import Any, TypeVar

import pandas as pd

from dashboard.data.snapshot import plain_rows
from dashboard.language.vocabulary import COMPLETION
from dashboard.language.words import SMALL_N, Words
from dashboard.theme import colours

EVERYONE = "all"
"""The id of a row of all members."""
RIGHT = 92
"""Room for the rates at the right of the rows, px."""

_LABEL_WIDTH, _HOVER_WIDTH, _LABEL_LINES = 30, 46, 3  # in characters
_ROW_HEIGHTS = {1: 28, 2: 38, 3: 54}  # px by lines of the label
_PHONE_ROW = 48  # px, the label above its mark
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, eq=False)
class Shown:
    """What a figure draws: the table of a chart, and the words of its reader."""

    table: pd.DataFrame
    words: Words

    @cached_property
    def named(self) -> Sequence[Any]:
        """The rows of a table that counts something else, each by the names of its columns; kept as `rows` are."""
        return plain_rows(self.table if "chosen" in self.table else self.table.assign(chosen=True))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that have a mark: kept, as a figure and what is said of it both go through them."""
        return self._apart[0]

    @cached_property
    def all_members(self) -> Row | None:
        """The row of all members, where the table ends with it."""
        return self._apart[1]

    @cached_property
    def _apart(self) -> tuple[tuple[Row, ...], Row | None]:
        own, all_members = apart(self.table)
        return tuple(own), all_members


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table under a chart."""

    id: str
    label: str
    commitments: int
    assessed: int
    states: tuple[int, ...]  # commitments by completion level or state, in the order of COMPLETION
    chosen: bool = True  # else it stands beside what was chosen, in grey

    @classmethod
    def empty(cls, label: str) -> Row:
        """A row in which there is nothing."""
        return cls(label, label, 0, 0, (0,) * len(COMPLETION), chosen=False)

    def count(self, state: str) -> int:
        """The commitments of a completion level or state."""
        return self.states[_PLACES[state]]

    @property
    def is_rated(self) -> bool:
        """Whether enough are assessed for a rate (rule 2)."""
        return self.assessed >= SMALL_N

    @property
    def completed(self) -> int:
        """Substantially or fully complete."""
        return self.count("substantial") + self.count("complete")


T = TypeVar("T", bound=Any)
_NAMED = ("id", "label", "commitments", "assessed")
_PLACES = {state: place for place, state in enumerate(COMPLETION)}


def rows(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as plain Python values."""
    places = table.columns.get_indexer([*_NAMED, *COMPLETION]).tolist()
    chosen = table["chosen"].tolist() if "chosen" in table else [True] * len(table)
    # Row by row in one go: taking a table apart by columns would cost more than counting it.
    ordered = ([values[place] for place in places] for values in table.to_numpy(dtype=object).tolist())
    return [
        Row(name, label, n, assessed, tuple(states), here)
        for (name, label, n, assessed, *states), here in zip(ordered, chosen, strict=True)
    ]


def apart(table: pd.DataFrame) -> tuple[list[Row], Row | None]:
    """The rows that have a mark, and the row of all members where the table ends with it."""
    own = rows(table)
    all_members = own.pop() if own and own[-1].id == EVERYONE and not own[-1].chosen else None
    return own, all_members


def over_time(rows: Sequence[T], empty: Callable[[str], T]) -> list[T]:
    """Rows by year, with an empty one for each year between them: on an axis of time a gap is a gap."""
    years = {int(row.id): row for row in rows if row.id.isdigit()}
    if not years or len(years) < len(rows):
        return [*rows]
    return [years[year] if year in years else empty(str(year)) for year in range(min(years), max(years) + 1)]


def states(rows: list[Row]) -> list[str]:
    """The completion levels and states that any row has, in their order."""
    return [state for state in COMPLETION if any(row.count(state) for row in rows)]


def plain(text: str) -> str:
    """Text as Plotly shall show it: it reads tags and entities in every label."""
    return text.translate(_ESCAPES)


@lru_cache(maxsize=4096)
def lines(text: str, width: int = _LABEL_WIDTH, most: int = _LABEL_LINES) -> tuple[str, ...]:
    """`text` in at most `most` lines of `width` characters, the last one cut off with an ellipsis."""
    return tuple(plain(line) for line in wrap(text, width, max_lines=most, placeholder="…")) or ("",)


@lru_cache(maxsize=4096)
def sentence(row: Row, words: Words) -> str:
    """What a row says on hover: its name in bold, then a sentence, in lines that fit a phone."""
    name = "<br>".join(lines(row.label, _HOVER_WIDTH))
    if row.assessed == 0:
        n = row.commitments
        text = words.plural("{n} commitment, no level known", "{n} commitments, no level known of any", n)
    else:
        completed, assessed = words.number(row.completed), words.number(row.assessed)
        message = _in_lines(words, is_rated=row.assessed >= SMALL_N)
        rate = words.rate(row.completed, row.assessed)
        text = message.format(completed=completed, assessed=assessed, rate=rate)
    return f"<b>{name}</b><br>{text}"


@cache
def _in_lines(words: Words, *, is_rated: bool) -> str:
    """A sentence broken into lines before its numbers are filled in, once a language: breaking lines is slow."""
    if is_rated:
        message = words("{completed} of {assessed} assessed commitments substantially or fully complete, {rate}")
    else:
        message = words("{completed} of {assessed} assessed commitments substantially or fully complete")
    return "<br>".join(wrap(message, _HOVER_WIDTH + 16))  # the names of its numbers are longer than they are


def layout(height: int, **keys: Any) -> dict[str, Any]:
    """The common layout at this height, with what a figure adds."""
    return colours.LAYOUT | {"height": height, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}} | keys


LEGEND: dict[str, Any] = {
    # On screen the card writes the legend as text that wraps; Plotly draws it only into a picture that is taken away.
    "showlegend": False,
    "legend": {"orientation": "h", "xref": "container", "x": 0, "yref": "container", "traceorder": "normal"},
}


def legend(levels: Iterable[str], words: Words) -> list[list[str]]:
    """What the colours mean, in their order: completion level or state, and its word."""
    return [[level, words.code("completion", level)] for level in levels]


def axis(**keys: Any) -> dict[str, Any]:
    """An axis without line, grid or zooming; a figure adds what is read off."""
    return {"fixedrange": True, "showgrid": False, "zeroline": False, "showline": False} | keys


def makes_rate(n: int) -> bool:
    """Whether it is known of enough for a rate (rule 2)."""
    return n >= SMALL_N


def lines_of(labels: Iterable[str], width: int = _LABEL_WIDTH) -> list[str]:
    """Labels as an axis writes them, each in lines of `width` characters."""
    return ["<br>".join(lines(label, width)) for label in labels]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where the rows of a horizontal chart stand, px from the top: a longer label makes its row higher."""

    labels: list[str]
    middles: list[float]
    total: int

    @classmethod
    def of(cls, labels: Iterable[str]) -> Ladder:
        """The ladder of these labels, from the top down."""
        labels = list(labels)
        heights = [_ROW_HEIGHTS[len(lines(label))] for label in labels]
        ends = list(accumulate(heights))
        middles = [end - height / 2 for end, height in zip(ends, heights, strict=True)]
        return cls(labels, middles, ends[-1] if ends else 0)

    def layout(self, left: float, top: int, bottom: int, **keys: Any) -> dict[str, Any]:
        """The layout of a chart of rows, with their labels at the left, and so much room above and below, px.

        Its `meta` is what `onPhone` (assets/js/figure/figure.js) makes a narrow chart of, where labels stand above
        their marks: the layout keys it then has instead, the height at which each row then stands, and the labels as a
        trace, which begins at `left` on the horizontal axis.
        """
        margin = {"l": 8, "r": RIGHT, "t": top, "b": bottom}
        tops = [i * _PHONE_ROW for i in range(len(self.labels))]
        end = len(tops) * _PHONE_ROW
        names = [(left, y + 12, lines(label, 48, 1)[0]) for y, label in zip(tops, self.labels, strict=True)]
        meta = {
            "narrow": {
                "height": top + end + bottom,
                "margin": margin | {"l": 0},
                "yaxis": axis(range=[end or 1, 0], showticklabels=False),
            },
            "rows": [[0, 0], [self.total, end], *zip(self.middles, (y + 33 for y in tops), strict=True)],
            "labels": texts(names, textposition="middle right", cliponaxis=False, hoverinfo="skip"),
        }
        names_axis = axis(
            range=[self.total or 1, 0],
            tickmode="array",
            tickvals=self.middles,
            ticktext=["<br>".join(lines(label)) for label in self.labels],
            tickfont={"size": colours.NOTE},
            ticklabelstandoff=8,
            automargin=True,
            ticklabeloverflow="allow",  # they fit; to measure whether they do takes a third of the time of drawing
        )
        return layout(top + self.total + bottom, margin=margin, meta=meta, yaxis=names_axis, **keys)

    def assessed(self, rows: list[Row]) -> list[tuple[Row, float]]:
        """The rows in which something is assessed, and where each stands."""
        return [(row, y) for row, y in zip(rows, self.middles, strict=True) if row.assessed]


def rates(rows: list[Row], ladder: Ladder, right: float, words: Words) -> dict[str, Any]:
    """The rate of each row and its n as text at the right end, `right` on the horizontal axis."""
    points = [(right, y, _rate(row, words)) for row, y in ladder.assessed(rows)]
    return texts(points, textposition="middle right", cliponaxis=False, hoverinfo="skip")


LINE_TOP = 24
"""Room above the rows for the name of a line, px."""
_TOWARDS_MIDDLE = ("top right", "top center", "top left")  # by the third of the scale in which the line is


def line_of_all(label: str, at: float, ladder: Ladder, ends: tuple[float, float], colour: str) -> dict[str, Any]:
    """A line over all rows where all members stand, `at` on a scale between `ends`, with what it is called."""
    third = int((at - ends[0]) / (ends[1] - ends[0]) * 2.99)
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": [at, at],
        "y": [0, ladder.total],
        "text": [plain(label), ""],
        "textposition": _TOWARDS_MIDDLE[min(max(third, 0), 2)],
        "textfont": {"size": colours.NOTE, "color": colours.LIGHT["quiet"]},
        "line": {"color": colours.LIGHT[colour], "width": 1, "dash": "dash"},
        "showlegend": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def ticks_of_all(label: str, at: float, ladder: Ladder, ends: tuple[float, float]) -> dict[str, Any]:
    """The same as a tick across the bar of each row: a line would cross the labels on a phone."""
    line = line_of_all(label, at, ladder, ends, "ink")
    n = len(ladder.middles)
    marks = {"symbol": "line-ns-open", "size": [0, *[16] * n], "color": colours.LIGHT["ink"]}
    return line | {
        "mode": "markers+text",
        "x": [at] * (n + 1),
        "y": [0, *ladder.middles],
        "text": [plain(label), *[""] * n],
        "marker": marks | {"line": {"color": colours.LIGHT["ink"], "width": 1.5}},
    }


def nothing_assessed(rows: list[Row], ladder: Ladder, left: float, words: Words) -> dict[str, Any]:
    """Words where a row has no mark because nothing in it is assessed."""
    empty = [(row, y) for row, y in zip(rows, ladder.middles, strict=True) if not row.assessed]
    points = [(left, y, _none(row, words)) for row, y in empty]
    font = {"size": colours.NOTE, "color": colours.LIGHT["quiet"]}
    hover = hover_texts([row for row, _ in empty], words)
    return texts(points, textposition="middle right", textfont=font, cliponaxis=False, **hover)


def _none(row: Row, words: Words) -> str:
    if not row.commitments:
        return words("none in this data")
    return words.plural("no level known · {n} commitment", "no level known · {n} commitments", row.commitments)


def texts(points: Iterable[tuple[float, float, str]], **keys: Any) -> dict[str, Any]:
    """A trace of texts, each (x, y, text)."""
    x, y, text = (list(column) for column in zip(*points, strict=True)) if (points := list(points)) else ([], [], [])
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": text,
        "textfont": {"size": colours.NOTE},
        "showlegend": False,
    } | keys


def hover_texts(rows: list[Row], words: Words) -> dict[str, Any]:
    """What a mark of each row says on hover, and the id it gives when it is clicked."""
    return {
        "customdata": [[row.id] for row in rows],
        "hovertext": [sentence(row, words) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


@lru_cache(maxsize=4096)
def _rate(row: Row, words: Words) -> str:
    rate = words.rate(row.completed, row.assessed)
    return f"<b>{rate}</b>" if row.assessed < SMALL_N else f"<b>{rate}</b>  n={words.number(row.assessed)}"
