"""A pilot's own commitments, each with what was found, and the totals published beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.components import marks
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.filters import as_day
from dashboard.language.words import N_
from dashboard.pages import published
from dashboard.pages.pilot_shown import Shown
from dashboard.queries.pilots import Work
from dashboard.view.view import View
from data_loader.schema import LIST_SEPARATOR

_COLUMNS = (N_("Commitment"), N_("Plan"), N_("Completion"), N_("Did it open government"), N_("Starred"))
_STARRED = {True: N_("Yes"), False: N_("No"), None: N_("not known")}


def cards(shown: Shown) -> list[Any]:
    """The commitments, then the totals published by the as-of day."""
    return [_commitments(shown), *_published(shown)]


def _commitments(shown: Shown) -> Any:
    view, words, own = shown.view, shown.view.words, shown.of_pilot(shown.id)
    heading = html.H2(words("How is {name} doing?", name=shown.name))
    if not own:
        empty = [words("No commitments under these filters."), " ", link(words("Reset the filters"), href=view.reset)]
        return html.Section([heading, html.P(empty, className="empty")], className="card span-12")
    title = words("The commitments of {name}", name=shown.name)
    table = data_table(title, [Column(words(label)) for label in _COLUMNS], [_row(shown, work) for work in own])
    filters = replace(view.chosen.travelling(), member=(shown.id,), lang=view.lang)
    csv = f"{view.root}commitments.csv{filters.query()}"
    ways = [
        html.A(words("Download these as CSV"), href=csv, download="commitments.csv", className="own-csv"),
        " · ",
        link(words("See them in the list of commitments"), href=shown.href(shown.id)),
    ]
    return html.Section([heading, table, html.P(ways, className="card-note")], className="card span-12 own")


def _row(shown: Shown, work: Work) -> list[Any]:
    view, words, record = shown.view, shown.view.words, shown.records[work.place]
    return [
        [link(record.title, href=view.href(f"commitments/{record.id}")), html.Div(_themes(view, record.themes))],
        view.names.short_plan(record.action_plan_id),
        completion_chip(view, work),
        marks.openness_told(work.openness, words),
        words(_STARRED[record.starred]),
    ]


def completion_chip(view: View, work: Work) -> Any:
    """The completion as a chip that tells the unassessed from what is assessed but not published here."""
    told = marks.completion_told(work.completion, work.openness, view.words)
    return html.Span(told, className=f"chip level-{work.completion}")


def _themes(view: View, themes: str | None) -> str:
    named = [view.names.of("theme", theme) for theme in (themes or "").split(LIST_SEPARATOR) if theme]
    return " · ".join(named) or view.words("theme not known")


def _published(shown: Shown) -> list[Any]:
    """Totals published later than the as-of day are told of, and not shown: on that day nobody knew them."""
    words, found = shown.view.words, published.results(shown.view, shown.id)
    day = shown.view.selection.asof.isoformat()
    known = found["published"].map(lambda date: as_day(date) <= day).astype(bool)
    told = [published.section(shown.view, found[known])] if known.any() else []
    if not known.all():
        date = words.date(str(found.loc[~known, "published"].min()))
        text = words("Totals for a plan as a whole were published after the as-of day ({date}).", date=date)
        told.append(html.P(text, className="card-note span-12"))
    return told
