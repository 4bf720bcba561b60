"""The filter bar: a disclosure button a filter, native controls inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components import ids
from dashboard.components.elements import el
from dashboard.components.link import link
from dashboard.components.plain import FORM
from dashboard.language.words import Words

_SEARCHABLE = 13  # with more options than this, a box to look for one


@dataclass(frozen=True)
class Option:
    """A value of a filter and its name."""

    value: str
    name: str


@dataclass(frozen=True)
class Choice:
    """One filter: its name, what is chosen in words, and its options, in groups where there are many."""

    name: str
    label: str
    current: str
    groups: Sequence[tuple[str, str, Sequence[Option]]]  # (id, heading, options)
    chosen: Sequence[str]


def choice(filter_: Choice, words: Words) -> Any:
    """The disclosure of one filter with its checkboxes."""
    options = [option for _, _, group in filter_.groups for option in group]
    boxes = [part for group in filter_.groups for part in _group(filter_, *group)]
    box = dcc.Input(type="search", className="choice-search", placeholder=words("Find…"))
    search = html.Label([html.Span(words("Find an option"), className="visually-hidden"), box])
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(filter_.label, className="choice-name"),
                    " ",
                    html.Span(filter_.current, className="choice-value", **{"data-current": filter_.name}),
                ]
            ),
            html.Fieldset(
                [
                    html.Legend(filter_.label, className="visually-hidden"),
                    *([search] if len(options) >= _SEARCHABLE else []),
                    *boxes,
                ],
                className="choice-panel",
            ),
        ],
        className="choice",
    )


def _group(filter_: Choice, group: str, heading: str, options: Sequence[Option]) -> list[Any]:
    values = [option.value for option in options]
    boxes = dcc.Checklist(
        id=ids.choice(filter_.name, group),
        # The browser adds the counts (assets/js): as components, 190 of them would slow down every change of a filter.
        options=listed([(option.value, option.name) for option in options]),
        value=[value for value in filter_.chosen if value in values],
        className="choice-options",
    )
    return [html.Div(heading, className="choice-group"), boxes] if heading else [boxes]


def asof(current: str, meetings: Sequence[tuple[str, str]], meeting: str, date: str, words: Words) -> Any:
    """The as-of control: the meetings by name, or any day."""
    radios = dbc.RadioItems(id=ids.asof("meeting"), options=listed(meetings), value=meeting)
    day = dbc.Input(id=ids.asof("day"), type="date", value=date, min="2011-09-20", debounce=True)
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(words("As of"), className="choice-name"),
                    " ",
                    html.Span(current, className="choice-value", **{"data-current": "asof"}),
                ]
            ),
            html.Fieldset(
                [
                    html.Legend(words("As of"), className="visually-hidden"),
                    html.Label([html.Span(words("Any day")), day], className="asof-day"),
                    radios,
                ],
                className="choice-panel",
            ),
        ],
        className="choice",
    )


def select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, none: str) -> Any:
    """A control outside the bar that writes filter `name`, one value of many; `none` is what it says before."""
    box = dbc.Select(id=ids.text(name), options=listed(options), value=chosen, placeholder=none)
    return html.Label([html.Span(label), box], className="labelled")


ANOTHER_DAY = "another"
"""The value of the select when the day compared with is no meeting's."""


def listed(options: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Values and names as the options of a control."""
    return [{"label": name, "value": value} for value, name in options]


def days_since(meetings: Sequence[tuple[str, str]], words: Words) -> list[dict[str, Any]]:
    """The meetings to compare with, and what stands there for any other day."""
    return [*listed(meetings), {"label": words("Another day"), "value": ANOTHER_DAY, "disabled": True}]


def since(meetings: Sequence[tuple[str, str]], meeting: str, date: str, words: Words) -> Any:
    """The control of the day compared with: a meeting by name, or any day."""
    choose, options = words("Choose a meeting"), days_since(meetings, words)
    select = dbc.Select(id=ids.since("meeting"), options=options, value=meeting, placeholder=choose)
    day = dbc.Input(id=ids.since("day"), type="date", value=date, min="2011-09-20", debounce=True)
    return html.Div(
        [
            html.Label([html.Span(words("Compare with")), select]),
            html.Label([html.Span(words("Any day")), day]),
        ],
        className="since",
    )


def filter_bar(choices: Sequence[Any], more: Sequence[Any], summary: Any, words: Words) -> Any:
    """The bar: the filters, the lesser ones under More, and how many commitments they leave."""
    lesser = html.Details(
        [
            html.Summary(html.Span(words("More"), className="choice-name")),
            html.Div(more, className="choice-panel more"),
        ],
        className="choice choice-more",
    )
    toggle = html.Button(
        words("Filters"),
        id=ids.drawer(),
        type="button",
        className="filter-toggle",
        **{"aria-expanded": "false", "aria-controls": "filters"},
    )
    return html.Section(
        [
            toggle,
            html.Div([*choices, lesser], id="filters", className="filters"),
            html.Div(summary, className="filter-summary"),
        ],
        className="filter-bar",
        **{"aria-label": words("Filters")},
    )


def summary(words: Words, text: str, reset: str, workbook: str) -> Any:
    """How many commitments of all the filters leave, the way back, and the page under them to take away, if any."""
    apply = el("noscript", el("button", words("Apply"), type="submit", form=FORM, className="send"))
    count = html.Span(text, role="status", **{"data-summary": "here"})
    parts = [apply, count, " · ", link(words("Reset"), reset)]
    return [*parts, " · ", _workbook(words, workbook)] if workbook else parts


def _workbook(words: Words, address: str) -> Any:
    name = words("XLSX: this page as a workbook")
    return html.A("XLSX", href=address, download=True, title=name, **{"aria-label": name, "data-nav": "workbook"})
