"""The filter bar of a view, and the controls in its page: native ones, set to what is chosen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.charts import explore
from dashboard.components import ids
from dashboard.components.elements import Element, Node, el, link
from dashboard.components.static import Boxes, Ticked
from dashboard.data.filters import SELECTING, TODAY
from dashboard.language.vocabulary import FILTER_NONE
from dashboard.queries.days import days
from dashboard.view.view import View

FIRST = ("region", "theme", "level", "year")
MORE = tuple(name for name in FILTER_NONE if name in SELECTING and name not in FIRST)
"""The filters with a control: beside each other, and under More. The rest are set by clicking a mark."""
_BOXED = (*FIRST, *MORE, "peer")
"""The filters that have boxes on some page."""

_SEARCHABLE = 13  # with more options than this, a box to look for one
_ANOTHER_DAY = "another"
"""The value of the select when the day compared with is no meeting's."""


def filter_bar(view: View, workbook: str = "") -> Element:
    """The bar, already set; `workbook` is where the page under these filters is as one."""
    words = view.words
    more = [_choice(view, name) for name in MORE if not getattr(view.scope, name)]
    lesser = el(
        "details",
        el("summary", el("span", words("More"), className="choice-name")),
        el("div", *more, className="choice-panel more"),
        className="choice choice-more",
    )
    toggle = html.Button(
        words("Filters"),
        id=ids.drawer(),
        type="button",
        className="filter-toggle",
        **{"aria-expanded": "false", "aria-controls": "filters"},
    )
    choices = [*(_choice(view, name) for name in FIRST), _asof(view), lesser]
    return el(
        "section",
        toggle,
        el("div", *choices, id="filters", className="filters"),
        el("div", *_summary(view, workbook), className="filter-summary"),
        Ticked(ids.ticked(), ticked(view)),
        className="filter-bar",
        aria_label=words("Filters"),
    )


def _summary(view: View, workbook: str) -> list[Node]:
    """How many commitments of all the filters leave, the way back, and the page under them to take away, if any."""
    words = view.words
    apply = el("noscript", el("button", words("Apply"), type="submit", form=ids.FORM, className="send"))
    count = el("span", view.summary(), role="status", data_summary="here")
    parts = [apply, count, " · ", link(words("Reset"), view.reset)]
    if not workbook:
        return parts
    name = words("XLSX: this page as a workbook")
    named = {"title": name, "aria_label": name, "data_nav": "workbook"}
    return [*parts, " · ", el("a", "XLSX", href=workbook, download=True, **named)]


def _choice(view: View, name: str) -> Element:
    """The disclosure of one filter with its checkboxes."""
    words, by_group = view.words, groups(view, name)
    label = words.filter(name)
    box = el("input", type="search", className="choice-search", placeholder=words("Find…"))
    search = el("label", el("span", words("Find an option"), className="visually-hidden"), box, className="choice-find")
    is_long = sum(len(values) for _, _, values in by_group) >= _SEARCHABLE
    boxes = [part for group in by_group for part in _boxes(view, name, *group)]
    return _disclosure(name, label, current(view, name), [*([search] if is_long else []), *boxes])


def _boxes(view: View, name: str, group: str, heading: str, values: Sequence[str]) -> list[Node]:
    boxes = Boxes(name, group, _named(view, name, values))
    return [el("div", heading, className="choice-group"), boxes] if heading else [boxes]


def _asof(view: View) -> Element:
    """The as-of control: the meetings by name, or any day."""
    label = view.words("As of")
    radios = dbc.RadioItems(id=ids.asof("meeting"), options=_options(_days(view)), value=asof_value(view, "meeting"))
    day = el("label", *_any_day(view, ids.asof("day"), asof_value(view, "day")), className="asof-day")
    return _disclosure("asof", label, view.asof, [day, radios])


def _any_day(view: View, id_: ids.Id, value: str) -> tuple[Node, Node]:
    day = dbc.Input(id=id_, type="date", value=value, min="2011-09-20", debounce=True)
    return el("span", view.words("Any day")), day


def _disclosure(name: str, label: str, chosen: str, inside: Sequence[Node]) -> Element:
    """A filter of the bar: its name and what is chosen; opened, its controls."""
    value = el("span", chosen, className="choice-value", data_current=name)
    legend = el("legend", label, className="visually-hidden")
    return el(
        "details",
        el("summary", el("span", label, className="choice-name"), " ", value),
        el("fieldset", legend, *inside, className="choice-panel"),
        className="choice",
    )


