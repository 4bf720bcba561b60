"""Who changed a row, or one field of it, between two versions, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data_loader.diff import key_names
from data_loader.store import Current
from data_loader.tables import PLACE


@dataclass(frozen=True)
class Author:
    """The version that has it as it is now, who published it, and when (UTC)."""

    version: int
    by: str
    at: dt.datetime


def author(current: Current, base: Current, name: str, key: tuple[str, ...], field: str = "") -> Author:
    """Whoever last changed `field` of the row, or any of it, between `base` and `current`, which differ in it."""
    before = _value(base, name, key, field)
    last = None
    for row in current.since(base.version or 0, name):
        version = current if row.number == current.version else current.at(row.number)
        after = _value(version, name, key, field) if version else before
        if version and after != before:
            last = Author(row.number, row.published_by, row.published_at)
        before = after
    assert last, "something that differs was changed by somebody"
    return last


def _value(version: Current, name: str, key: tuple[str, ...], field: str) -> object:
    """A field of a row, the whole row without one; None where there is no such row."""
    names = key_names(name)
    frame = version.rows(name, names[0], frozenset({key[0]})).frame
    frame = frame[(frame[names] == list(key)).all(axis="columns")]
    if frame.empty:
        return None
    row = frame.iloc[0]
    return row[field] if field else tuple(row.drop(labels=[*PLACE]))
