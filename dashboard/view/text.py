"""Text and values in plain words, as a slide, a link preview or a spoken name takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard.blocks import (
    Axis,
    Break,
    Chip,
    Count,
    Day,
    Fold,
    Form,
    Items,
    Link,
    Names,
    Points,
    Share,
    Span,
    Styled,
    Term,
    Text,
    Tiles,
    Unknown,
)
from dashboard.language.rates import in_words, with_n
from dashboard.language.words import Words


def plain(node: Text, words: Words) -> str:
    """The words of a text without its links and marks; a new line is a dot in the middle."""
    if isinstance(node, str):
        return node
    if isinstance(node, Sequence):
        return "".join(plain(part, words) for part in node)
    return _PLAIN[type(node)](node, words)


def count(value: Count, words: Words) -> str:
    """A number of the reader's language, with the number it is out of where that is given."""
    n = words.number(value.n)
    return words("{part} of {whole}", part=n, whole=words.number(value.of)) if value.of else n


def share(value: Share, words: Words) -> str:
    """A rate as its counts where these are few (rule 2), with its n where that is asked for."""
    write = with_n if value.with_n else in_words
    return write(value.part, value.whole, words)


def points(value: Points, words: Words) -> str:
    """A difference with its sign: of counts, or of percentage points to a tenth."""
    return words.signed(value.value) if isinstance(value.value, int) else words.points(value.value)


def day(value: Day, words: Words) -> str:
    """A date as precise as it is known."""
    return words.date(value.text) or words("not known")


def unknown(value: Unknown, words: Words) -> str:
    """What is not known, in words."""
    return value.text or words("not known")


_PLAIN: dict[type, Callable[[Any, Words], str]] = {
    Link: lambda node, words: plain(node.text, words),
    Styled: lambda node, words: plain(node.text, words),
    Chip: lambda node, _: node.text,
    Term: lambda node, _: node.text,
    Break: lambda _, __: " · ",
    Names: lambda node, words: " · ".join(plain(item, words) for item in node.items),
    Items: lambda node, words: words.listing([plain(item, words) for item in node.items]),
    Fold: lambda node, words: plain(node.summary, words),
    Tiles: lambda node, _: node.label,
    Span: lambda _, __: "",
    Axis: lambda node, _: node.label,
    Form: lambda _, __: "",  # nothing to be read
    Count: count,
    Share: share,
    Points: points,
    Day: day,
    Unknown: unknown,
}