def shown(view: View) -> dict[str, Any]:
    """What of the bar follows the filters: the words on the buttons, the counts beside the options, the summary."""
    number = view.words.number
    return {
        "current": {name: current(view, name) for name in (*_BOXED, "asof")},
        "counts": {
            name: {value: number(count) for value, count in view.selection.facet(name).items()}
            for name in (*FIRST, *MORE)
        },
        "summary": view.summary(),
    }


def current(view: View, name: str) -> str:
    """What is chosen for filter `name`, in the words of its button."""
    if name == "asof":
        return view.asof
    chosen = getattr(view.filters, name)
    if not chosen:
        return view.words(FILTER_NONE[name])
    if name == "year" and len(chosen) > 1:
        years = view.snapshot.choices["year"]
        start = years.index(chosen[0])
        if years[start : start + len(chosen)] == chosen:
            return f"{chosen[0]}–{chosen[-1]}"
    first = view.names.of(name, chosen[0])
    return first if len(chosen) == 1 else view.words("{first} + {n} more", first=first, n=len(chosen) - 1)


def groups(view: View, name: str) -> list[tuple[str, str, list[str]]]:
    """The values of a filter by group, with its id and heading: themes by priority, everything else in one."""
    values = view.snapshot.choices[name]
    if name in {"member", "peer"}:
        return [("", "", [value for value, _ in _by_name(view, name)])]
    if name != "theme":
        return [("", "", list(values))]
    priority = view.snapshot.table("themes")["priority_id"].to_dict()
    return [
        (group, view.names.of("priority", group), [value for value in values if priority[value] == group])
        for group in view.snapshot.choices["priority"]
    ]


def ticked(view: View) -> dict[str, list[str]]:
    """What the reader chose with boxes, by filter."""
    return {name: list(getattr(view.chosen, name)) for name in _BOXED}


def options(view: View, id_: ids.Id) -> Any:
    """What the control of an id offers; None where that hangs on no data."""
    make = _OFFERED.get(id_.get("filter") or f"{id_['kind']} {id_.get('by', '')}".strip())
    return make(view) if make else None


def _boxed(view: View) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What boxes offer, by filter and group."""
    return {name: {group: _named(view, name, values) for group, _, values in groups(view, name)} for name in _BOXED}


def _named(view: View, name: str, values: Sequence[str]) -> list[dict[str, Any]]:
    return _options([(value, view.names.of(name, value)) for value in values])


def _options(named: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Values and names as the options of a control."""
    return [{"label": name, "value": value} for value, name in named]


def _by_name(view: View, name: str) -> list[tuple[str, str]]:
    return sorted(view.names.all(name).items(), key=lambda option: view.words.order(option[1]))


def _days(view: View) -> list[tuple[str, str]]:
    """The day of reading, the latest day of the data and each meeting's first."""
    words = view.words
    today = words("Today: {date}", date=words.date(view.today.isoformat()))
    latest = words("Latest: {date}", date=words.date(view.snapshot.known_until.isoformat()))
    return [(TODAY, today), ("", latest), *view.meetings()]


def _days_since(view: View) -> list[dict[str, Any]]:
    """The meetings to compare with, and what stands there for any other day."""
    other = {"label": view.words("Another day"), "value": _ANOTHER_DAY, "disabled": True}
    return [*_options(view.meetings()), other]


_OFFERED: dict[str, Callable[[View], Any]] = {
    "ticked": _boxed,
    "pilot": lambda view: _options(_by_name(view, "pilot")),
    "asof meeting": lambda view: _options(_days(view)),
    "since meeting": _days_since,
}


def asof_value(view: View, by: str) -> str:
    """What the as-of control shows: the day itself, or the meeting that began on it (TODAY; "" for the latest day)."""
    return view.selection.asof.isoformat() if by == "day" else view.chosen.asof


def since_value(view: View, by: str) -> str:
    """What a control of the day compared with shows: the day, or the meeting that began on it; "" where none came."""
    if not view.since or view.selection.known:
        return ""
    day = view.selection.since.isoformat()
    return day if by == "day" or day in dict(view.meetings()) else _ANOTHER_DAY


