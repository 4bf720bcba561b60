"""For editors, where one reads: the ways to change the rows that a page shows, and to add more of them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.editing import addresses, rows
from dashboard.view.view import View

_MOST = 60
"""Rows of a table of which each has a link; of more, one finds them in the table."""

Place = tuple[str, str]
"""A table, and its column that holds the id of what the page is about; without one, the table as a whole."""


def edit_links(view: View, places: Sequence[Place]) -> list[b.Block]:
    """For whoever may edit; nothing where there is nothing to edit."""
    if not places or view.snapshot.empty:
        return []
    links = [link for place in places for link in _links(view, *place)]
    return [b.Disclosure(view.words("Edit what this page shows"), [b.Items(links, style="edit-links")])]


def _links(view: View, table: str, column: str) -> list[b.Text]:
    """A link a row, and one to add another."""
    words, name = view.words, rows.title(view, table)
    whole = b.Link(words("{table}: all rows", table=name), view.href(f"{addresses.PATH}/{table}"))
    if not column:
        return [whole]
    linked = rows.where(view, table, column, view.item)
    links: list[b.Text] = [
        b.Link(f"{name} · {rows.called(view, table, row)}", view.href(addresses.of_row(table, rows.key_of(table, row))))
        for row in linked[:_MOST]
    ]
    if len(linked) > _MOST:
        links.append(whole)
    if column != "id":
        text = words("{table}: add a row", table=name)
        links.append(b.Link(text, view.href(f"{addresses.PATH}/{table}/{addresses.ADD}")))
    return links
