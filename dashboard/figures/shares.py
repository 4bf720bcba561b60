"""Horizontal bars of a scale from its least to its most, each bar all of which it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dashboard.blocks import N_
from dashboard.figures import frame
from dashboard.figures.frame import Ladder, Shown
from dashboard.language.words import NAMED_N, SMALL_N, Words
from dashboard.theme import colours

_TOP, _BOTTOM = 4, 8  # px
_THICKNESS = 21  # px
_COMPARED = 2
"""It takes two to name a highest and a lowest."""
_TOO_FEW = N_("Known of too few to name a highest and a lowest share: that takes {n} in each of two groups.")
_STEPS = {
    2: ("step_1", "step_5"),
    3: ("step_1", "step_3", "step_5"),
    4: ("step_1", "step_2", "step_4", "step_5"),
    5: ("not_started", "step_1", "step_2", "step_4", "step_5"),
}
"""How many values a scale has -> their colours; the least of five is a step back (openness that worsened)."""


@dataclass(frozen=True)
class Shares:
    """The figure of a scale: its values from the least, and the kind under which words know them."""

    values: Sequence[str]
    kind: str
    colours: Sequence[str] = ()  # of the values, where the scale has colours of its own

    def __call__(self, shown: Shown) -> dict[str, Any]:
        """Shares of what is known in each row of its table, top down in its order."""
        words = shown.words
        rows: list[Any] = list(shown.table.itertuples())
        ladder = Ladder.of(row.label for row in rows)
        layout = ladder.layout(
            0,
            _TOP,
            _BOTTOM,
            barmode="overlay",
            **frame.LEGEND,
            uniformtext={"mode": "hide", "minsize": 11},
            xaxis=frame.axis(range=[0, 1.02], showticklabels=False),
        )
        used = self.colours or _STEPS[len(self.values)]
        layout["meta"]["legend"] = [
            [colour, words.code(self.kind, value)] for value, colour in zip(self.values, used, strict=True)
        ]
        return {"data": self._traces(rows, ladder, used, words) if rows else [], "layout": layout}

    def _traces(self, rows: list[Any], ladder: Ladder, used: Sequence[str], words: Words) -> list[dict[str, Any]]:
        places = list(zip(rows, ladder.middles, strict=True))
        known = [(row, y) for row, y in places if row.known]
        counts = [[int(getattr(row, value)) for value in self.values] for row, _ in known]
        bases = [[0, *accumulate(row)] for row in counts]
        hover = _hover([row for row, _ in known], words)
        bars = [
            {
                "type": "bar",
                "orientation": "h",
                "name": words.code(self.kind, value),
                "base": [bases[i][place] / row.known for i, (row, _) in enumerate(known)],
                "x": [counts[i][place] / row.known for i, (row, _) in enumerate(known)],
                "y": [y for _, y in known],
                "width": _THICKNESS,
                "marker": {"color": colours.LIGHT[colour], "line": {"color": colours.LIGHT["surface"], "width": 1}},
                "text": [_inside(counts[i][place], row.known) for i, (row, _) in enumerate(known)],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "insidetextfont": {"size": 11, "color": colours.LIGHT[colours.TEXT_ON[colour]]},
                **hover,
            }
            for place, (value, colour) in enumerate(zip(self.values, used, strict=True))
        ]
        return [*bars, _shares(known, words), _nothing_known(places, words)]


def _shares(known: Sequence[tuple[Any, float]], words: Words) -> dict[str, Any]:
    """The share of each row and its n at the right end."""
    points = [(1.02, y, _share(row, words)) for row, y in known]
    return frame.texts(points, textposition="middle right", cliponaxis=False, hoverinfo="skip")


def _share(row: Any, words: Words) -> str:
    rate = words.rate(int(row.high), int(row.known))
    return f"<b>{rate}</b>" if row.known < SMALL_N else f"<b>{rate}</b>  n={words.number(int(row.known))}"


def _nothing_known(places: Sequence[tuple[Any, float]], words: Words) -> dict[str, Any]:
    empty = [(row, y) for row, y in places if not row.known]
    points = [(0.02, y, words("not known of any")) for _, y in empty]
    font = {"size": colours.NOTE, "color": colours.LIGHT["quiet"]}
    hover = _hover([row for row, _ in empty], words)
    return frame.texts(points, textposition="middle right", textfont=font, cliponaxis=False, **hover)


def _hover(rows: Sequence[Any], words: Words) -> dict[str, Any]:
    return {
        "customdata": [[row.id] for row in rows],
        "hovertext": [f"<b>{frame.plain(row.label)}</b><br>{_sentence(row, words)}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _sentence(row: Any, words: Words) -> str:
    unknown = words("not known of {n}", n=int(row.not_known))
    if not row.known:
        return unknown
    counted = words("{part} of {whole}", part=int(row.high), whole=int(row.known))
    if row.known >= SMALL_N:
        counted = f"{counted}, {words.rate(int(row.high), int(row.known))}"
    return f"{counted} · {unknown}"


def _inside(count: int, known: int) -> str:
    """The per cent written in a bar; nothing where the rule for small numbers forbids a percentage."""
    return f"{count / known * 100:.0f}" if count and known >= SMALL_N else ""


def sentence(shown: Shown) -> str:
    """The answer of a chart, and how many rows it has."""
    table, words = shown.table, shown.words
    return " ".join([answer(shown), words.plural("{n} row.", "{n} rows.", len(table))])


def answer(shown: Shown) -> str:
    """The highest and the lowest share of the rows in which it is known of enough."""
    table, words = shown.table, shown.words
    rated = sorted((row for row in table.itertuples() if row.known >= NAMED_N), key=lambda row: row.high / row.known)
    if not table["known"].sum():
        return words("Not known of any commitment.")
    if len(rated) < _COMPARED:
        return words(
            "Known of too few to name a highest and a lowest share: that takes {n} in each of two groups.", n=NAMED_N
        )
    return words(
        "Highest share: {highest}; lowest: {lowest}.", highest=_named(rated[-1], words), lowest=_named(rated[0], words)
    )


def _named(row: Any, words: Words) -> str:
    rate = words.rate(int(row.high), int(row.known))
    return words("{label}, {rate} of {n}", label=row.label, rate=rate, n=int(row.known))
