"""Commitments as they were and as they are: two columns, and between them a ribbon a way, as thick as its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dashboard.figures import frame
from dashboard.figures.frame import Shown
from dashboard.language.words import Words
from dashboard.theme import colours

_TALL = 320  # px for all commitments, without what stands between the groups
_GAP, _LINE = 6, 17  # px between two groups, and a line of a label
_THIN = 1.5  # px, so that one commitment of two thousand is seen
_TOP, _BOTTOM = 8, 10  # px
_HEAD = 42  # px above the columns for their days, which may be two lines
_WIDE, _NARROW = 150, 122  # px for the labels at each side
_COLUMN = 0.035  # how wide a column is, of the way between the two
_APART = 0.012  # from a column to its labels
_LABEL, _LINES = 16, 3  # characters in a line of a label, its number among them; its lines
_STEPS = 16
"""Of a ribbon from one side to the other."""
_ORDER = ("complete", "substantial", "limited", "not_started", *colours.STATES, "not_begun")
"""What commitments were and are, from the top down."""
_NOT_BEGUN = {"color": colours.LIGHT["surface"], "line": {"color": colours.LIGHT["control"], "width": 1}}
_MOVED = {"color": colours.LIGHT["accent"], "width": 1.5}
_LOOKS: dict[str, dict[str, Any]] = {
    "advanced": {"line": _MOVED, "fillcolor": colours.LIGHT["accent"]},
    "slipped": {
        "line": _MOVED | {"color": colours.LIGHT["slipped"], "dash": "4px,2px"},
        "fillcolor": colours.LIGHT["surface"],
    },
    "newly_assessed": {"line": {"width": 0}, "opacity": 0.5},
    "withdrawn": {"line": {"color": colours.LIGHT["quiet"], "width": 1}, "fillcolor": colours.LIGHT["pale"]},
    "otherwise": {
        "line": {"color": colours.LIGHT["quiet"], "width": 1, "dash": "1px,2px"},
        "fillcolor": colours.LIGHT["pale"],
    },
    "new": {"line": {"color": colours.LIGHT["control"], "width": 1}, "opacity": 0.5},
    "not_placed": {"line": {"color": colours.LIGHT["control"], "width": 1, "dash": "5px,4px"}, "opacity": 0.35},
    "unchanged": {"line": {"width": 0}, "fillcolor": colours.LIGHT["pale"]},
}
"""How the ribbons of each class look, in the order of the legend; a first finding has the colour of what was found."""
_DRAWN = ("unchanged", "not_placed", "new", "newly_assessed", "withdrawn", "otherwise", "advanced", "slipped")
"""The classes from the back to the front: what moved is never hidden."""
_SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class _Way:
    """A row of the table, and the top and the thickness of its ribbon at both ends, px."""

    row: Any
    left: float
    right: float
    thick: float


@dataclass(frozen=True, slots=True)
class _Group:
    """The commitments that were or are the same: how many, and their place, px."""

    state: str
    label: tuple[str, ...]  # its lines
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def figure(shown: Shown) -> dict[str, Any]:
    """The ways of `table`, as the query of movers gives them."""
    rows = shown.named
    scale = _TALL / (sum(row.commitments for row in rows) or 1)
    before, now = (_groups(rows, name, scale, shown.words) for name in ("was", "completion"))
    total = max([group.top + group.height for group in (*before, *now)], default=0)
    ways = _ways(rows, before, now, scale)
    margin = {"l": _WIDE, "r": _WIDE, "t": _TOP, "b": _BOTTOM}
    layout = frame.layout(
        round(_TOP + _HEAD + total + _BOTTOM),
        margin=margin,
        barmode="overlay",
        **frame.LEGEND,
        hoverdistance=12,
        xaxis=frame.axis(range=[-_APART, 1 + _APART], showticklabels=False),
        yaxis=frame.axis(range=[total or 1, -_HEAD], showticklabels=False),
        meta={"legend": _legend(shown), "narrow": {"margin": margin | {"l": _NARROW, "r": _NARROW}}},
    )
    if not rows:
        return {"data": [], "layout": layout}
    ribbons = [_ribbon(way, shown) for change in _DRAWN for way in ways if way.row.change == change]
    ends = [
        one
        for groups, x, side in ((before, 0.0, "left"), (now, 1.0, "right"))
        for one in (*_columns(groups, x), _labels(groups, x, side))
    ]
    return {"data": [*ribbons, *ends, _days(rows[0], shown.words), _marks(ways, shown.words)], "layout": layout}


def _groups(rows: Sequence[Any], column: str, scale: float, words: Words) -> list[_Group]:
    """The groups of one day from the top down, with room for the label of each."""
    sizes = {state: sum(row.commitments for row in rows if getattr(row, column) == state) for state in _ORDER}
    groups: list[_Group] = []
    for state, n in sizes.items():
        if n:
            height, label = max(n * scale, _THIN), _lines(state, n, words)
            groups.append(_Group(state, label, _top(groups, height, len(label)), height))
    return groups


def _top(groups: list[_Group], height: float, lines: int) -> float:
    """Where the next group begins: a gap under the last one, and far enough for both labels."""
    if not groups:
        return 0.0
    above = groups[-1]
    apart = _LINE * (len(above.label) + lines) / 2
    return max(above.top + above.height + _GAP, above.middle + apart - height / 2)


def _ways(rows: Sequence[Any], before: list[_Group], now: list[_Group], scale: float) -> list[_Way]:
    """Each way with its ends: at both sides in the order of the other, so that few cross."""
    left = _ends(rows, before, "was", "completion", scale)
    right = _ends(rows, now, "completion", "was", scale)
    return [_Way(row, left[row.id], right[row.id], max(row.commitments * scale, _THIN)) for row in rows]


def _ends(rows: Sequence[Any], groups: list[_Group], own: str, other: str, scale: float) -> dict[str, float]:
    place = {state: i for i, state in enumerate(_ORDER)}
    tops = {group.state: group.top for group in groups}
    ends: dict[str, float] = {}
    ordered = sorted(rows, key=lambda row: (place[getattr(row, own)], place[getattr(row, other)], row.change))
    for state, some in groupby(ordered, key=lambda row: getattr(row, own)):
        y = tops[state]
        for row in some:
            ends[row.id] = y
            y += row.commitments * scale
    return ends


def _ribbon(way: _Way, shown: Shown) -> dict[str, Any]:
    """One shape that is filled: along its upper edge to the right, and back along the lower one."""
    look = {"fillcolor": colours.LIGHT[way.row.completion], **_LOOKS[way.row.change]}
    path = [(x, way.left + (way.right - way.left) * s) for x, s in _curve()]
    back = [(x, y + way.thick) for x, y in reversed(path)]
    x, y = zip(*path, *back, path[0], strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": _counted(way.row.change, shown),
        "x": list(x),
        "y": list(y),
        "fill": "toself",
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": _sentence(way.row, shown.words),
        "marker": {"color": look["line"].get("color", look["fillcolor"])},  # its swatch in a picture to take away
        **look,
    }


def _curve() -> list[tuple[float, float]]:
    """From one column to the other: how far across, and how far down, slow at both ends."""
    steps = [step / _STEPS for step in range(_STEPS + 1)]
    return [(_COLUMN + (1 - 2 * _COLUMN) * step, step * step * (3 - 2 * step)) for step in steps]


def _columns(groups: list[_Group], x: float) -> list[dict[str, Any]]:
    """A bar a group, in the look of its level or state."""
    return [
        {
            "type": "bar",
            "x": [abs(x - _COLUMN / 2)],
            "y": [group.height],
            "base": [group.top],
            "width": _COLUMN,
            "marker": colours.MARKERS.get(group.state, _NOT_BEGUN),
            "hoverinfo": "skip",
        }
        for group in groups
    ]


def _labels(groups: list[_Group], x: float, side: str) -> dict[str, Any]:
    """The number and the name of each group beside it."""
    at = x + (_APART if x else -_APART)
    points = [(at, group.middle, "<br>".join(group.label)) for group in groups]
    return frame.texts(points, textposition=f"middle {side}", cliponaxis=False, hoverinfo="skip")


def _lines(state: str, n: int, words: Words) -> tuple[str, ...]:
    """How many, in bold, and what they are."""
    number = words.number(n)
    first, *rest = frame.lines(words("{n} {state}", n=number, state=words.code("was", state)), _LABEL, _LINES)
    return first.replace(number, f"<b>{number}</b>", 1), *rest


def _days(row: Any, words: Words) -> dict[str, Any]:
    """The two days above the columns; what came before all that is on record has none."""
    before = words.date(row.since) if row.since else words("Before")
    days = ["<br>".join(frame.lines(day, _LABEL)) for day in (before, words.date(row.asof))]
    texts = [(at, _LINE - _HEAD, f"<b>{day}</b>") for at, day in zip((_COLUMN, 1 - _COLUMN), days, strict=True)]
    return frame.texts(texts, textposition=["middle left", "middle right"], cliponaxis=False, hoverinfo="skip")


def _marks(ways: list[_Way], words: Words) -> dict[str, Any]:
    """A mark in the middle of each ribbon, unseen: what a click chooses, and what is said of it."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [0.5] * len(ways),
        "y": [(way.left + way.right + way.thick) / 2 for way in ways],
        "marker": {"size": 8, "opacity": 0},
        "customdata": [[way.row.id] for way in ways],
        "hovertext": [_sentence(way.row, words) for way in ways],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def _legend(shown: Shown) -> list[list[str]]:
    """The classes that there are, each with its number."""
    there = set(shown.table["change"])
    return [[f"flow-{change}", _counted(change, shown)] for change in _LOOKS if change in there]


