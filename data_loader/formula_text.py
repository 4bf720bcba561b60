"""Text that a spreadsheet program would take for a formula: marked with an apostrophe on the way out, read without it.

So that a genuine apostrophe before one of the signs of a formula survives, it gets another. Every CSV file and every
workbook of the loader and of the dashboard goes by the signs given here.
"""

from __future__ import annotations

import re

import pandas as pd

from data_loader import schema

SIGNS = "=+-@\t\r\n"
"""What a formula may begin with: after a blank sign, spreadsheet programs look on."""
RULE = (
    "Text that begins with = + - @, a tab or a line break, or with apostrophes before one of these, has one apostrophe "
    "more in front; so has what follows a semicolon, a tab or a line break inside a text and begins with = + - @, with "
    "or without quotation marks or apostrophes before it."
)
"""What a reader of the files has to know."""

_SIGN = f"[{re.escape(SIGNS)}]"
_SPLIT = r"[;\t\r\n]"
"""Where a program that takes semicolons or tabs for the ends of cells cuts a text, whatever quotes there are."""
_AFTER_A_SPLIT = "['\"]*[=+@-]"
_TAKEN = re.compile(rf"(\A(?='*{_SIGN})|{_SPLIT}(?={_AFTER_A_SPLIT}))")
_MARKED = re.compile(rf"(\A(?='+{_SIGN})|{_SPLIT}(?='{_AFTER_A_SPLIT}))")
_MARK = re.compile(rf"\A'(?='*{_SIGN})|(?<={_SPLIT})'(?={_AFTER_A_SPLIT})")


def text_fields(name: str) -> list[str]:
    """The fields of a table whose text may be anything."""
    return [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.kind in ("text", "list")]


def is_like_formula(text: str) -> bool:
    """For a workbook, whose cells say that they are text: those that must go on saying so once they are edited."""
    return text.startswith(tuple(SIGNS))


def mark(text: str) -> str:
    """For CSV, which a spreadsheet program reads as if each cell were typed."""
    return _TAKEN.sub(r"\1'", text) if _TAKEN.match(text) or _may_split(text) else text


def _may_split(text: str) -> bool:
    """Looked up before the expression is tried, which takes ten times as long and is seldom needed."""
    return ";" in text or "\n" in text or "\t" in text or "\r" in text


def mark_apostrophes(text: str) -> str:
    """For a workbook that is read back: only so that a mark and an apostrophe are not confused."""
    return _MARKED.sub(r"\1'", text) if "'" in text else text


def unmarked(column: pd.Series) -> pd.Series:
    """The cells as they were before they were marked; few are."""
    changed = {text: _MARK.sub("", text) for text in column.unique() if "'" in text and _MARK.search(text)}
    if not changed:
        return column
    return pd.Series([changed.get(text, text) for text in column], index=column.index, dtype=object)
