"""Horizontal bars of a scale from its least to its most, each bar all of which it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any

from dashboard.figures import frame, summary
from dashboard.figures.frame import Ladder, Shown
from dashboard.language.words import NAMED_N, SMALL_N, Words
from dashboard.theme import colours

_TOP, _BOTTOM = 4, 8  # px
_THICKNESS = 21  # px
_COMPARED = 2
"""It takes two to name a highest and a lowest."""
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
    high: Sequence[str]  # those of them that make the share
    colours: Sequence[str] = ()  # of the values, where the scale has colours of its own

    def __call__(self, shown: Shown) -> dict[str, Any]:
        """Shares of what is known in each row of its table, top down in its order; no mark where nothing is known.

        Grey is what was not chosen; the row of all members, where the table ends with it, is a line.
        """
        words = shown.words
        rows, all_members = _apart(shown)
        rows = frame.over_time(rows, partial(_empty, rows))
        ladder = Ladder.of(row.label for row in rows)
        line = [_line(all_members, ladder, words)] if rows and all_members and all_members.known >= SMALL_N else []
        layout = ladder.layout(
            0,
            frame.LINE_TOP if line else _TOP,
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
        is_known = any(row.known for row in rows if row.chosen)
        return {"data": [*self._traces(rows, ladder, used, words), *line] if is_known else [], "layout": layout}

    def _traces(self, rows: list[Any], ladder: Ladder, used: Sequence[str], words: Words) -> list[dict[str, Any]]:
        places = list(zip(rows, ladder.middles, strict=True))
        known = [(row, y) for row, y in places if row.known]
        chosen = [(row, y) for row, y in known if row.chosen]
        bars = self._bars(chosen, used, words)
        if beside := [(row, y) for row, y in known if not row.chosen]:
            grey = self._bars(beside, used, words)
            bars += [
                bar | {"marker": self._grey(value), "text": [""] * len(beside)}
                for value, bar in zip(self.values, grey, strict=True)
            ]
        return [*bars, _shares(known, words), *_nothing_known(places, words)]

    def _grey(self, value: str) -> dict[str, Any]:
        """How a value is filled in a row that was not chosen: the share darker."""
        return {"color": colours.LIGHT["too_few" if value in self.high else "context"], "line": {"width": 0}}

    def _bars(self, known: list[tuple[Any, float]], used: Sequence[str], words: Words) -> list[dict[str, Any]]:
        counts = [[int(getattr(row, value)) for value in self.values] for row, _ in known]
        bases = [[0, *accumulate(row)] for row in counts]
        hover = _hover([row for row, _ in known], words)
        return [
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


def _apart(shown: Shown) -> tuple[Sequence[Any], Any]:
    """The rows that have a mark, and the row of all members where the table ends with it."""
    rows = shown.named
    has_all = rows and rows[-1].id == frame.EVERYONE and not rows[-1].chosen
    return (rows[:-1], rows[-1]) if has_all else (rows, None)


def _empty(rows: Sequence[Any], year: str) -> Any:
    """The row of a year in which there is nothing."""
    return rows[0]._replace(id=year, label=year, commitments=0, known=0, high=0, chosen=False)


def _line(row: Any, ladder: Ladder, words: Words) -> dict[str, Any]:
    """A tick in each row where the share of all members begins: it ends, as all do, at the right."""
    share = row.high / row.known
    return frame.ticks_of_all(f"{row.label} {words.percent(share)}", 1 - share, ladder, (0, 1))


def _shares(known: Sequence[tuple[Any, float]], words: Words) -> dict[str, Any]:
    """The share of each row and its n at the right end."""
    points = [(1.02, y, _share(row, words)) for row, y in known]
    return frame.texts(points, textposition="middle right", cliponaxis=False, hoverinfo="skip")


def _share(row: Any, words: Words) -> str:
    rate = words.rate(int(row.high), int(row.known))
    return f"<b>{rate}</b>" if row.known < SMALL_N else f"<b>{rate}</b>  n={words.number(int(row.known))}"


def _nothing_known(places: Sequence[tuple[Any, float]], words: Words) -> list[dict[str, Any]]:
    """A word where there is no bar; where there is no commitment either, it is no mark."""
    empty = [(row, y) for row, y in places if not row.known]
    unknown = [(row, y) for row, y in empty if row.commitments]
    font = {"size": colours.NOTE, "color": colours.LIGHT["quiet"]}
    look = {"textposition": "middle right", "textfont": font, "cliponaxis": False}
    nowhere = [(0.02, y, words("none in this data")) for row, y in empty if not row.commitments]
    hover = _hover([row for row, _ in unknown], words)
    not_known = [(0.02, y, words("not known of any")) for _, y in unknown]
    return [frame.texts(not_known, **look, **hover), frame.texts(nowhere, hoverinfo="skip", **look)]


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
    """The answer of a chart, and how many rows it has; then what stands beside it in grey, and all members."""
    words, (rows, all_members) = shown.words, _apart(shown)
    beside = [*(row for row in rows if not row.chosen and row.known), *([all_members] if all_members else [])]
    texts = [answer(shown), words.plural("{n} row.", "{n} rows.", sum(row.chosen for row in rows))]
    if beside and any(row.known for row in beside):
        named = words("; ").join(_named(row, words) for row in summary.some(beside) if row.known)
        texts.append(words("Beside: {rows}.", rows=named))
    return " ".join(texts)


def answer(shown: Shown) -> str:
    """The highest and the lowest share of the rows in which it is known of enough; of a single row its share."""
    words, rows = shown.words, [row for row in _apart(shown)[0] if row.chosen and row.known]
    rated = sorted((row for row in rows if row.known >= NAMED_N), key=lambda row: row.high / row.known)
    if not rows:
        return words("Not known of any commitment.")
    if len(rows) == 1:
        return words("Share: {row}.", row=_named(rows[0], words))
    if len(rated) < _COMPARED:
        return words(
            "Known of too few to name a highest and a lowest share: that takes {n} in each of two groups.", n=NAMED_N
        )
    return words(
        "Highest share: {highest}; lowest: {lowest}.", highest=_named(rated[-1], words), lowest=_named(rated[0], words)
    )


def _named(row: Any, words: Words) -> str:
    part, known = int(row.high), int(row.known)
    if not words.makes_rate(known):
        return words.named(row.label, words.rate(part, known))
    return words("{label}, {rate} of {n}", label=row.label, rate=words.rate(part, known), n=known)
