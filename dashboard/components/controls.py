"""The filter bar of a view: which filters, their options with counts, and what is chosen, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import filter_bar as bar
from dashboard.components import ids
from dashboard.data.filters import SELECTING
from dashboard.data.selection import NO_DAY
from dashboard.language.vocabulary import CONSTITUENCIES, FILTER_NONE
from dashboard.view.view import View
from data_loader import schema

FIRST = ("region", "theme", "level", "year")
MORE = tuple(name for name in FILTER_NONE if name in SELECTING and name not in FIRST)
"""The filters with a control: beside each other, and under More. The rest are set by clicking a mark."""


def filter_bar(view: View, workbook: str = "") -> Any:
    """The bar, already set; `workbook` is where the page under these filters is as one."""
    first = [_choice(view, name) for name in FIRST]
    more = [_choice(view, name) for name in MORE if not getattr(view.scope, name)]
    told = bar.summary(view.words, view.summary(), view.reset, workbook)
    return bar.filter_bar([*first, _asof(view)], more, told, view.words)


def shown(view: View) -> dict[str, Any]:
    """What of the bar follows the filters: the words on the buttons, the counts beside the options, the summary."""
    return {
        "current": {name: current(view, name) for name in (*FIRST, *MORE, "peer", "asof")},
        "counts": option_counts(view),
        "summary": view.summary(),
    }


def current(view: View, name: str) -> str:
    """What is chosen for filter `name`, in the words of its button."""
    if name == "asof":
        return view.asof
    chosen = getattr(view.filters, name)
    if not chosen:
        return view.words(FILTER_NONE[name])
    if name == "year" and len(chosen) > 1 and _in_a_row(view, chosen):
        return f"{chosen[0]}–{chosen[-1]}"
    first = view.names.of(name, chosen[0])
    return first if len(chosen) == 1 else view.words("{first} + {n} more", first=first, n=len(chosen) - 1)


def option_counts(view: View) -> dict[str, dict[str, str]]:
    """By filter and value, the commitments choosing it would leave, written out."""
    return {
        name: {value: view.words.number(count) for value, count in view.selection.facet(name).items()}
        for name in (*FIRST, *MORE)
    }


def groups(view: View, name: str) -> list[tuple[str, str, list[str]]]:
    """The values of a filter by group: themes by priority, everything else in one."""
    values = view.snapshot.choices[name]
    if name in {"member", "peer"}:
        return [("", "", [value for value, _ in _by_name(view, name)])]
    if name != "theme":
        return [("", "", list(values))]
    priority = view.snapshot.table("themes")["priority_id"]
    return [
        (group, view.names.of("priority", group), [value for value in values if priority[value] == group])
        for group in view.snapshot.choices["priority"]
    ]


def options(view: View, id_: ids.Id) -> list[dict[str, Any]] | None:
    """What the control of an id offers; None where that hangs on no data."""
    make = _OPTIONS.get(id_.get("filter") or f"{id_['kind']} {id_['by']}")
    return make(view, id_) if make else None


def _of_group(view: View, id_: ids.Id) -> list[dict[str, Any]]:
    name = id_["filter"]
    values = {group: values for group, _, values in groups(view, name)}[id_["group"]]
    return bar.listed([(value, view.names.of(name, value)) for value in values])


_OPTIONS: dict[str, Callable[[View, ids.Id], list[dict[str, Any]]]] = {
    **dict.fromkeys((*FIRST, *MORE, "peer"), _of_group),
    "pilot": lambda view, _: bar.listed(_by_name(view, "pilot")),
    "asof meeting": lambda view, _: bar.listed(_days(view)),
    "since meeting": lambda view, _: bar.days_since(view.meetings(), view.words),
}


def pilot(view: View) -> Any:
    """The control of the pilot shown: any by name, or as long as none is chosen the one best documented."""
    words = view.words
    none = words("The best documented pilot")
    return bar.select("pilot", words("Pilot"), _by_name(view, "pilot"), view.chosen.pilot, none)


def peers(view: View) -> Any:
    """The control of the pilots compared with."""
    return _choice(view, "peer")


def _by_name(view: View, name: str) -> list[tuple[str, str]]:
    return sorted(view.names.all(name).items(), key=lambda option: schema.fold(option[1]))


def asof_value(view: View, by: str) -> str:
    """What the as-of control shows: the day itself, or the meeting that began on it ("" for the latest day)."""
    return view.selection.asof.isoformat() if by == "day" else view.chosen.asof


def since_value(view: View, by: str) -> str:
    """What a control of the day compared with shows: the day, or the meeting that began on it; "" where none came."""
    since = view.selection.since
    if since == NO_DAY:
        return ""
    day = since.isoformat()
    return day if by == "day" or day in dict(view.meetings()) else bar.ANOTHER_DAY


def since(view: View) -> Any:
    """The control of the day compared with."""
    return bar.since(view.meetings(), since_value(view, "meeting"), since_value(view, "day"), view.words)


def constituencies(view: View) -> Any:
    """The control of the two sides of the committee."""
    words, name = view.words, "constituency"
    boxes = dbc.Checklist(  # dcc's has roles that screen readers cannot make sense of outside a list box
        id=ids.choice(name),
        options=[{"label": words(text), "value": value} for value, text in CONSTITUENCIES.items()],
        value=list(view.filters.constituency),
        inline=True,
    )
    return html.Fieldset([html.Legend(words.filter(name)), boxes], className="constituencies")


def search_box(view: View) -> Any:
    """The box that searches the list of commitments."""
    words = view.words
    placeholder = words("Title, institution, member or number")
    value = view.filters.q
    box = dbc.Input(id=ids.text("q"), type="search", value=value, debounce=0.4, placeholder=placeholder)
    return html.Label([html.Span(words("Search commitments"), className="search-label"), box], className="search-row")


def _choice(view: View, name: str) -> Any:
    offered = [
        (group, heading, [bar.Option(value, view.names.of(name, value)) for value in values])
        for group, heading, values in groups(view, name)
    ]
    chosen = getattr(view.filters, name)
    return bar.choice(bar.Choice(name, view.words.filter(name), current(view, name), offered, chosen), view.words)


def _asof(view: View) -> Any:
    return bar.asof(view.asof, _days(view), asof_value(view, "meeting"), asof_value(view, "day"), view.words)


def _days(view: View) -> list[tuple[str, str]]:
    """The latest day and each meeting's first."""
    words = view.words
    latest = words("Latest: {date}", date=words.date(view.snapshot.known_until.isoformat()))
    return [("", latest), *view.meetings()]


def _in_a_row(view: View, chosen: tuple[str, ...]) -> bool:
    years = view.snapshot.choices["year"]
    start = years.index(chosen[0])
    return years[start : start + len(chosen)] == chosen


CONTROLS: dict[str, Callable[[View], Any]] = {
    "since": since,
    "pilot": pilot,
    "peer": peers,
    "constituency": constituencies,
    "q": search_box,
}
"""The controls that stand in a page, by the filter they set."""
