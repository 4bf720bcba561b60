"""A chart with everything that makes it usable: question, measure, summary, table, source, downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components import ids
from dashboard.components.link import link
from dashboard.components.plot import Plot
from dashboard.components.present_menu import present_menu
from dashboard.components.share_menu import share_menu
from dashboard.figures.frame import heights
from dashboard.language.words import Words


@dataclass(frozen=True)
class Drawn:
    """What a card shows for one view."""

    figure: dict[str, Any]
    subtitle: str
    summary: str  # the chart in words, for those who do not see it
    source: str
    csv: str  # where the same numbers are as CSV
    message: Any = ""  # why there is no chart
    table: Any = ""  # when it is open

    def data(self, chart: str) -> dict[str, Any]:
        """What the browser puts in its place by itself (assets/js/page/charts.js)."""
        return {
            "chart": chart,
            "figure": self.figure,
            "subtitle": self.subtitle,
            "summary": self.summary,
            "legend": self.levels,
            "source": self.source,
            "csv": self.csv,
            "hidden": bool(self.message),
            "room": self.room,
        }

    @property
    def levels(self) -> list[list[str]]:
        """What the colours mean: completion level or state, and its word."""
        legend: list[list[str]] = self.figure["layout"].get("meta", {}).get("legend", [])
        return legend

    @property
    def room(self) -> dict[str, str]:
        """The height of the chart on a wide and a narrow screen, kept before it is drawn so that nothing jumps."""
        return heights(self.figure)


@dataclass(frozen=True)
class Card:
    """What does not change with the filters: which chart, how wide (of twelve columns)."""

    chart: str
    title: str
    note: str
    span: int
    now: str  # the address that presents it
    decks: str  # the address of the decks
    share: str  # the address that answers what its Share menu offers

    def part(self, kind: str) -> ids.Id:
        """The id of one part of this card."""
        return ids.part(kind, self.chart)


def chart_card(card: Card, drawn: Drawn, words: Words) -> Any:
    """The whole card."""
    heading = [
        html.H2(card.title, className="card-title"),
        html.P(drawn.subtitle, className="card-subtitle"),
    ]
    legend = [html.Li([html.Span(className=f"swatch level-{level}"), word]) for level, word in drawn.levels]
    return html.Article(
        [
            dcc.Store(id=card.part("drawn"), data=drawn.data(card.chart)),
            html.Header(heading),
            html.Ul(legend, className="legend"),
            _frame(card, drawn),
            html.Div(drawn.message, id=card.part("message")),
            html.Div(drawn.table, id=card.part("table"), className="card-table"),
            html.P(card.note, className="card-note") if card.note else None,
            _footer(card, drawn, words),
        ],
        id=card.chart,
        className=f"chart-card span-{card.span}",
    )


def _frame(card: Card, drawn: Drawn) -> Any:
    return html.Div(
        Plot(card.chart),
        role="img",
        hidden=bool(drawn.message),
        className="chart",
        style=drawn.room,
        **{"aria-label": drawn.summary},
    )


def _footer(card: Card, drawn: Drawn, words: Words) -> Any:
    def named(label: str) -> dict[str, str]:
        """Six cards have a button called Table: the chart's title tells them apart for a screen reader."""
        return {"aria-label": f"{label}: {card.title}", "className": "action"}

    def button(kind: str, label: str, **more: str) -> Any:
        return html.Button(label, id=card.part(kind), type="button", **named(label), **more)

    csv = html.A("CSV", href=drawn.csv, download=f"{card.chart}.csv", **named("CSV"))
    actions = [
        button("table-button", words("Table"), **{"aria-expanded": "false"}),
        button("png", "PNG"),
        button("png2", "PNG 2×"),
        button("svg", "SVG"),
        csv,
        share_menu(card.title, card.share, words),
        present_menu(card.chart, card.title, words, card.now, card.decks),
    ]
    source = html.Span(drawn.source, className="source")
    return html.Footer([source, html.Span(actions, className="actions")], className="card-footer")


def empty(words: Words, reset: str) -> Any:
    """The message of a selection without commitments, with the way out."""
    text = words("No commitments under these filters.")
    return html.P([text, " ", link(words("Reset the filters"), href=reset)], className="empty")


def failed(words: Words, reference: str) -> Any:
    """The message when a chart could not be drawn: what happened, and what to quote to those who can mend it."""
    text = words(
        "This chart could not be drawn. The fault is noted under the reference {reference}.", reference=reference
    )
    return dbc.Alert(text, color="warning")
