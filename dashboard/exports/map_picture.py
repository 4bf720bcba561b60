"""A map as a picture, for files that cannot draw one: what its figure colours, on the world of the browsers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

from PIL import Image, ImageDraw

from dashboard.exports.world_outlines import HEIGHT, WIDTH, Place, countries, drawn_at
from dashboard.theme import colours

SHAPE = WIDTH / HEIGHT
_FINER = 2  # times: it is drawn larger and then made smaller, so that its edges are smooth
_DOT = 9  # px: the radius of a dot
_BORDER = colours.LIGHT["border"], 0.5  # of a country, and how wide that is
_ROUND = [(cos(turn * pi / 16), sin(turn * pi / 16)) for turn in range(32)]
_CORNERS = {"diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]}
"""The corners of a dot by its shape, in radii; others are round."""


def png(figure: Mapping[str, Any]) -> bytes:
    """The countries and dots of a figure of `figures/world.py`, without its key."""
    image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), colours.LIGHT["surface"])
    canvas = ImageDraw.Draw(image)
    looks = dict(_looks(figure))
    outlines = countries()
    for country in [*(outlines.keys() - looks.keys()), *(name for name in looks if name in outlines)]:
        shade, (edge, width) = looks.get(country, (colours.LIGHT["land"], _BORDER))
        for ring in outlines[country]:
            places = [(x * _FINER, y * _FINER) for x, y in ring]
            canvas.polygon(places, fill=shade, outline=edge, width=round(max(width, 0.5) * 2 * _FINER))
    for place, shade, symbol in _dots(figure):
        x, y = (part * _FINER for part in drawn_at(*place))
        corners = _CORNERS.get(symbol, _ROUND)
        around = [(x + dx * _DOT * _FINER, y + dy * _DOT * _FINER) for dx, dy in corners]
        canvas.polygon(around, fill=shade, outline=colours.LIGHT["ink"], width=2 * _FINER)
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


def _looks(figure: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, tuple[str, float]]]]:
    """Each country that a figure colours, by its code: its ground, and its edge with the width of that."""
    for trace in figure["data"]:
        if trace["type"] == "choropleth":
            line = trace.get("marker", {}).get("line", {})
            edge = line.get("color", _BORDER[0]), line.get("width", _BORDER[1])
            for country, share in zip(trace["locations"], trace["z"], strict=True):
                ground = _shade(share, figure["layout"]["coloraxis"]) if "coloraxis" in trace else _plain(trace)
                yield country, (ground, edge)


def _dots(figure: Mapping[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Each dot, at its longitude and latitude, with its colour and its shape."""
    for trace in figure["data"]:
        if trace["type"] == "scattergeo":
            shades, symbols = (
                [given] * len(trace["lon"]) if isinstance(given, str) else given
                for given in (trace["marker"]["color"], trace["marker"].get("symbol", "circle"))
            )
            for longitude, latitude, shade, symbol in zip(trace["lon"], trace["lat"], shades, symbols, strict=True):
                if longitude is not None:  # what stands in the key alone has no place
                    axis = figure["layout"]["coloraxis"]
                    yield (longitude, latitude), shade if isinstance(shade, str) else _shade(shade, axis), symbol


def _plain(trace: Mapping[str, Any]) -> str:
    """The one colour of a trace without a scale; of a group that is told by its edge, the colour of that."""
    if "colorscale" in trace:
        return str(trace["colorscale"][0][1])
    marker = trace["marker"]
    is_edge = marker["color"] == colours.LIGHT["surface"]
    return str(marker["line"]["color"] if is_edge else marker["color"])


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
