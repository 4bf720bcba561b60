"""How much room text takes on a page of a presentation: estimated, as only the reader's program lays it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Any, TypeVar

from dashboard.exports.slide import About, Slide

T = TypeVar("T")
D = TypeVar("D", Slide, About)
_WIDTH, _HEIGHT = 0.53, 1.2
"""Of a letter on average and of a line, in sizes of the type: a little more than most fonts take."""
_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cleaned(said: D) -> D:
    """A slide, or what a file says of itself, without characters that no office file can hold."""
    return replace(said, **{name: _cleaned(value) for name, value in vars(said).items() if name != "figure"})


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return {key: _cleaned(one) for key, one in value.items()} if isinstance(value, dict) else value


def lines(text: str, width: float, size: float) -> int:
    """Lines that `text` takes in `width` inches at `size` points."""
    letters = max(1, int(width * 72 / (size * _WIDTH)))
    return sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))


def height(text: str, width: float, size: float) -> float:
    """Inches that `text` is high."""
    return lines(text, width, size) * size * _HEIGHT / 72


def cut(text: str, most: int) -> str:
    """`text` in at most so many letters, the rest told by an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


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


def evenly(things: list[T], most: int) -> list[list[T]]:
    """The things in as few parts of at most `most` as it takes, all about as long."""
    parts = ceil(len(things) / most)
    ends = [round(len(things) * part / parts) for part in range(parts + 1)] if parts else []
    return [things[start:end] for start, end in pairwise(ends)]
