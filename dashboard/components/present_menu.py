"""*Present* on a card: show it now, or add it to the reader's own deck, which assets/js/page/decks.js keeps."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language.words import Words


def present_menu(chart: str, title: str, words: Words, now: str, mine: str) -> Any:
    """A small choice: the address that shows the chart `now`, which follows the filters when it opens, and `mine`."""
    said = {
        "added": words("Added. Slides in your deck: {n}", n="{n}"),
        "full": words("Your deck is full."),
        "refused": words("This browser does not let a page keep anything."),
        "label": words("Add to my deck ({n})", n="{n}"),
    }
    choices = [
        html.A(words("Show now"), href=now, className="action", **{"data-show": chart}),
        html.Button(words("Add to my deck"), type="button", className="action", **{"data-add": chart}),
        html.A(words("My deck"), href=mine, className="action inside"),
        html.Span(className="added", role="status"),
    ]
    named = {"aria-label": words.named(words("Present"), title)}
    return html.Details(
        [html.Summary(words("Present"), className="action", **named), html.Div(choices, className="present-choice")],
        className="present-menu",
        **{f"data-{name}": text for name, text in said.items()},
    )
