"""Cells as the database keeps them: tidy text, the words for "missing" emptied, one spelling of every number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

import pandas as pd

from data_loader import schema
from data_loader.schema import Field
from data_loader.tables import Table

MISSING = frozenset({"nr", "nd", "na", "n/a", "not specified", "none specified"})
"""Words for "not known", in lower case. `None` is not among them: it is a real level of impact and specificity."""

_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_UNSEEN = dict.fromkeys([*range(9), *range(11, 32), 0x7F, 0xAD, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF])


def tidy(text: str) -> str:
    """Without blanks at the ends, control letters and no-break spaces; accents composed; line breaks as LF."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\t", " ")
    return unicodedata.normalize("NFC", text.translate(_UNSEEN)).strip()


def one_line(text: str) -> str:
    """Tidy text on one line, with `<br/>` and runs of blanks as one blank."""
    return " ".join(_BREAK.sub(" ", tidy(text)).split())


def lines(text: str) -> str:
    """Tidy text with `<br/>` as the end of a line."""
    return _BREAK.sub("\n", tidy(text))


def is_missing(text: str) -> bool:
    return text.lower() in MISSING


def clean(table: Table) -> None:
    """Tidies every cell and empties words for "missing" wherever they cannot be the value itself."""
    for field in schema.fields(schema.DATA_TABLES[table.name]):
        table.frame[field.name] = _by_value(table.frame[field.name], partial(_clean, field))


def _clean(field: Field, text: str) -> str:
    text = tidy(text)
    if field.kind == "list":
        text = schema.LIST_SEPARATOR.join(item for part in text.split(";") if (item := part.strip()))
    free = field.kind == "text" and not field.allowed and not field.refers_to
    return "" if is_missing(text) and not free and text not in field.allowed else text


_CANONICAL: dict[str, Callable[[str], str]] = {
    "integer": lambda text: text and str(int(text)),
    "number": lambda text: text and repr(float(text) + 0.0),  # 0.0 for -0.0, which no database keeps apart
}


def canonical(table: Table) -> None:
    """One spelling for equal numbers, so that equal rows compare equal; what is no number stays as it is."""
    for field in schema.fields(schema.DATA_TABLES[table.name]):
        if field.kind in _CANONICAL:
            table.frame[field.name] = _by_value(table.frame[field.name], partial(_canonical, field))


def _canonical(field: Field, text: str) -> str:
    try:
        return _CANONICAL[field.kind](text)
    except ValueError:
        return text


def _by_value(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """`change` applied once to each different value: columns repeat themselves, and tables may be long."""
    changed = {value: change(value) for value in column.unique()}
    return pd.Series([changed[value] for value in column], index=column.index, dtype=object)
