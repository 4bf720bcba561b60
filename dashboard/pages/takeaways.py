"""The documents that can be taken away from the brief, a row of a table each."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language import N_
from dashboard.view import View

FILES = {
    "brief.html": N_("One HTML file"),
    "brief.pptx": N_("Slides (PPTX)"),
}
"""Address under the root -> what its link says."""


def takeaways(view: View) -> Any:
    """The button that prints, and the files; filters and language travel along."""
    words = view.words
    button = html.Button(words("PDF: print"), type="button", className="action", **{"data-print": "page"})
    files = [
        html.A(words(label), href=view.href(path, lang=view.lang), download=path, className="action")
        for path, label in FILES.items()
    ]
    return html.Div([button, *files], className="takeaways", role="group", **{"aria-label": words("To take away")})
