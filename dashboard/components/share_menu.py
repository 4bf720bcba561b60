"""The Share menu of a chart: its link, the code that embeds it, how to cite it."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language.words import N_, Words

_KINDS = {"link": N_("Copy link"), "embed": N_("Embed"), "cite": N_("Cite")}


def share_menu(title: str, address: str, words: Words) -> Any:
    """What assets/js/page/share.js does at a click; `address` answers what its dialogs hold."""
    buttons = [
        html.Button(words(label), type="button", className="action", **{"data-share": kind})
        for kind, label in _KINDS.items()
    ]
    label = words("Share…")  # "Share" is the part of a whole
    said = {"linked": words("Link copied."), "away": words("The server did not answer. Please try again.")}
    return html.Details(
        [
            html.Summary(label, className="action", **{"aria-label": f"{label} {title}"}),
            html.Div([*buttons, html.P(role="status", className="share-told")], className="share-panel"),
        ],
        className="share",
        **{"data-address": address, **{f"data-{name}": text for name, text in said.items()}},
    )
