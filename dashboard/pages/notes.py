"""Notes for readers, in place: on the pages of what they are about, and so in all that is made of these pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dashboard import blocks as b
from dashboard.queries import notes
from dashboard.queries.notes import Note
from dashboard.view import columns as c
from dashboard.view.view import View

_COLUMNS = (c.NOTE_FOR_READERS, c.AUTHOR_ROLE, c.NOTE_OF, c.SOURCES)


def _of_item(about: str, view: View) -> list[Note]:
    """Those on the one thing that the page is about."""
    return notes.on(view.snapshot, view.selection.asof, about, {view.item})


def _of_promises(view: View) -> list[Note]:
    return notes.on(view.snapshot, view.selection.asof, "promise")


def _of_day(view: View) -> list[Note]:
    """Those on the as-of day."""
    return notes.on(view.snapshot, view.selection.asof, "date", {view.selection.asof.isoformat()})


def _of_meeting(view: View) -> list[Note]:
    """Those on the days of the meeting."""
    days = notes.days_of_meeting(view.snapshot, view.item)
    return notes.on(view.snapshot, view.selection.asof, "date", {*days})


_ON_PAGE: dict[str, Callable[[View], list[Note]]] = {
    **{about: partial(_of_item, about) for about in ("commitment", "theme", "member")},
    "promise": _of_promises,
    "date": _of_day,
    "meeting": _of_meeting,
}
"""What a page is about -> the notes on it."""


def in_place(noted: str) -> list[b.Block]:
    """The notes on what a page is about; they follow the as-of day."""
    return [b.Part("notes", partial(_shown, noted))] if noted else []


def _shown(noted: str, view: View) -> b.Block | None:
    """A table of them; nothing where there is none."""
    some = _ON_PAGE[noted](view)
    return b.Section([b.Grid([table(view, some, noted)])], "notes") if some else None


def table(view: View, some: Sequence[Note], noted: str = "") -> b.Table:
    """Notes a row each; those on several promises say on which."""
    words, of_several = view.words, noted == "promise"
    columns = (c.NOTE_FOR_READERS, c.PROMISE, *_COLUMNS[1:]) if of_several else _COLUMNS
    rows: list[b.Row] = [
        [
            one.text,
            *([b.Link(view.names.of("promise", one.about_id), f"#{one.about_id}", "here")] if of_several else []),
            one.author_role,
            b.Day(one.date),
            c.sources(one.source, words) if one.source else b.Unknown(),
        ]
        for one in some
    ]
    return b.Table("notes", words("Notes"), columns, rows, tab=words("Notes"))
