"""Text and values in plain words, as a slide, a link preview or a spoken name takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.language.words import Words


def plain(node: b.Text, words: Words) -> str:
    """The words of a text without its links and marks; a new line is a dot in the middle."""
    if isinstance(node, str):
        return node
    if isinstance(node, Sequence):
        return "".join(plain(part, words) for part in node)
    return _PLAIN[type(node)](node, words)


def count(value: b.Count, words: Words) -> str:
    """A number of the reader's language, with the number it is out of where that is given."""
    n = words.number(value.n)
    return words("{part} of {whole}", part=n, whole=value.of) if value.of else n


def share(value: b.Share, words: Words) -> str:
    """A rate as its counts where these are few (rule 2), with its n where that is asked for."""
    write = words.rate_with_n if value.with_n else words.rate
    return write(value.part, value.whole)


def points(value: b.Points, words: Words) -> str:
    """A difference with its sign: of counts, or of percentage points to a tenth."""
    return words.signed(value.value) if isinstance(value.value, int) else words.points(value.value)


def day(value: b.Day, words: Words) -> str:
    """A date as precise as it is known."""
    return words.date(value.text) or words("not known")


def unknown(value: b.Unknown, words: Words) -> str:
    """What is not known, in words."""
    return value.text or words("not known")


_PLAIN: dict[type, Callable[[Any, Words], str]] = {
    b.Link: lambda node, words: plain(node.text, words),
    b.Styled: lambda node, words: plain(node.text, words),
    b.Chip: lambda node, _: node.text,
    b.Term: lambda node, _: node.text,
    b.Break: lambda _, __: " · ",
    b.Names: lambda node, words: " · ".join(plain(item, words) for item in node.items),
    b.Items: lambda node, words: words.listing([plain(item, words) for item in node.items]),
    b.Fold: lambda node, words: plain(node.summary, words),
    b.Tiles: lambda node, _: node.label,
    b.Span: lambda _, __: "",
    b.Axis: lambda node, _: node.label,
    b.QrCode: lambda _, __: "",  # nothing to be read
    b.Bar: lambda _, __: "",  # the numbers stand beside it
    b.Moments: lambda _, __: "",
    b.Form: lambda _, __: "",  # nothing to be read
    b.Count: count,
    b.Share: share,
    b.Points: points,
    b.Day: day,
    b.Unknown: unknown,
}
