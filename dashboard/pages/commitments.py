"""Commitments: which ones exactly?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import ids
from dashboard.components.chips import completion_chip
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.data.records import Row
from dashboard.data.selection import assessed, completed
from dashboard.data.snapshot import COMPLETION
from dashboard.language.words import N_
from dashboard.view.about import chosen_in_words
from dashboard.view.listing import PAGE_ROWS, Listing, listing
from dashboard.view.view import View

TITLE = N_("Commitments")

_COLUMNS = (
    ("title", N_("Commitment")),
    ("member", N_("Member")),
    ("", N_("Themes")),
    ("year", N_("Plan")),
    ("due", N_("Promised end")),
    ("completion", N_("Completion")),
)
"""Sort key (none: not sortable) and header of each column of the list."""


def layout(view: View) -> Any:
    """Header, search box, list."""
    words = view.words
    box = dbc.Input(
        id=ids.text("q"),
        type="search",
        value=view.filters.q,
        debounce=0.4,
        placeholder=words("Title, institution, member or number"),
    )
    search = html.Label([html.Span(words("Search commitments"), className="search-label"), box], className="search-row")
    return [live(view, "commitments", top), search, live(view, "commitment-list", found)]


def top(view: View) -> Any:
    """The headline: how many, and how many of them are done."""
    words, totals = view.words, view.selection.totals
    lede = words(
        "{assessed} assessed, {completed} of them substantially or fully complete, as of {date}",
        assessed=words.number(assessed(totals)),
        completed=words.number(completed(totals)),
        date=view.asof,
    )
    return page_header(headline(view), " · ".join([lede, *chosen_in_words(view)]))


def headline(view: View) -> str:
    """How many commitments there are."""
    return view.words.plural("{n} commitment", "{n} commitments", view.selection.commitments)


def found(view: View) -> Any:
    """Facets, the page of the list, and the way to the other pages."""
    page = listing(view)
    if not page.found:
        text = view.words("No commitment fits this search and these filters.")
        return html.P([text, " ", link(view.words("Reset the filters"), href=view.reset)], className="empty")
    return [_facets(view), _count(view, page), _table(view, page), _pagination(view, page)]


def _facets(view: View) -> Any:
    """Completion as links with counts; choosing one that is chosen takes it away."""
    words, counts = view.words, view.selection.facet("completion")
    links = []
    for state in COMPLETION:
        chosen = state in view.filters.completion
        href = view.href(completion=() if chosen else (state,), page="")
        text = [completion_chip(state, words), " ", html.Span(words.number(counts[state]), className="option-count")]
        links.append(html.Li(link(text, href, "facet chosen" if chosen else "facet")))
    return html.Nav(html.Ul(links, className="facets"), **{"aria-label": words("By completion")})


def _count(view: View, page: Listing) -> Any:
    words = view.words
    first = (page.page - 1) * PAGE_ROWS + 1
    shown = words(
        "{first} to {last} of {found}",
        first=words.number(first),
        last=words.number(first + len(page.rows) - 1),
        found=words.number(page.found),
    )
    csv = f"{view.root}commitments.csv{replace(view.filters, page='', lang=view.lang).query()}"
    return html.P(
        [shown, " · ", html.A(words("Download these as CSV"), href=csv, download="commitments.csv")], role="status"
    )


def _table(view: View, page: Listing) -> Any:
    columns = [_column(view, key, view.words(label)) for key, label in _COLUMNS]
    states = view.selection.findings.completion[page.places]
    rows = [_row(view, record, COMPLETION[state]) for record, state in zip(page.rows, states, strict=True)]
    return html.Div(data_table(view.words("Commitments"), columns, rows), className="card")


def _column(view: View, key: str, label: str) -> Column:
    if not key:
        return Column(label)
    now = view.filters.sort
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    href = view.href(sort=f"-{key}" if now == key else key, page="")
    arrow = {"ascending": " ▲", "descending": " ▼"}.get(order, "")
    return Column(link([label, html.Span(arrow, **{"aria-hidden": "true"})], href=href), label=label, sort=order)


def _row(view: View, record: Row, state: str) -> list[Any]:
    themes = [view.names.of("theme", theme) for theme in (record.themes or "").split("; ") if theme]
    member = record.member_id
    return [
        link(record.title, href=view.href(f"commitments/{record.id}")),
        link(view.names.of("member", member), href=view.href(f"members/{member}")),
        " · ".join(themes),
        view.names.short_plan(record.action_plan_id),
        view.words.date(record.end_date or "") or view.words("not known"),
        completion_chip(state, view.words),
    ]


def _pagination(view: View, page: Listing) -> Any:
    words = view.words
    where = words("Page {page} of {pages}", page=words.number(page.page), pages=words.number(page.pages))
    parts: list[Any] = [html.Span(where)]
    if page.page > 1:
        parts.insert(0, link(words("Previous page"), href=view.href(page=str(page.page - 1)), class_name="action"))
    if page.page < page.pages:
        parts.append(link(words("Next page"), href=view.href(page=str(page.page + 1)), class_name="action"))
    return html.Nav(parts, className="pagination", **{"aria-label": words("Pages of the list")})
