"""The members on a map of the world: countries by completion rate, pilots as dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.figures import frame
from dashboard.figures.frame import Row, Shown
from dashboard.theme import colours

_HEIGHT, _PHONE_HEIGHT = 600, 330  # px
_KEY = 100  # px under the map for the scale of colours and the legend
_SCALE, _ENTRY = 44, 19  # px under the scale, and for each line of the legend
_TOO_SMALL = {"MLT": (35.9, 14.4)}
"""Latitude and longitude of members for which the map has no shape."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A member, its country's code, and where its dot stands if it is not drawn as a country."""

    row: Row
    country: str
    dot: tuple[float, float] | None
    is_pilot: bool

    @property
    def state(self) -> str:
        """Its class, of _FILLS or with a rate."""
        if not self.row.chosen:
            return "not_chosen"
        if self.row.assessed == 0:
            return "no_level"
        return "rated" if self.row.is_rated else "too_few"

    @property
    def rate(self) -> float:
        return self.row.completed / self.row.assessed


_FILLS = {
    # class: fill, outline and its width in px: told apart by more than their grey.
    "too_few": ("too_few", "ink", 1.2),
    "no_level": ("surface", "quiet", 1.0),
    "not_chosen": ("context", "border", 0.5),
    "not_a_member": ("land", "border", 0.5),
}
_RATED = ("rated", "border", 0.5)
_PILOT, _COUNTRY = "diamond", "circle"
_NOTHING = {"type": "scattergeo", "mode": "markers", "lat": [None], "lon": [None], "hoverinfo": "skip"}
_LEGEND = {
    "orientation": "h",
    "xref": "paper",
    "x": 0,
    "yref": "paper",
    "y": 0,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": colours.NOTE},
}
"""The classes without a rate, and what a pilot is; it only explains: a click on it hides nothing."""


def figure(shown: Shown) -> dict[str, Any]:
    """The table by member with `country` (ISO 3166-1 alpha-3), `pilot`, `latitude` and `longitude`."""
    members = _members(shown)
    traces: list[dict[str, Any]] = []
    for draw, drawn in ((_shapes, [m for m in members if not m.dot]), (_dots, [m for m in members if m.dot])):
        for state in ("rated", *_FILLS):
            group = [member for member in drawn if member.state == state]
            if group:
                hover = frame.hover_texts([member.row for member in group], shown.words)
                traces.append(draw(state, group) | {"showlegend": False} | hover)
    layout = frame.layout(
        _HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        coloraxis=_rates(shown),
        geo=_geo(_HEIGHT, _KEY),
        legend=_LEGEND,
    )
    legend = _explained(members, shown) if traces else []
    more = max(len(legend) - 1, 0) * _ENTRY  # on a phone each has a line of its own
    height = _PHONE_HEIGHT + more
    layout["meta"] = {
        "narrow": {"height": height, "geo": _geo(height, _KEY + more), "coloraxis": _rates(shown, _SCALE + more)}
    }
    return {"data": [*traces, *legend], "layout": layout}


def _explained(members: list[_Member], shown: Shown) -> list[dict[str, Any]]:
    """The legend: a mark of each class that occurs, of who is no member, and of a pilot."""
    words, states = shown.words, {member.state for member in members}
    names = {
        "too_few": words("Too few for a rate"),
        "no_level": words("No level known yet"),
        "not_chosen": words("Not in this selection"),
        "not_a_member": words("Not a member"),
    }
    if any(not member.dot for member in members):  # a map of pilots alone says nothing of countries
        states.add("not_a_member")
    shapes = [state for state in _FILLS if state in states]
    marks = [(names[state], {"symbol": "square", "size": 12, **_filled(state)}) for state in shapes]
    if any(member.is_pilot for member in members):
        marks.append((words("Pilot"), {"symbol": _PILOT, "size": 11, **_filled("no_level")}))
    return [_NOTHING | {"name": name, "showlegend": True, "marker": marker} for name, marker in marks]


def _filled(state: str) -> dict[str, Any]:
    fill, outline, width = _FILLS[state]
    return {"color": colours.LIGHT[fill], "line": {"color": colours.LIGHT[outline], "width": width}}


def _members(shown: Shown) -> list[_Member]:
    """The members that have a place on the map."""
    rows, table = shown.rows, shown.table
    columns = (table[name].tolist()[: len(rows)] for name in ("country", "pilot", "latitude", "longitude"))
    members = []
    for row, country, pilot, latitude, longitude in zip(rows, *columns, strict=True):
        dot = (latitude, longitude) if pilot else _TOO_SMALL.get(country)
        if dot is None or dot[0] == dot[0]:  # a latitude that is not known is not equal to itself
            members.append(_Member(row, country, dot, bool(pilot)))
    return members


def _shapes(state: str, members: list[_Member]) -> dict[str, Any]:
    fill, outline, width = _FILLS.get(state, _RATED)
    trace = {
        "type": "choropleth",
        "locationmode": "ISO-3",
        "locations": [member.country for member in members],
        "marker": {"line": {"color": colours.LIGHT[outline], "width": width}},
    }
    if state == "rated":
        return trace | {"z": [member.rate for member in members], "coloraxis": "coloraxis"}
    grey = colours.LIGHT[fill]
    return trace | {"z": [0] * len(members), "colorscale": [[0, grey], [1, grey]], "showscale": False}


def _dots(state: str, members: list[_Member]) -> dict[str, Any]:
    if state == "rated":
        fill: dict[str, Any] = {"color": [member.rate for member in members], "coloraxis": "coloraxis"}
    else:
        fill = {"color": colours.LIGHT[_FILLS[state][0]]}
    line = {"width": 1.5, "color": colours.LIGHT["quiet" if state == "not_chosen" else "ink"]}
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lat": [member.dot[0] for member in members if member.dot],
        "lon": [member.dot[1] for member in members if member.dot],
        "marker": {
            "size": 11,
            "symbol": [_PILOT if member.is_pilot else _COUNTRY for member in members],
            "line": line,
            **fill,
        },
    }


def _rates(shown: Shown, under: int = _SCALE) -> dict[str, Any]:
    """What the colours of rates mean."""
    bar = {
        "orientation": "h",
        "title": {"text": shown.words("Completion rate"), "side": "top", "font": {"size": colours.NOTE}},
        "tickmode": "array",
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "ticktext": [shown.words.percent(rate) for rate in (0, 0.25, 0.5, 0.75, 1)],
        "tickfont": {"size": colours.NOTE},
        "thickness": 10,
        "lenmode": "pixels",
        "len": 240,
        "outlinewidth": 0,
        "x": 0,
        "xanchor": "left",
        "xpad": 16,
        "y": 0,
        "yanchor": "bottom",
        "ypad": under,
    }
    return {"cmin": 0, "cmax": 1, "colorscale": colours.RATES, "colorbar": bar}


def _geo(height: int, key: int) -> dict[str, Any]:
    """The whole world, whatever is on it, above the key."""
    return {
        "projection": {"type": "natural earth"},
        "domain": {"x": [0, 1], "y": [key / height, 1]},
        "fitbounds": False,
        "bgcolor": colours.LIGHT["surface"],
        "showframe": False,
        "showcoastlines": False,
        "showcountries": True,
        "countrycolor": colours.LIGHT["border"],
        "countrywidth": 0.5,
        "showland": True,
        "landcolor": colours.LIGHT["land"],
        "lataxis": {"range": [-56, 80]},
    }
