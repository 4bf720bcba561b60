"""A map as a picture, for files that cannot draw one: what its figure colours, on the world of the browsers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw

from dashboard.exports.world_outlines import HEIGHT, WIDTH, Place, countries, drawn_at
from dashboard.theme import colours

SHAPE = WIDTH / HEIGHT
_FINER = 2  # times: it is drawn larger and then made smaller, so that its edges are smooth
_DOT = 9  # px: the radius of a dot


def png(figure: Mapping[str, Any]) -> bytes:
    """The countries and dots of a figure of `figures/world.py`, without its key."""
    image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), colours.LIGHT["surface"])
    canvas = ImageDraw.Draw(image)
    shades = dict(_shades(figure))
    for country, rings in countries().items():
        for ring in rings:
            shade = shades.get(country, colours.LIGHT["land"])
            canvas.polygon(
                [(x * _FINER, y * _FINER) for x, y in ring], fill=shade, outline=colours.LIGHT["border"], width=_FINER
            )
    for place, shade in _dots(figure):
        x, y = (part * _FINER for part in drawn_at(*place))
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
