"""The card of a chart: question, measure, figure, words, table, source and ways out, all from the same numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.blocks import N_
from dashboard.charts.registry import (
    CHARTS,
    KEYS,
    KEYS_CHOOSE,
    beside,
    chart_of,
    csv_href,
    drawn,
    explore_href,
    heights,
    numbers,
    shows_anything,
    subtitle,
)
from dashboard.components import ids
from dashboard.components.elements import Element, el, fold_toggle, link
from dashboard.components.send import spoken, ways
from dashboard.components.static import Plot
from dashboard.components.tables import rate_in_sight, table
from dashboard.view.columns import nothing_here
from dashboard.view.faults import attempt
from dashboard.view.view import ANY_VERSION, View

_NO_FIGURE: dict[str, Any] = {"data": [], "layout": {"height": 0}}
_NOT_DRAWN = N_("This chart could not be drawn. The fault is noted under the reference {reference}.")
_PICTURES = {"png": "PNG", "png2": "PNG 2×", "svg": "SVG"}
_SHARED = {"link": N_("Copy link"), "embed": N_("Embed"), "cite": N_("Cite")}


@dataclass(frozen=True)
class Drawn:
    """What a card shows for one view."""

    figure: dict[str, Any]
    subtitle: str
    source: str
    csv: str  # where the same numbers are as CSV
    source_of_any: str = ""  # its source, of whichever data version the page is
    summary: str = ""  # the chart in words, for those who do not see it
    message: Any = ""  # why there is no chart
    table: Any = ""  # when it is open
    title: str = ""  # where that follows what is asked
    explore: str = ""  # where the same can be asked otherwise
    short: dict[str, Any] = field(default_factory=dict)  # the ends of a long ranking, which is shown when asked for

    def data(self, chart: str) -> dict[str, Any]:
        """What the browser puts in its place by itself (assets/js/page/charts.js)."""
        return {
            "chart": chart,
            "title": self.title,
            "explore": self.explore,
            "figure": self.first,
            "subtitle": self.subtitle,
            "summary": self.summary,
            "legend": self.legend,
            "source": self.source_of_any,
            "csv": self.csv,
            "hidden": bool(self.message),
            "room": self.room,
            "whole": self.whole,
        }

    @property
    def first(self) -> dict[str, Any]:
        """The figure that is shown before all of a ranking is asked for."""
        figure: dict[str, Any] = self.short.get("figure", self.figure)
        return figure

    @property
    def whole(self) -> dict[str, Any] | None:
        """The whole of a ranking of which the ends are shown, and what says so."""
        if not self.short:
            return None
        return {name: self.short[name] for name in ("told", "all", "fewer")} | {
            "figure": self.figure,
            "room": heights(self.figure),
        }

    @property
    def legend(self) -> list[list[str]]:
        """What the colours mean: completion level or state, and its word."""
        legend: list[list[str]] = self.figure["layout"].get("meta", {}).get("legend", [])
        return legend

    @property
    def room(self) -> dict[str, str]:
        """The height of the chart on a wide and a narrow screen, kept before it is drawn so that nothing jumps."""
        return heights(self.first)


def draw(view: View, name: str, *, with_table: bool = False) -> Drawn:
    """What the card shows now. A fault in one chart is logged and said in its card; the page lives on."""

    def failed(text: str) -> Drawn:
        return Drawn(_NO_FIGURE, "", "", csv_href(view, name), message=dbc.Alert(text, color="warning"))

    drawn = attempt(view, name, partial(_draw, view, name, with_table=with_table), _NOT_DRAWN, failed)
    title = view.words(chart_of(view, name).title) if CHARTS[name].of else ""
    return replace(drawn, title=title, explore=explore_href(view, name))


def _draw(view: View, name: str, *, with_table: bool) -> Drawn:
    words, sources = view.words, (view.rests_upon(), csv_href(view, name), view.rests_upon(ANY_VERSION))
    under = " · ".join(text for text in (subtitle(view, name), beside(view, name)) if text)
    labels = under, *sources
    figure, summary, short = drawn(view, name)
    if not shows_anything(view, name):
        reset = [" ", link(words("Reset the filters"), view.reset)] if view.chosen.chosen() else []
        return Drawn(_NO_FIGURE, *labels, message=el("p", nothing_here(view), *reset, className="empty"))
    rows = table(view, rate_in_sight(numbers(view, name))) if with_table else ""
    if not figure["data"]:
        is_unknown = CHARTS[name].numbers.whole == "known"
        nothing = (
            words("Not known of any commitment.") if is_unknown else words("Nothing to show on {date}.", date=view.asof)
        )
        message = el("p", nothing, className="empty")
        return Drawn(_NO_FIGURE, *labels, message=message, table=rows)
    return Drawn(figure, *labels, summary, table=rows, short=short)


def card(view: View, name: str, span: int, *, folds: bool = False) -> Element:
    """The card of chart `name`, `span` of twelve columns wide."""
    drawn, note = draw(view, name), view.words(CHARTS[name].note)
    question = drawn.title or view.words(CHARTS[name].title)
    title = el("h2", question, className="card-title")
    legend = [el("li", el("span", className=f"swatch level-{level}"), word) for level, word in drawn.legend]
    frame = {"hidden": bool(drawn.message), "className": "chart", "style": drawn.room, "aria_label": drawn.summary}
    return el(
        "article",
        el("header", title, el("p", drawn.subtitle, className="card-subtitle")),
        fold_toggle(question) if folds else None,
        el("ul", *legend, className="legend"),
        el("div", Plot(ids.part("drawn", name), drawn.data(name)), role="img", data_keys=_keys(view, name), **frame),
        _ranking(drawn),
        html.Div(drawn.message, id=ids.part("message", name)),
        html.Div(drawn.table, id=ids.part("table", name), className="card-table"),
        el("p", note, className="card-note") if note else None,
        _footer(view, name, drawn),
        id=name,
        className=f"chart-card span-{span}{' folds' if folds else ''}",
    )


def _keys(view: View, name: str) -> str:
    """How its marks are walked with the keyboard, and chosen where they are values of a filter."""
    chooses = CHARTS[name].dimension in view.snapshot.choices
    return " ".join(view.words(text) for text in (KEYS, KEYS_CHOOSE) if chooses or text == KEYS)


def _ranking(drawn: Drawn) -> Element:
    """Which rows of a long ranking are shown, and the button for all, which assets/js/page/charts.js answers."""
    short = drawn.short
    button = el("button", short.get("all", ""), type="button", className="action", data_all="", aria_expanded="false")
    return el("p", el("span", short.get("told", "")), " ", button, className="ranking", hidden=not short)


def _footer(view: View, name: str, drawn: Drawn) -> Element:
    words = view.words
    title = words(CHARTS[name].title)

    def labelled(label: str) -> dict[str, str]:
        """Six cards have a button called Table: the chart's title tells them apart for a screen reader."""
        return {"aria-label": f"{label}: {title}", "className": "action"}

    def button(kind: str, label: str, **more: str) -> Any:
        return html.Button(label, id=ids.part(kind, name), type="button", **labelled(label), **more)

    actions = [
        button("table-button", words("Table"), **{"aria-expanded": "false"}),
        *(_picture(kind, text, labelled(text)) for kind, text in _PICTURES.items()),
        el("a", "CSV", href=drawn.csv, download=f"{name}.csv", **labelled("CSV")),
        _share_menu(view, name, title),
        _present_menu(view, name, title),
        *(
            [el("a", words("Explore"), href=drawn.explore, data_explore=name, **labelled(words("Explore")))]
            if drawn.explore
            else []
        ),
    ]
    source = el("span", drawn.source, className="source")
    return el("footer", source, el("span", *actions, className="actions"), className="card-footer")


