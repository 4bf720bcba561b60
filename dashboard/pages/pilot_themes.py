"""Who works on what, and how it went: themes by pilots, every cell with the way to its commitments."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components import marks
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.snapshot import COMPLETION
from dashboard.pages.pilot_shown import Shown
from dashboard.queries.pilots import Work, by_theme
from data_loader.schema import fold


def cards(shown: Shown) -> list[Any]:
    """The grid, where the pilots have a commitment at all."""
    return [_grid(shown)] if shown.works else []


def _grid(shown: Shown) -> Any:
    words, found = shown.view.words, by_theme(shown.view.selection)
    without = found.pop("", [])
    title = words("Who works on what, and how did it go?")
    subtitle = words("Commitments by theme; a mark is a commitment. {name} first, then its peers.", name=shown.name)
    note = words("An empty cell: the pilot has no commitment on this theme. A commitment may carry several themes.")
    states = [state for state in COMPLETION if any(work.completion == state for work in shown.works)]
    return html.Section(
        [
            html.H2(title),
            html.P(subtitle, className="card-subtitle"),
            marks.legend(states, words),
            _table(shown, title, found),
            html.P(note, className="card-note"),
            *_without(shown, without),
        ],
        className="card span-12 pilot-themes",
    )


def _table(shown: Shown, title: str, found: dict[str, list[Work]]) -> Any:
    words, order = shown.view.words, _in_order(shown)
    names = {pilot: shown.view.names.of("pilot", pilot) for pilot in order}
    columns = [Column(words("Theme"))]
    columns += [Column(html.Span(name, className="upright"), label=name) for name in names.values()]
    rows = [
        [
            shown.view.names.of("theme", theme),
            *(_cell(shown, theme, [work for work in group if work.pilot == pilot]) for pilot in order),
        ]
        for theme, group in found.items()
    ]
    return data_table(title, columns, rows)


def _in_order(shown: Shown) -> list[str]:
    """Ours, the peers, the others by name."""
    first = [shown.id, *(peer.id for peer in shown.peers)]
    others = [pilot for pilot in shown.view.snapshot.pilots if pilot not in first]
    return [*first, *sorted(others, key=lambda pilot: fold(shown.view.names.of("pilot", pilot)))]


def _cell(shown: Shown, theme: str, group: list[Work]) -> Any:
    """The marks, in words for those who do not see them; nothing where there is no commitment."""
    if not group:
        return None
    view, words = shown.view, shown.view.words
    [pilot] = {work.pilot for work in group}
    told = words(
        "{pilot}, {theme}: {commitments} ({found})",
        pilot=view.names.of("pilot", pilot),
        theme=view.names.of("theme", theme),
        commitments=words.plural("{n} commitment", "{n} commitments", len(group)),
        found=" · ".join(marks.found_told(work.completion, work.openness, words) for work in group),
    )
    drawn = [marks.mark(work.completion, work.openness) for work in group]
    return link(drawn, shown.href(pilot, theme=(theme,)), "marks", title=told, **{"aria-label": told})


def _without(shown: Shown, works: list[Work]) -> list[Any]:
    """The commitments without a theme on record, which no row of the grid can hold."""
    view, words = shown.view, shown.view.words
    items = [
        html.Li(
            [
                link(shown.records[work.place].title, href=view.href(f"commitments/{shown.records[work.place].id}")),
                " · ",
                view.names.of("pilot", work.pilot),
            ]
        )
        for work in works
    ]
    return [html.H3(words("Commitments whose theme is not known")), html.Ul(items)] if items else []
