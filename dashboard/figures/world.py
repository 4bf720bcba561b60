"""The members on a map of the world: countries by completion rate, pilots as dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.figures import frame
from dashboard.figures.frame import Row, Shown
from dashboard.theme import colours

_HEIGHT, _PHONE_HEIGHT = 600, 330  # px
_KEY = 100  # px under the map for the scale of colours and the legend
_TOO_SMALL = {"MLT": (35.9, 14.4)}
"""Latitude and longitude of members for which the map has no shape."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A member, its country's code, and where its dot stands if it is not drawn as a country."""

    row: Row
    country: str
    dot: tuple[float, float] | None

    @property
    def state(self) -> str:
        if self.row.assessed == 0:
            return "none_assessed"
        return "rated" if self.row.is_rated else "too_few"

    @property
    def rate(self) -> float:
        return self.row.completed / self.row.assessed


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
"""The greys; it only explains: a click on it hides nothing."""


def figure(shown: Shown) -> dict[str, Any]:
    """The table by member with `country` (ISO 3166-1 alpha-3), `pilot`, `latitude` and `longitude`."""
    members = _members(shown.table)
    greys = {
        "too_few": shown.words("Too few assessed for a rate"),
        "none_assessed": shown.words("No assessed commitments yet"),
    }
    traces: list[dict[str, Any]] = []
    for draw, drawn in ((_shapes, [m for m in members if not m.dot]), (_dots, [m for m in members if m.dot])):
        for state in ("rated", *greys):
            group = [member for member in drawn if member.state == state]
            if group:
                name = greys.get(state, "")  # in the legend, once; the colours of rates have a scale
                new = bool(name) and all(trace.get("name") != name for trace in traces)
                legend = {"showlegend": True, "name": name} if new else {"showlegend": False}
                traces.append(
                    draw(state, group) | legend | frame.hover_texts([member.row for member in group], shown.words)
                )
    layout = frame.layout(
        _HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        coloraxis=_rates(shown),
        geo=_geo(_HEIGHT),
        legend=_LEGEND,
        meta={"narrow": {"height": _PHONE_HEIGHT, "geo": _geo(_PHONE_HEIGHT)}},
    )
    return {"data": traces, "layout": layout}


def _members(table: pd.DataFrame) -> list[_Member]:
    """The members that have a place on the map."""
    columns = (table[name].tolist() for name in ("country", "pilot", "latitude", "longitude"))
    members = []
    for row, country, pilot, latitude, longitude in zip(frame.rows(table), *columns, strict=True):
        dot = (latitude, longitude) if pilot else _TOO_SMALL.get(country)
        if dot is None or dot[0] == dot[0]:  # a latitude that is not known is not equal to itself
            members.append(_Member(row, country, dot))
    return members


def _shapes(state: str, members: list[_Member]) -> dict[str, Any]:
    trace = {
        "type": "choropleth",
        "locationmode": "ISO-3",
        "locations": [member.country for member in members],
        "marker": {"line": {"color": colours.LIGHT["border"], "width": 0.5}},
    }
    if state == "rated":
        return trace | {"z": [member.rate for member in members], "coloraxis": "coloraxis"}
    grey = colours.LIGHT[state]
    return trace | {"z": [0] * len(members), "colorscale": [[0, grey], [1, grey]], "showscale": False}


def _dots(state: str, members: list[_Member]) -> dict[str, Any]:
    if state == "rated":
        fill: dict[str, Any] = {"color": [member.rate for member in members], "coloraxis": "coloraxis"}
    else:
        fill = {"color": colours.LIGHT[state]}
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lat": [member.dot[0] for member in members if member.dot],
        "lon": [member.dot[1] for member in members if member.dot],
        "marker": {"size": 11, "line": {"color": colours.LIGHT["ink"], "width": 1.5}} | fill,
    }


def _rates(shown: Shown) -> dict[str, Any]:
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
        "ypad": 44,
    }
    return {"cmin": 0, "cmax": 1, "colorscale": colours.RATES, "colorbar": bar}


def _geo(height: int) -> dict[str, Any]:
    """The whole world, whatever is on it, above the key."""
    return {
        "projection": {"type": "natural earth"},
        "domain": {"x": [0, 1], "y": [_KEY / height, 1]},
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
