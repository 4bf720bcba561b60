"""A commitment, a meeting or a table as a slide."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Table, leaves
from dashboard.exports.slides import Slide, answer_slide, table_slide
from dashboard.pages.topics import ONES, TABLES
from dashboard.view.view import View

NAMES = {**dict.fromkeys(ONES, "id"), "table": "name"}
"""The kinds of these slides, and the key under which a deck's text says which one it is."""


def exists(view: View, name: str, id_: str) -> bool:
    """Whether these data have it."""
    return ONES[name].exists(_at(view, name, id_)) if name in ONES else id_ in TABLES


def title(view: View, name: str, id_: str) -> str:
    """What it is called; of what is not there, what was asked for."""
    if not exists(view, name, id_):
        return id_
    return slide(view, name, id_).headline if name in ONES else view.words(TABLES[id_].title)


def slide(view: View, name: str, id_: str) -> Slide:
    """The slide, under the filters of the view."""
    if name in ONES:
        return answer_slide(_at(view, name, id_), name, ONES[name].topic)
    path, _, block = id_.rpartition("/")
    page = replace(view, path=path)
    blocks = (one for one in leaves(page, TABLES[id_].blocks(page)) if isinstance(one, Table))
    table = next((one for one in blocks if one.name == block), None)
    return table_slide(page, name, view.words(TABLES[id_].title), table)


def choices(view: View) -> dict[str, list[tuple[str, str]]]:
    """Those that there are few of, by kind: ids and names."""
    meetings = [(id_, view.names.of("meeting", id_)) for id_ in view.snapshot.table("meetings").index[::-1]]
    return {"meeting": meetings, "table": [(name, view.words(one.title)) for name, one in TABLES.items()]}


def _at(view: View, name: str, id_: str) -> View:
    return replace(view, path=f"{ONES[name].path}{id_}", item=id_)
