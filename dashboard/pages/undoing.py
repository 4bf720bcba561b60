"""What was published lately of some tables: why, when and by whom; and the button that undoes one version alone."""

from __future__ import annotations

from collections.abc import Collection

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.signin import access
from dashboard.view.view import Record, View
from data_loader import schema

_VERSIONS, _SHOWN = 40, 8
"""So many versions are looked through, and so many are shown."""
_COLUMNS = tuple(map(b.Column, (N_("What was done"), N_("Published (UTC)"), N_("By"), N_("Version"), N_("Undo"))))


ALONE = N_("Undoing takes back what this version did and nothing else: what was published later stays.")


def lately(view: View, tables: Collection[str]) -> list[b.Block]:
    """The last versions that brought rows of these tables, for an editor, who may undo each alone."""
    versions = [] if view.snapshot.empty else view.records.restorable(_VERSIONS)
    undone = {number for one in versions if (number := schema.undone_whole(one.changes))}
    of_these = [one for one in versions if one.number > 1 and _touches(one, tables)]
    if not of_these:
        return []
    words, newest = view.words, versions[0].number
    rows = [_row(view, one, newest, is_undone=one.number in undone) for one in of_these[:_SHOWN]]
    table = b.Table("published-lately", words("Published lately"), _COLUMNS, rows, span=0, only=b.SCREEN)
    return [b.Card(words("Published lately"), [table, b.Paragraph(words(ALONE), "note")])]


def _touches(one: Record, tables: Collection[str]) -> bool:
    counted = schema.counted(one.changes)
    return bool(counted.keys() & set(tables))


def _row(view: View, one: Record, newest: int, *, is_undone: bool) -> b.Row:
    words = view.words
    whole = schema.undone_whole(one.changes)
    what = words("Version {n} was undone.", n=whole) if whole else one.note or words("No note.")
    address = f"{view.root}changes?from={one.number - 1}&to={one.number}&lang={view.lang}"
    undo: b.Text = words("undone") if is_undone else alone(view, one.number, newest)
    return [b.Link(what, address), f"{one.published_at:%Y-%m-%d %H:%M}", one.published_by, str(one.number), undo]


def alone(view: View, number: int, newest: int) -> b.Form:
    """The button that undoes one version, as long as the `newest` is current."""
    words = view.words
    hidden = [b.Field("hidden", name, value=str(n)) for name, n in {"version": number, "against": newest}.items()]
    undo = words("Undo")
    spoken = words.named(undo, words("Data version {version}", version=number))
    send = b.Field("submit", "", undo, value="send", note=spoken)
    return b.Form(view.href("data/load/undo"), access.csrf_token(), [*hidden, send], "posted undo-alone")
