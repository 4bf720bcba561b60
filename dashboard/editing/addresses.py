"""Where a row of a table is edited: `edit/<table>/<key>`, the key as a word where it is one."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence

from data_loader import schema

PATH = "edit"
ADD, PASTE, AGAIN = "add", "paste", "again"
"""In the place of a key: a row that is new, rows that are pasted; in that of a table: a form once more."""
_WORD = re.compile(r"(?!(?:add|paste)\Z)[A-Za-z0-9][\w.-]{0,80}", re.ASCII)
_CODED = "~"
LONGEST = 4_000  # letters
TABLES = schema.DATA_TABLES
"""What can be edited."""


def of_row(table: str, key: Sequence[str]) -> str:
    """The path of the form of a row."""
    return f"{PATH}/{table}/{_written(key)}"


def _written(key: Sequence[str]) -> str:
    if len(key) == 1 and _WORD.fullmatch(key[0]):
        return key[0]
    text = json.dumps([*key], ensure_ascii=False, separators=(",", ":"))
    return _CODED + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(item: str) -> tuple[str, tuple[str, ...]] | None:
    """The table and the key in what follows `edit/`; None where it leads to no row of a table."""
    table, _, text = item.partition("/")
    key = _key(text) if table in TABLES and len(text) <= LONGEST else None
    return (table, key) if key else None


def _key(text: str) -> tuple[str, ...] | None:
    if not text.startswith(_CODED):
        return (text,) if _WORD.fullmatch(text) else None
    coded = text[len(_CODED) :]
    try:
        parts = json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))
    except ValueError:
        return None
    return as_key(parts)


def as_key(parts: object) -> tuple[str, ...] | None:
    """A key as a browser may send it, which may send anything; None when it is none."""
    is_key = isinstance(parts, list) and parts and all(isinstance(part, str) and "\0" not in part for part in parts)
    return tuple(parts) if isinstance(parts, list) and is_key else None
