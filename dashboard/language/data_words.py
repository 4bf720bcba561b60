"""What the loader says of the data, in the reader's language: tables and columns in words, its sentences translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.language.words import Words
from data_loader import code_names, column_names


def table(words: Words, name: str) -> str:
    """What a table is called; what is none of ours stays as it is."""
    names = column_names.TABLES.get(name)
    return names.in_language(words.lang) if names else name.replace("_", " ")


def field(words: Words, name: str) -> str:
    """What a column is called: `roles.kind` that of a table, `kind` that of the first table that has it."""
    of, _, column = name.removeprefix("column:").rpartition(".")
    columns = [column_names.COLUMNS.get(of, {})] if of else column_names.COLUMNS.values()
    names = next((fields[column] for fields in columns if column in fields), None)
    return names.in_language(words.lang) if names else table(words, column)


def sentence(words: Words, spoken: Mapping[str, Any]) -> str:
    """A sentence of the loader by its pattern; as the loader wrote it where it has none."""
    template = spoken.get("template")
    if not template:
        return str(spoken.get("sentence", ""))
    return words(template, **{name: _value(words, name, one) for name, one in spoken["values"].items()})


def _value(words: Words, name: str, value: Any) -> object:
    """What stands in a place of a pattern, by the name of the place."""
    if isinstance(value, Mapping):
        return sentence(words, value)
    if isinstance(value, list):
        return words.listing([str(_value(words, name, one)) for one in value])
    return _WORDS[name](words, value) if name in _WORDS and isinstance(value, str) else value


def _day(words: Words, text: str) -> str:
    """A day as it is written here; what is no day stays as it is."""
    try:
        return words.date(text)
    except ValueError:
        return text


def _code(words: Words, code: str) -> str:
    return code_names.name(code, words.lang)


_WORDS: dict[str, Callable[[Words, str], str]] = {
    "table": table,
    "tables": table,
    "field": field,
    "fields": field,
    "allowed": _code,
    **dict.fromkeys(("date", "start", "end"), _day),
}
"""Places of patterns that hold what has a name or a form of its own in each language."""