def _counted(change: str, shown: Shown) -> str:
    """What a class is called, with how many commitments are in it."""
    table, words = shown.table, shown.words
    return words.named(words.code("change", change), int(table["commitments"][table["change"] == change].sum()))


def _sentence(row: Any, words: Words) -> str:
    """What a ribbon says on hover: the way, the class, and how many of how many."""
    n = words("{part} of {whole}", part=words.number(row.commitments), whole=words.number(row.was_so))
    return f"<b>{frame.plain(row.label)}</b><br>{words.code('change', row.change)} · {n}"


def answer(shown: Shown) -> str:
    """How many are in each class: what moved forward and back, what was found first, what is as before."""
    there = [_counted(change, shown) for change in _LOOKS if change in set(shown.table["change"])]
    return shown.words.sentence(shown.words("; ").join(there)) if there else ""


def sentence(shown: Shown) -> str:
    """The same, then each way that a commitment moved, with how many of how many."""
    moved = [row for row in shown.named if row.change != _SAME]
    ways = [
        shown.words("{label}, {part} of {whole}", label=row.label, part=int(row.commitments), whole=int(row.was_so))
        for row in moved
    ]
    named = shown.words("; ").join(ways)
    return " ".join(text for text in (answer(shown), shown.words.sentence(named) if named else "") if text)
