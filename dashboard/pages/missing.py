"""What is shown when there is nothing to show: an unknown address, or a database without data."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.link import link
from dashboard.components.page_header import page_header
from dashboard.language.words import N_
from dashboard.signin import access
from dashboard.view.view import View

TITLE = N_("Page not found")


def not_found(view: View) -> Any:
    """There is no such page, member or commitment."""
    words = view.words
    text = words("This address leads nowhere here. The link may be old, or the data may have changed.")
    return [
        *page_header(words("Page not found"), text),
        html.P(link(words("Go to the overview"), href=view.href(""))),
    ]


def empty_database(view: View) -> Any:
    """No data was ever loaded: what to do."""
    words = view.words
    steps = [
        html.Li(
            [
                words("Load the data that ships with the product:"),
                " ",
                html.Code("python -m data_loader load --if-empty"),
            ]
        ),
        html.Li([words("Or load files of your own:"), " ", html.Code("python -m data_loader load FILE…")]),
        html.Li(words("Then reload this page.")),
    ]
    if access.configured():
        steps.insert(
            2, html.Li(link(words("Or load files in the browser, as an editor."), href=view.href("data/load")))
        )
    return [
        *page_header(
            words("There is no data yet."), words("The database is there, but nothing has been loaded into it.")
        ),
        html.Ol(steps),
    ]
