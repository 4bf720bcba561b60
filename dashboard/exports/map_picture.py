"""A map as a picture, for files that cannot draw one: what its figure colours, on the world of the browsers."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import floor, pi, radians
from typing import Any

from PIL import Image, ImageDraw

from dashboard.theme import assets, colours

WIDTH, HEIGHT = 2000, 940  # px
_FINER = 2  # times: it is drawn larger and then made smaller, so that its edges are smooth
_WHOLE = 360.0  # degrees around the world
_SOUTH, _NORTH = -56.0, 80.0  # degrees: what is shown
_X = (0.8707, -0.131979, -0.013791, 0.003971, -0.001529)
_X_POWERS = (0, 2, 4, 10, 12)
_Y = (1.007226, 0.015085, -0.044475, 0.028874, -0.005916)
_Y_POWERS = (1, 3, 7, 9, 11)
"""The projection Natural Earth as Šavrič, Jenny, Patterson, Petrovič and Hurni give it (2011), in radians."""
_DOT = 9  # px: the radius of a dot

Place = tuple[float, float]


def png(figure: Mapping[str, Any]) -> bytes:
    """The countries and dots of a figure of `figures/world.py`, without its key."""
    image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), colours.LIGHT["surface"])
    canvas = ImageDraw.Draw(image)
    shades = dict(_shades(figure))
    for country, rings in _countries().items():
        for ring in rings:
            shade = shades.get(country, colours.LIGHT["land"])
            canvas.polygon(ring, fill=shade, outline=colours.LIGHT["border"], width=_FINER)
    for place, shade in _dots(figure):
        x, y = _drawn_at(*place)
        radius = _DOT * _FINER
        around = (x - radius, y - radius, x + radius, y + radius)
        canvas.ellipse(around, fill=shade, outline=colours.LIGHT["ink"], width=2 * _FINER)
    file = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def key(figure: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the colours mean: those of the scale with their shares, then those of the groups with their names."""
    axis = figure["layout"]["coloraxis"]
    bar = axis["colorbar"]
    scale = [(_shade(share, axis), text) for share, text in zip(bar["tickvals"], bar["ticktext"], strict=True)]
    named = {trace["name"]: trace for trace in figure["data"] if trace.get("name")}
    return [*scale, *((_plain(trace), name) for name, trace in named.items())]


def _shades(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each country that a figure colours, by its code."""
    for trace in figure["data"]:
        if trace["type"] == "choropleth":
            for country, share in zip(trace["locations"], trace["z"], strict=True):
                yield country, _shade(share, figure["layout"]["coloraxis"]) if "coloraxis" in trace else _plain(trace)


def _dots(figure: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Each dot, at its longitude and latitude."""
    for trace in figure["data"]:
        if trace["type"] == "scattergeo":
            given = trace["marker"]["color"]
            each = [given] * len(trace["lon"]) if isinstance(given, str) else given
            for longitude, latitude, shade in zip(trace["lon"], trace["lat"], each, strict=True):
                axis = figure["layout"]["coloraxis"]
                yield (longitude, latitude), shade if isinstance(shade, str) else _shade(shade, axis)


def _plain(trace: Mapping[str, Any]) -> str:
    """The one colour of a trace without a scale."""
    return str(trace["colorscale"][0][1] if "colorscale" in trace else trace["marker"]["color"])


def _shade(share: float, axis: Mapping[str, Any]) -> str:
    """The colour of a share on a scale of colours."""
    stops: Sequence[tuple[float, str]] = axis["colorscale"]
    share = (share - axis["cmin"]) / (axis["cmax"] - axis["cmin"])
    for (low, under), (high, over) in pairwise(stops):
        if share <= high:
            part = (share - low) / (high - low)
            pairs = zip(bytes.fromhex(under[1:]), bytes.fromhex(over[1:]), strict=True)
            return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
    return stops[-1][1]


@cache
def _countries() -> dict[str, list[list[Place]]]:
    """The outlines of each country by its code, where they are drawn."""
    world = json.loads(assets.text("un/world_110m.json"))
    arcs = list(_arcs(world))
    return {
        one["id"]: [ring for outer in _outlines(one) for ring in _on_the_picture(_ring(outer, arcs))]
        for one in world["objects"]["countries"]["geometries"]
        if one.get("arcs")
    }


def _on_the_picture(ring: Sequence[Place]) -> Iterator[list[Place]]:
    """An outline where it is drawn; one that crosses the line of date on either side of the picture."""
    turned = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((turned[-1][0] - longitude) / _WHOLE)
        turned.append((longitude + turns * _WHOLE, latitude))
    sides = {floor((longitude + _WHOLE / 2) / _WHOLE) for longitude, _ in turned if abs(longitude) != _WHOLE / 2} or {0}
    for side in sides:
        yield [_drawn_at(_within(longitude - side * _WHOLE), latitude) for longitude, latitude in turned]


def _within(longitude: float) -> float:
    """A place beyond the edge of the map on that edge."""
    return min(max(longitude, -_WHOLE / 2), _WHOLE / 2)


def _arcs(world: Mapping[str, Any]) -> Iterator[list[Place]]:
    """Lines in degrees: TopoJSON has the first place and then steps, in whole parts of its scale."""
    (wide, high), (west, south) = world["transform"]["scale"], world["transform"]["translate"]
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * wide + west, y * high + south))
        yield line


def _outlines(geometry: Mapping[str, Any]) -> list[list[int]]:
    """The numbers of the lines around each part of a country; lakes within it are land here."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [part[0] for part in parts]


def _ring(numbers: Sequence[int], arcs: Sequence[list[Place]]) -> list[Place]:
    """Lines one after the other; ~n is line n backwards."""
    return [place for n in numbers for place in (arcs[n] if n >= 0 else arcs[~n][::-1])]


def _projected(longitude: float, latitude: float) -> Place:
    turn, tilt = radians(longitude), radians(latitude)
    x = turn * sum(factor * tilt**power for factor, power in zip(_X, _X_POWERS, strict=True))
    return x, sum(factor * tilt**power for factor, power in zip(_Y, _Y_POWERS, strict=True))


_EDGE = pi * _X[0]
_TOP, _FOOT = _projected(0, _NORTH)[1], _projected(0, _SOUTH)[1]


def _drawn_at(longitude: float, latitude: float) -> Place:
    """Where on the picture a place is, px."""
    x, y = _projected(longitude, latitude)
    scale = min(WIDTH / (2 * _EDGE), HEIGHT / (_TOP - _FOOT)) * _FINER
    return WIDTH * _FINER / 2 + x * scale, (_TOP - y) * scale
