"""Sentences that can be said in every language: a text that still knows its pattern and what was put into it."""

from __future__ import annotations

from typing import Any, Self


class Phrase(str):
    """An English sentence; `template` and `values` let others say it in another language.

    Values under `table` and `field` are names of the schema, which a reader sees in words; whole numbers are written
    with separators; all others stand as they are.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any]) -> Self:
        """The sentence in English."""
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        sentence = super().__new__(cls, template.format(**shown))
        sentence.template, sentence.values = template, values
        return sentence

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        """What it is made of again where it is copied, or sent to another process."""
        return self.template, self.values


def phrase(template: str, /, **values: Any) -> Phrase:
    """`template` with `values` in its places; the catalogues of the dashboard hold its translations."""
    return Phrase(template, values)


def spoken(sentence: str) -> dict[str, Any]:
    """A sentence as programs get it, which may say it in another language."""
    if isinstance(sentence, Phrase):
        return {"template": sentence.template, "values": sentence.values}
    return {"template": "", "values": {}}
