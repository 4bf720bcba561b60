"""What a chart says to who cannot see it, beside the sentences on hover: how sure it is, what its marks are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.blocks import N_, Column
from dashboard.figures.frame import Shown

_CERTAIN = N_("Each dot stands in its 95% interval.")
_FEW = N_("Hollow: fewer than five assessed, so counts and no rate.")


def with_marks(figure: dict[str, Any], shown: Shown, parts: Sequence[tuple[str, Column]]) -> dict[str, Any]:
    """`figure` that names its marks in the order of its table, each with what its sentence on hover leaves out.

    `parts` are the counts that a bar is made of, by their columns. assets/js/figure/walk.js speaks them.
    """
    table, words = shown.table, shown.words
    drawn = {name: (trace, place) for trace, name, place in _marks(figure)}
    ids = table["id"].tolist()
    chosen = table["chosen"].tolist() if "chosen" in table else [True] * len(ids)
    has_parts = parts and any(trace["type"] == "bar" for trace in figure["data"])
    made_of = _parts(shown, parts) if has_parts else [""] * len(ids)
    beside, marks = words("not chosen"), []
    for name, is_chosen, counts in zip(ids, chosen, made_of, strict=True):
        if name in drawn:
            texts = (_interval(*drawn[name], shown), counts if is_chosen else beside)
            marks.append([name, ". ".join(filter(None, texts))])
    layout = figure["layout"]
    return figure | {"layout": layout | {"meta": layout.get("meta", {}) | {"marks": marks}}}


def _parts(shown: Shown, parts: Sequence[tuple[str, Column]]) -> list[str]:
    """Of each row the counts that are not zero, each after its name; names and signs are worked out once."""
    words, between = shown.words, shown.words("; ")
    names = [words.named(words(head.header), "{}") for _, head in parts]
    rows = zip(*(shown.table[column].tolist() for column, _ in parts), strict=True)
    return [between.join(name.format(words.number(n)) for name, n in zip(names, row, strict=True) if n) for row in rows]


def certainty(figure: dict[str, Any], shown: Shown) -> list[str]:
    """What the marks show of how sure a rate is, in sentences."""
    dots = [trace for trace in figure["data"] if "error_x" in trace]
    hollow = any("circle-open" in trace["marker"]["symbol"] for trace in dots)
    return [
        *([shown.words(_CERTAIN)] if any(trace["x"] for trace in dots) else []),
        *([shown.words(_FEW)] if hollow else []),
    ]


def _marks(figure: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, int]]:
    """Each mark with the trace it is of, its id and its place there; of one in several traces the last holds."""
    for trace in figure["data"]:
        if trace.get("hovertext"):
            yield from ((trace, name, place) for place, (name, *_) in enumerate(trace.get("customdata", ())))


def _interval(trace: dict[str, Any], place: int, shown: Shown) -> str:
    """The interval that is drawn around a mark, in words."""
    if "error_x" not in trace:
        return ""
    rate, ends = trace["x"][place], trace["error_x"]
    low, high = rate - ends["arrayminus"][place], rate + ends["array"][place]
    words = shown.words
    return words("95% interval: {low} to {high}", low=words.percent(low), high=words.percent(high))
