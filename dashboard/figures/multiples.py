"""One measure by group in panels on one scale: shares as dots with their 95 % interval, counts as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import ceil
from typing import Any

import pandas as pd

from dashboard.figures import frame
from dashboard.figures.frame import Shown
from dashboard.figures.intervals import scale_of, wilson
from dashboard.figures.panels import Drawn, Row, rows
from dashboard.theme import colours

_COLUMNS = {1: 1, 2: 2, 4: 2}  # panels beside each other by how many there are; else three
_TITLE, _SCALE = 26, 30  # px above the rows of a panel, and under them
_ROW, _LINE, _DOT = 28, 13, 9  # px: the least height of a row, of a line of its label beyond the first, of a dot
_ROOM, _WIDE_ROOM = 0.36, 0.13  # of a panel, at its right, for its rates: of a narrow one, of one as wide as the card
_GAP = 0.03  # between panels
_PHONE_LABEL = 17  # characters
_NARROW_TICKS = 3
_SIGNS = {
    "circle": "●", "diamond": "◆", "square": "■", "triangle-up": "▲", "triangle-down": "▼", "star": "★", "cross": "✚",
}  # fmt: skip
_SMALLEST = {"mode": "hide", "minsize": 11}
_HATCHES = ("", "/", "\\", ".")


@dataclass(frozen=True)
class Multiples:
    """The figure of a measure: its values, the name of its share (none: it counts), and what colours stand for."""

    values: Sequence[str]
    share: str = ""  # the message of the name of its share
    palette: Sequence[str] = ()  # the values that colours stand for, in their order
    kind: str = ""  # of the codes that segments of bars have: due, or completion

    def drawn(self, table: pd.DataFrame) -> Drawn:
        """What of a table has room."""
        return Drawn.of(rows(table, ()), rated=bool(self.share))

    def __call__(self, shown: Shown) -> dict[str, Any]:
        """The panels of its table."""
        return _Panels(self, shown).figure()


@dataclass(frozen=True, eq=False)
class _Panels:
    of: Multiples
    shown: Shown

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self.shown.table, self.of.values)

    @cached_property
    def drawn(self) -> Drawn:
        return Drawn.of(self.rows, rated=bool(self.of.share))

    @property
    def is_divided(self) -> bool:
        return any(row.panel for row in self.rows)

    @cached_property
    def is_coloured(self) -> bool:
        return any(row.colour for row in self.rows)

    @cached_property
    def dodged(self) -> list[str]:
        """The colours that stand under each other in a row."""
        if not self.of.share or not self.is_coloured:
            return []
        return [value for value in self.of.palette if any(row.colour == value for row in self.rows)]

    @cached_property
    def heights(self) -> list[int]:
        """The height of each row, px: for the longest label it has on any screen, and for its dots."""
        lines = [max(len(frame.lines(label)), len(frame.lines(label, _PHONE_LABEL))) for label in self._groups]
        return [max(_ROW + _LINE * (n - 1), _DOT * len(self.dodged) + 12) for n in lines]

    @property
    def _groups(self) -> list[str]:
        return list(self.drawn.groups.values())

    @cached_property
    def middles(self) -> dict[str, float]:
        ends = accumulate(self.heights)
        return {name: end - height / 2 for name, end, height in zip(self.drawn.groups, ends, self.heights, strict=True)}

    @property
    def total(self) -> int:
        return sum(self.heights)

    @cached_property
    def seen(self) -> list[Row]:
        """The rows that are drawn."""
        panels, groups = self.drawn.panels, self.drawn.groups
        return [row for row in self.rows if row.panel in panels and row.id in groups]

    @cached_property
    def ends(self) -> tuple[float, float, list[float]]:
        """The scale that all panels share, and its ticks."""
        if not self.of.share:
            most = max((sum(bar) for bar in self._bars().values()), default=0) or 1
            return 0, most * 1.02, []
        wholes = [
            row for row in self.rows if row.id == frame.EVERYONE and row.is_rated and row.panel in self.drawn.panels
        ]
        known = [row for row in self.seen if row.known]
        lower, upper = wilson([row.high for row in known], [row.known for row in known])
        return scale_of(
            [*lower, *(row.high / row.known for row in wholes)], [*upper, *(r.high / r.known for r in wholes)]
        )

    def _bars(self) -> dict[tuple[str, str], list[int]]:
        bars: dict[tuple[str, str], list[int]] = {}
        for row in self.seen:
            bars.setdefault((row.panel, row.id), []).append(sum(row.counts) if self.of.values else row.commitments)
        return bars

    @property
    def top(self) -> int:
        """The room above the rows of a panel, for its name or that of the line of all, px."""
        return _TITLE if self.is_divided or self.of.share else 4

    def figure(self) -> dict[str, Any]:
        """The traces of every panel, and where each stands on a wide and on a narrow screen."""
        panels = list(self.drawn.panels.items())
        traces = [trace for i, (panel, name) in enumerate(panels) for trace in self._panel(i, panel, name)]
        across = _COLUMNS.get(len(panels), 3)
        wide = self._layout(across, frame.lines_of(self._groups), is_wide=across == 1)
        narrow = self._layout(1, frame.lines_of(self._groups, _PHONE_LABEL), is_wide=False)
        meta = {"legend": self._legend(), "narrow": narrow}
        layout = frame.layout(
            wide.pop("height"), **wide, barmode="stack", uniformtext=_SMALLEST, **frame.LEGEND, meta=meta
        )
        return {"data": traces if self.seen else [], "layout": layout}

    def _layout(self, across: int, labels: Sequence[str], *, is_wide: bool) -> dict[str, Any]:
        """So many panels beside each other: the axes of each, and the height of all."""
        n = len(self.drawn.panels) or 1
        across, down = min(across, n), ceil(n / min(across, n))
        each = self.top + self.total + _SCALE
        axes: dict[str, Any] = {}
        for i in range(n):
            line, column = divmod(i, across)
            top, width = 1 - line / down, (1 - _GAP * (across - 1)) / across
            x, number = column * (width + _GAP), "" if i == 0 else str(i + 1)
            bottom = top - (self.top + self.total) / (each * down)
            axes[f"xaxis{number}"] = self._scale(is_wide=is_wide) | {
                "anchor": f"y{number}",
                "domain": [x, min(x + width, 1)],
            }
            own = {"anchor": f"x{number}", "domain": [max(bottom, 0), top], "showticklabels": column == 0}
            axes[f"yaxis{number}"] = self._ladder(labels) | own
        return {"height": each * down + 16, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}} | axes

    def _scale(self, *, is_wide: bool) -> dict[str, Any]:
        first, last, ticks = self.ends
        ticks = ticks if is_wide else ticks[:: max(ceil(len(ticks) / _NARROW_TICKS), 1)]
        share = 0.04 if self.dodged else _WIDE_ROOM if is_wide else _ROOM
        room = (last - first) * share / (1 - share)
        return frame.axis(
            range=[first, last + room],
            showgrid=bool(ticks),
            gridcolor=colours.LIGHT["line"],
            tickmode="array",
            tickangle=0,
            tickvals=ticks,
            ticktext=[self.shown.words.percent(tick) for tick in ticks],
            tickfont={"size": colours.NOTE, "color": colours.LIGHT["quiet"]},
        )

    def _ladder(self, labels: Sequence[str]) -> dict[str, Any]:
        return frame.axis(
            range=[self.total or 1, -self.top],
            tickmode="array",
            tickvals=list(self.middles.values()),
            ticktext=list(labels),
            tickfont={"size": colours.NOTE},
            ticklabelstandoff=8,
            automargin=True,
            ticklabeloverflow="allow",
        )

    def _panel(self, i: int, panel: str, name: str) -> Iterator[dict[str, Any]]:
        axes = {"xaxis": f"x{i + 1}", "yaxis": f"y{i + 1}"} if i else {}
        own = [row for row in self.seen if row.panel == panel]
        draw = self._dots if self.of.share else self._stacks
        for trace in (*self._heading(panel, name), *draw(own), *self._beside(own, panel)):
            yield trace | axes

    def _heading(self, panel: str, name: str) -> Iterator[dict[str, Any]]:
        """The name of a panel, and the line at the rate of all members in it, named where there is one panel."""
        first, last, _ = self.ends
        every = next((row for row in self.rows if row.id == frame.EVERYONE and row.panel == panel), None)
        if self.is_divided:
            title = f"<b>{frame.lines(name, 34, 1)[0]}</b>"
            yield frame.texts(
                [(first, -_TITLE / 2, title)], textposition="middle right", hoverinfo="skip", cliponaxis=False
            )
        if self.of.share and every and every.is_rated:
            rate = every.high / every.known
            label = "" if self.is_divided else f"{frame.plain(every.label)} {self.shown.words.percent(rate)}"
            yield {
                "type": "scatter",
                "mode": "lines+text",
                "x": [rate, rate],
                "y": [0, self.total],
                "text": [label, ""],
                "textposition": "top right" if rate < (first + last) / 2 else "top center",
                "textfont": {"size": colours.NOTE, "color": colours.LIGHT["quiet"]},
                "line": {"color": colours.LIGHT["quiet"], "width": 1, "dash": "dash"},
                "cliponaxis": False,
                "hoverinfo": "skip",
            }

    def _dots(self, own: list[Row]) -> Iterator[dict[str, Any]]:
        """A dot a row with its interval; what was not chosen is grey; of several colours each has its sign."""
        for value in self.dodged or [""]:
            for chosen in (False, True):
                some = [row for row in own if row.known and row.chosen is chosen and row.colour == value]
                if some or (chosen and not self.dodged):
                    yield self._marks(some, value, chosen=chosen)

    def _marks(self, some: list[Row], value: str, *, chosen: bool) -> dict[str, Any]:
        place = self.of.palette.index(value) if value else 0
        symbol = [*_SIGNS][place % len(_SIGNS)]
        colour = (_hue(place) if value else "accent") if chosen else "too_few"
        rates = [row.high / row.known for row in some]
        lower, upper = wilson([row.high for row in some], [row.known for row in some])
        return {
            "type": "scatter",
            "mode": "markers",
            "name": self._named(some[0]) if value else "",
            "x": rates,
            "y": [self._at(row) for row in some],
            "marker": {
                "size": 9 if self.dodged or self.is_divided else 12,
                "color": colours.LIGHT[colour],
                "symbol": [symbol if row.is_rated else f"{symbol}-open" for row in some],
                "line": {"width": 2 if not value else 1, "color": colours.LIGHT[colour]},
            },
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [high - rate for high, rate in zip(upper.tolist(), rates, strict=True)],
                "arrayminus": [rate - low for low, rate in zip(lower.tolist(), rates, strict=True)],
                "color": colours.LIGHT[colour if value and chosen else "interval" if chosen else "context"],
                "thickness": 1.5 if value else 4,
                "width": 0,
            },
            "cliponaxis": False,
            **self._hover(some),
        }

    def _at(self, row: Row) -> float:
        """The height of a mark: in the middle of its row, or one of several colours around it."""
        if not self.dodged:
            return self.middles[row.id]
        return self.middles[row.id] + (self.dodged.index(row.colour) - (len(self.dodged) - 1) / 2) * _DOT

    def _stacks(self, own: list[Row]) -> Iterator[dict[str, Any]]:
        """A bar a group: in segments by the values of the measure, else by colour, else whole."""
        for name, marker, ink, some, counts in self._segments(own):
            bars = [(row, n) for row, n in zip(some, counts, strict=True) if n]
            yield {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": [n for _, n in bars],
                "y": [self.middles[row.id] for row, _ in bars],
                "width": 19,
                "marker": marker,
                "text": [self.shown.words.number(n) if n >= self.ends[1] / 16 else "" for _, n in bars],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "insidetextfont": {"size": 11, "color": colours.LIGHT[ink]},
                "constraintext": "inside",
                **self._hover([row for row, _ in bars]),
            }

    def _segments(self, own: list[Row]) -> Iterator[tuple[str, dict[str, Any], str, list[Row], list[int]]]:
        words = self.shown.words
        if self.of.values:  # a measure that has several counts shows all of them
            for i, value in enumerate(self.of.values):
                marker, ink = _LATE[i]
                yield words.code(self.of.kind, value), marker, ink, own, [row.counts[i] for row in own]
        elif self.is_coloured:
            for place, value in enumerate(self.of.palette):
                if some := [row for row in own if row.colour == value]:
                    marker, ink = _fill(value, place, self.of.kind)
                    yield self._named(some[0]), marker, ink, some, [row.commitments for row in some]
        else:
            yield "", {"color": colours.LIGHT["accent"]}, "on_accent", own, [row.commitments for row in own]

    def _beside(self, own: list[Row], panel: str) -> Iterator[dict[str, Any]]:
        """At the right the rate with its n, or how many; a word where nothing is known, or there is no commitment."""
        words, size = self.shown.words, {"textfont": {"size": 11 if self.is_divided else colours.NOTE}}
        quiet = {"textfont": size["textfont"] | {"color": colours.LIGHT["quiet"]}}
        right = self.ends[1] + (self.ends[1] - self.ends[0]) / 40  # clear of a dot at the end of the scale
        sums = {name: sum(bar) for (where, name), bar in self._bars().items() if where == panel}
        texts: list[tuple[float, float, str]] = []
        nothing: list[tuple[float, float, str]] = []
        by_group = {row.id: row for row in own}
        for name, y in self.middles.items():
            row = by_group.get(name)
            if row is None:
                nothing.append((self.ends[0], y, words("no commitment")))
            elif not self.of.share:
                texts.append((sums[name], y, f"\N{NO-BREAK SPACE}<b>{words.number(sums[name])}</b>"))
            elif not self.dodged and row.known:
                texts.append((right, y, self._rate(row)))
            elif not any(one.known for one in own if one.id == name):
                nothing.append((self.ends[0], y, words("not known of any")))
        for points, look in ((texts, size), (nothing, quiet)):
            yield frame.texts(points, textposition="middle right", cliponaxis=False, hoverinfo="skip", **look)

    def _rate(self, row: Row) -> str:
        rate = f"<b>{self.shown.words.rate(row.high, row.known)}</b>"
        return f"{rate}  n={self.shown.words.number(row.known)}" if row.is_rated else rate

    def _named(self, row: Row) -> str:
        """A colour by its sign and its name; a level or state of completion has its own look."""
        if self.of.kind == "completion":
            return row.colour_label
        sign = [*_SIGNS.values()][self.of.palette.index(row.colour) % len(_SIGNS)]
        return f"{sign} {row.colour_label}" if self.of.share else row.colour_label

    def _legend(self) -> list[list[str]]:
        words, used = self.shown.words, {row.colour: row for row in self.seen}
        if self.of.values and not self.of.share:
            looks = ("not_started", "limited", "not_assessed")
            return [[look, words.code(self.of.kind, value)] for look, value in zip(looks, self.of.values, strict=True)]
        if not self.is_coloured:
            return []
        places = [(place, value) for place, value in enumerate(self.of.palette) if value in used]
        return [[value if self.of.kind == "completion" else _hue(i), self._named(used[value])] for i, value in places]

    def _hover(self, some: list[Row]) -> dict[str, Any]:
        return {
            "customdata": [[row.id] for row in some],
            "hovertext": [f"<b>{frame.plain(row.names)}</b><br>{self._sentence(row)}" for row in some],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }

    def _sentence(self, row: Row) -> str:
        words = self.shown.words
        n = words.plural("{n} commitment", "{n} commitments", row.commitments)
        if self.of.share:
            counted = words("{part} of {whole}", part=row.high, whole=row.known)
            rate = words.rate(row.high, row.known)
            value = f"{rate} ({counted})" if row.is_rated else rate
            return f"{words.named(words(self.of.share), value)}<br>{n}"
        parts = [
            words.named(words.code(self.of.kind, value), words.number(count))
            for value, count in zip(self.of.values, row.counts, strict=True)
        ]
        return "<br>".join([*parts, n])


def _hue(place: int) -> str:
    return colours.HUES[place % len(colours.HUES)]


def _fill(value: str, place: int, kind: str) -> tuple[dict[str, Any], str]:
    """The look of a segment, and the colour of the text on it."""
    if kind == "completion":
        return colours.MARKERS[value], colours.TEXT_ON[value]
    line = {"color": colours.LIGHT["surface"], "width": 1}
    ground = colours.LIGHT[_hue(place)]
    hatch = {"shape": _HATCHES[place % len(_HATCHES)], "fgcolor": colours.LIGHT["surface"], "size": 7, "solidity": 0.12}
    pattern = {"pattern": hatch | {"bgcolor": ground}} if hatch["shape"] else {}
    return {"color": ground, "line": line, **pattern}, "on_strong"


_LATE = (
    (colours.MARKERS["not_started"], "on_strong"),
    (colours.MARKERS["limited"], "on_pale"),
    (colours.MARKERS["not_assessed"], "on_state"),
)
"""The looks of the three counts of late: known to be late, not known, no end known."""