def _since(view: View) -> Element:
    """The control of the day compared with: a meeting by name, or any day."""
    words, value, choose = view.words, since_value(view, "meeting"), view.words("Choose a meeting")
    select = dbc.Select(id=ids.since("meeting"), options=_days_since(view), value=value, placeholder=choose)
    return el(
        "div",
        el("label", el("span", words("Compare with")), select),
        el("label", *_any_day(view, ids.since("day"), since_value(view, "day"))),
        className="since",
    )


def _pilot(view: View) -> Element:
    """The control of the pilot shown: any by name, or as long as none is chosen the one best documented."""
    offered, none = _options(_by_name(view, "pilot")), view.words("The best documented pilot")
    box = dbc.Select(id=ids.text("pilot"), options=offered, value=view.chosen.pilot, placeholder=none)
    return el("label", el("span", view.words("Pilot")), box, className="labelled")


def _constituencies(view: View) -> Element:
    """The control of the two sides of the committee."""
    words, name = view.words, "constituency"
    boxes = dbc.Checklist(  # dcc's has roles that screen readers cannot make sense of outside a list box
        id=ids.choice(name),
        options=_options([*words.codes("constituency").items()]),
        value=list(view.filters.constituency),
        inline=True,
    )
    return el("fieldset", el("legend", words.filter(name)), boxes, className="constituencies")


def _search_box(view: View) -> Element:
    """The box that searches the list of commitments."""
    words, value = view.words, view.filters.q
    placeholder = words("Title, institution, member or number")
    box = dbc.Input(id=ids.text("q"), type="search", value=value, debounce=0.4, placeholder=placeholder)
    return el("label", el("span", words("Search commitments"), className="search-label"), box, className="search-row")


def _of_question(view: View, name: str) -> Element:
    """A control of the page on which anything may be asked."""
    offered = explore.choices(view, name)
    none = view.words("none") if name not in explore.FIRST else None
    chosen = {"value": explore.choice(view, name), "placeholder": none}
    box = dbc.Select(id=ids.text(name), options=_options(offered), **chosen)
    return el("label", el("span", view.words(explore.LABELS[name])), box, className="labelled")


def text_value(view: View, name: str) -> str:
    """What a control of one value shows."""
    return explore.choice(view, name)


_SLID = ("members-map", "completion-by-region", "completion-by-year")
"""The charts that follow the slider of time while it moves."""


_PLAY = "\N{BLACK RIGHT-POINTING TRIANGLE}\N{VARIATION SELECTOR-15}"


def _time(view: View) -> Element | None:
    """A slider over the days on which anything moved, with buttons that step and play: assets/js/page/time.js."""
    words, steps = view.words, days(view.snapshot)
    if len(steps) == 1:
        return None
    labels = [words.date(day.isoformat()) for day in steps]
    place = max((i for i, day in enumerate(steps) if day <= view.selection.asof), default=0)

    def button(kind: str, sign: str, label: str, **more: str) -> Element:
        return el(
            "button", el("span", sign, aria_hidden="true"), type="button", data_time=kind, aria_label=label, **more
        )

    return el(
        "div",
        button(
            "play",
            _PLAY,
            words("Play through time"),
            aria_pressed="false",
        ),
        button("back", "\N{LEFTWARDS ARROW}", words("One step back")),
        el(
            "input",
            type="range",
            min="0",
            max=str(len(steps) - 1),
            step="1",
            defaultValue=str(place),
            aria_label=words("As-of day of the map and the charts"),
            aria_valuetext=view.asof,
        ),
        button("on", "\N{RIGHTWARDS ARROW}", words("One step on")),
        el("output", view.asof),
        role="group",
        aria_label=words("Through time"),
        className="time",
        data_days=json.dumps([day.isoformat() for day in steps]),
        data_labels=json.dumps(labels),
        data_charts=" ".join(_SLID),
        data_root=view.root,
    )


CONTROLS: dict[str, Callable[[View], Element | None]] = {
    "time": _time,
    "since": _since,
    "pilot": _pilot,
    "peer": lambda view: _choice(view, "peer"),
    "constituency": _constituencies,
    "q": _search_box,
    **{name: partial(_of_question, name=name) for name in explore.ASKED},
}
"""The controls that stand in a page, by the filter they set."""
