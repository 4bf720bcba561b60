"""Text that a spreadsheet program would take for a formula: marked with an apostrophe on the way out, read without it.

Marked is what begins with = + - @; so that a genuine apostrophe before one of these survives, it gets another.
"""

from __future__ import annotations

import re

import pandas as pd

from data_loader import schema

RULE = "Text that begins with = + - or @, or with apostrophes before one of these, has one apostrophe more in front."
"""What a reader of the files has to know."""

_TAKEN = re.compile(r"'*[=+\-@]")
_MARKED = re.compile(r"'+[=+\-@]")


def text_fields(name: str) -> list[str]:
    """The fields of a table whose text may be anything."""
    return [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.kind in ("text", "list")]


def mark(text: str) -> str:
    """For CSV, which a spreadsheet program reads as if each cell were typed."""
    return f"'{text}" if _TAKEN.match(text) else text


def mark_apostrophes(text: str) -> str:
    """For a workbook, whose cells say that they are text: only so that a mark and an apostrophe are not confused."""
    return f"'{text}" if _MARKED.match(text) else text


def starts_like_one(text: str) -> bool:
    return text.startswith(("=", "+", "-", "@"))


def unmarked(column: pd.Series) -> pd.Series:
    """The cells as they were before they were marked; few are."""
    changed = {text: text[1:] for text in column.unique() if _MARKED.match(text)}
    if not changed:
        return column
    return pd.Series([changed.get(text, text) for text in column], index=column.index, dtype=object)
