"""Sentences that can be said in every language: a text that still knows its pattern and what was put into it."""

from __future__ import annotations

from typing import Any, Self


class Phrase(str):
    """An English sentence; `template` and `values` let others say it in another language.

    Values under `table` and `field` are names of the schema, which a reader sees in words, and those under `allowed`
    codes; under `date`, `start` and `end` stand days; whole numbers are written with separators; lists item by item;
    all others stand as they are.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any]) -> Self:
        """The sentence in English."""
        sentence = super().__new__(cls, template.format(**{name: _shown(value) for name, value in values.items()}))
        sentence.template, sentence.values = template, values
        return sentence

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        """What it is made of again where it is copied, or sent to another process."""
        return self.template, self.values


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_shown, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def phrase(template: str, /, **values: Any) -> Phrase:
    """`template` with `values` in its places; the catalogues of the dashboard hold its translations."""
    return Phrase(template, values)


def spoken(sentence: str) -> dict[str, Any]:
    """A sentence as programs get it, which may say it in another language."""
    if isinstance(sentence, Phrase):
        return {"template": sentence.template, "values": {name: _plain(one) for name, one in sentence.values.items()}}
    return {"template": "", "values": {}}


def _plain(value: Any) -> Any:
    """A value as JSON has it: a phrase within a phrase keeps its own pattern."""
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return {"sentence": str(value), **spoken(value)} if isinstance(value, Phrase) else value


def N_(template: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a pattern that becomes a phrase later, so that it is collected for translation."""
    return template
