"""What a note is about must be there: a row of the table that its kind names, or a day of the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from data_loader import dates, schema
from data_loader.content import Content
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.tables import Table

_LONG = len("2016-05-03")


def is_day(text: str) -> bool:
    """Whether a text is one day, and not a month or a year."""
    return len(text) == _LONG and dates.exists(text)


def check(content: Content) -> Iterator[Finding]:
    """Of the notes that a load brings, what they are about; of the tables it brings, what notes that stay lose."""
    brought = content.brought("notes")
    for about, parent in schema.NOTED.items():
        if brought:
            yield from _unknown(content, brought, about, parent)
        if parent and content.touches(parent):
            yield from _lost(content, about, parent)


def _about(notes: Table, about: str) -> pd.Series:
    """The ids that notes of one kind are about, by the positions of their rows."""
    frame = notes.frame[notes.good("about", "about_id")]
    ids: pd.Series = frame.loc[frame["about"] == about, "about_id"]
    return ids


def _unknown(content: Content, notes: Table, about: str, parent: str) -> Iterator[Finding]:
    ids = _about(notes, about)
    known = content.ids(parent, ids) if parent and len(ids) else frozenset(filter(is_day, ids))
    for position, value in ids[~ids.isin(known)].items():
        if parent:
            sentence = phrase("{value} names no row of {table}.", value=value, table=parent)
            yield notes.fault(int(str(position)), "about_id", "unknown-reference", sentence)
        else:
            sentence = phrase("A note is about one day, in the form 2016-05-03; {value} is none.", value=value)
            yield notes.fault(int(str(position)), "about_id", "not-a-date", sentence)


def _lost(content: Content, about: str, parent: str) -> Iterator[Finding]:
    gone, source = content.loaded[parent].gone, content.table(parent).source
    ids = _about(content.table("notes"), about) if gone else pd.Series(dtype=object)
    for value, n in Counter(ids[ids.isin(gone)]).items():
        sentence = phrase(
            "{table} no longer has {value}, to which rows of {tables} refer ({n}).",
            table=parent, value=value, tables="notes", n=n,
        )  # fmt: skip
        yield source.finding("lost-reference", sentence, field="id", value=value)