def _picture(kind: str, text: str, labelled: dict[str, str]) -> Element:
    """The button that downloads the chart as it is shown, which assets/js/page/charts.js draws."""
    return el("button", text, type="button", data_picture=kind, **labelled)


def _share_menu(view: View, name: str, title: str) -> Element:
    """The ways to send the chart, its link, the code that embeds it, how to cite it: what scripts do at a click."""
    words = view.words
    label = words("Share…")  # "Share" is the part of a whole
    buttons = [
        el("button", words(text), type="button", className="action", data_share=kind) for kind, text in _SHARED.items()
    ]
    status = el("p", role="status", className="share-told")
    return el(
        "details",
        el("summary", label, className="action", aria_label=f"{label} {title}"),
        el("div", *ways(view, {}, but="link"), *buttons, status, className="share-panel"),
        className="share",
        data_address=f"{view.root}share/{name}.json",  # answers what the dialogs hold
        **spoken(view),
        data_away=words("The server did not answer. Please try again."),
    )


def _present_menu(view: View, name: str, title: str) -> Element:
    """Show it now, under the filters of then, or add it to the own deck, which assets/js/page/decks.js keeps."""
    words = view.words
    choices = [
        el("a", words("Show now"), href=view.href("present", deck=name), className="action", data_show=name),
        el("button", words("Add to my deck"), type="button", className="action", data_add=name),
        el("a", words("My deck"), href=view.href("present"), className="action inside"),
        el("span", className="added", role="status"),
    ]
    return el(
        "details",
        el("summary", words("Present"), className="action", aria_label=words.named(words("Present"), title)),
        el("div", *choices, className="present-choice"),
        className="present-menu",
        data_added=words("Added. Slides in your deck: {n}", n="{n}"),
        data_full=words("Your deck is full."),
        data_refused=words("This browser does not let a page keep anything."),
        data_label=words("Add to my deck ({n})", n="{n}"),
    )
