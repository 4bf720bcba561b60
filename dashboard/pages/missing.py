"""What is shown when there is nothing to show: an unknown address, or a database without data."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import N_, Block, Header, Items, Link, Paragraph, Styled, Text
from dashboard.signin import access
from dashboard.view.view import View

TITLE = N_("Page not found")


def not_found(view: View) -> Sequence[Block]:
    """There is no such page, member or commitment."""
    words = view.words
    text = words("This address leads nowhere here. The link may be old, or the data may have changed.")
    return [Header(words(TITLE), text), Paragraph(Link(words("Go to the overview"), view.href("")))]


def empty_database(view: View) -> Sequence[Block]:
    """No data was ever loaded: what to do."""
    words = view.words
    ship, own = words("Load the data that ships with the product:"), words("Or load files of your own:")
    steps: list[Text] = [
        [ship, " ", Styled("ogm load --if-empty", "code")],
        [own, " ", Styled("ogm load FILE…", "code")],
        words("Then reload this page."),
    ]
    if access.configured():
        steps.insert(2, Link(words("Or load files in the browser, as an editor."), view.href("data/load")))
    nothing = words("The database is there, but nothing has been loaded into it.")
    return [Header(words("There is no data yet."), nothing), Items(steps, ordered=True)]
