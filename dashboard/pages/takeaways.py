"""What can be taken away: the workbook of a page, and from the brief its documents, a row of a table each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.language.words import N_
from dashboard.view.view import View

FILES = {
    "brief.html": N_("One HTML file"),
    "brief.pptx": N_("Slides (PPTX)"),
    "brief.xlsx": N_("Workbook (XLSX)"),
}
DECK_FILES = {"present.pptx": FILES["brief.pptx"], "present.html": FILES["brief.html"]}
"""Address under the root -> what its link says, for the brief and for a deck."""

_WORKBOOKS = ("overview", "commitments", "members", "member", "leadership", "pilots", "agenda")
"""The pages whose filter bar offers them as a workbook, by name; the brief has its own list."""


def workbook(name: str, view: View) -> str:
    """Where the page `name` is as a workbook, under the same filters; empty where there is none."""
    query = replace(view.chosen, page="", lang=view.lang).query()
    return f"{view.root}{view.path or name}.xlsx{query}" if name in _WORKBOOKS else ""


def takeaways(view: View) -> Any:
    """The button that prints, and the files; filters and language travel along."""
    words = view.words
    button = html.Button(words("PDF: print"), type="button", className="action", **{"data-print": "page"})
    files = [
        html.A(words(label), href=view.href(path, lang=view.lang), download=path, className="action")
        for path, label in FILES.items()
    ]
    return html.Div([button, *files], className="takeaways", role="group", **{"aria-label": words("To take away")})
