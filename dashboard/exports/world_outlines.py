"""The world on a flat picture: where a place is drawn, and the outlines of countries as browsers draw them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import floor, pi, radians
from typing import Any

from dashboard.theme import assets

WIDTH, HEIGHT = 2000, 940  # px
_WHOLE = 360.0  # degrees around the world
_SOUTH, _NORTH = -56.0, 80.0  # degrees: what is shown
_X = (0.8707, -0.131979, -0.013791, 0.003971, -0.001529)
_X_POWERS = (0, 2, 4, 10, 12)
_Y = (1.007226, 0.015085, -0.044475, 0.028874, -0.005916)
_Y_POWERS = (1, 3, 7, 9, 11)
"""The projection Natural Earth as Šavrič, Jenny, Patterson, Petrovič and Hurni give it (2011), in radians."""

Place = tuple[float, float]


@cache
def countries() -> dict[str, list[list[Place]]]:
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
        yield [drawn_at(_within(longitude - side * _WHOLE), latitude) for longitude, latitude in turned]


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


def drawn_at(longitude: float, latitude: float) -> Place:
    """Where on the picture a place is, px."""
    x, y = _projected(longitude, latitude)
    scale = min(WIDTH / (2 * _EDGE), HEIGHT / (_TOP - _FOOT))
    return WIDTH / 2 + x * scale, (_TOP - y) * scale
